"""Who may do what, at the moment of use, where it isn't told by talk: old links, strangers, forged buttons."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.rehearsal.model import Person
from bot.store import meta
from tests.stage import Stage, open_stage
from tests.work.all_roles import OWN

NOT_YET = "Vous ne participez pas encore à cet atelier. Envoyez /join dans son groupe."


async def _count(stage: Stage, table: str) -> int:
    row = await stage.app.database.transact(lambda tx: tx.one(f"SELECT count(*) AS n FROM {table}"))  # noqa: S608
    return int(row["n"])


async def test_a_claim_link_is_no_longer_good_after_a_quarter_of_an_hour(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, coordinators=False) as stage:
        link = await stage.app.claim_link()
        assert link is not None
        stage.clock.turn(timedelta(minutes=16))
        stage.room.open_link(stage.people["Nour"], link)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Nour"))[-1]
        assert await _count(stage, "grants") == 0


async def test_links_are_kept_as_hashes(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, coordinators=False) as stage:
        link = await stage.app.claim_link()
        assert link is not None
        token = link.split("start=")[1]
        rows = await stage.app.database.transact(lambda tx: [tuple(row) for row in tx.all("SELECT * FROM invites")])
        assert token not in str(rows)
        assert len(rows) == 1


async def test_a_button_is_good_in_its_own_chat_alone(tmp_path: Path) -> None:
    """The facilitator's own buttons, pressed by a changed app from another chat, and forged ones."""
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        before = await stage.session()
        control = stage.question(stage.private("Awa"))
        begin = control.keyboard[0][0].data
        somewhere = stage.question()
        secret = await stage.app.database.transact(meta.secret)
        assert secret not in begin.encode()
        for name, data in (("Awa", begin), ("Jo", begin), ("Awa", "x" * 20), ("Awa", begin[:-1]), ("Awa", "")):
            stage.room.press(stage.people[name], somewhere, data)
            await stage.settle()
            assert stage.room.toasts_of(stage.people[name])[-1].startswith("Ce bouton ne fonctionne plus")
        assert await stage.session() == before


async def test_the_bot_is_silent_in_a_group_that_isn_t_open(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        foreign = stage.room.group("Inconnu", stage.people.values(), admins=[stage.people["Jo"]])
        foreign.bot_in = True
        stage.say("Jo", "/session roles", chat=foreign)
        stage.say("Jo", "/help", chat=foreign)
        await stage.settle()
        assert stage.texts(foreign) == []


async def test_somebody_outside_the_group_cannot_take_part_by_its_link(tmp_path: Path) -> None:
    """A private question's link, passed on to somebody who isn't in the group: it asks nothing of them, and
    whatever they try then, they are not let in."""
    async with open_stage(tmp_path, scenarios=OWN) as stage:
        await stage.begin("sealed")
        opening = stage.question()
        for _ in range(2):
            stage.say("Awa", "/next oui")
            await stage.settle()
        link = next(key.url for row in stage.question().keyboard for key in row if key.url)
        outsider: Person = stage.room.person("Zed")
        stage.people["Zed"] = outsider
        before = (await stage.session())[1]
        stage.room.open_link(outsider, link)
        await stage.settle()
        assert stage.texts(stage.private("Zed")) == [NOT_YET]
        answer = stage.room.last(stage.private("Zed"))
        assert answer.keyboard == ()
        for text in ("1b 2a 3c", "/join", "/join 1", "Toit vert", "1b 2a 3c", "/undo", "/alias Zed", "/leave"):
            stage.say("Zed", text, chat=stage.private("Zed"), reply_to=answer)
            await stage.settle()
        for message in (opening, stage.question(stage.private("Jo"))):
            for key in (key for row in message.keyboard for key in row if key.data):
                stage.room.press(outsider, answer, key.data)
            await stage.settle()
        stage.room.open_link(outsider, link)
        await stage.settle()
        assert stage.room.last(stage.private("Zed")).text == NOT_YET
        assert (await stage.session())[1] == before, "not even kept apart until a yes"


async def test_an_admin_of_whom_nothing_is_kept_any_more_is_asked_for_anew(tmp_path: Path) -> None:
    """Between /session and the organisations nothing of the group's is kept yet, so its admins go with the purge."""
    async with open_stage(tmp_path) as stage:
        stage.room.chats[stage.group.id].admins.append(stage.people["Sam"].id)
        stage.say("Sam", "/session roles")
        await stage.settle()
        await stage.app.work.prune()
        for text in ("Toit vert, sud\nAurore, nord", "oui"):
            stage.say("Sam", text, reply_to=stage.room.last(stage.group))
            await stage.settle()
        assert "Avant de dire oui" in "".join(stage.texts())
