"""Who may do what, at the moment of use: claim links, invitations, admins, strangers, forged buttons."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.rehearsal.model import Person
from bot.store import meta, sessions
from bot.store.db import Tx
from tests.stage import SOUTH, Stage, open_stage

REFUSED = "Seules les personnes qui facilitent ce groupe peuvent le faire."
NOT_YET = "Vous ne participez pas encore à cet atelier. Envoyez /join dans son groupe."


def _link(stage: Stage, name: str) -> str:
    """The last link that the bot has sent somebody."""
    text = next(t for t in reversed(stage.texts(stage.private(name))) if "https://t.me/" in t)
    return "https://t.me/" + text.split("https://t.me/")[1].split()[0]


async def _count(stage: Stage, table: str) -> int:
    row = await stage.app.database.transact(lambda tx: tx.one(f"SELECT count(*) AS n FROM {table}"))  # noqa: S608
    return int(row["n"])


async def test_the_claim_link_makes_one_coordinator_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, coordinators=False) as stage:
        link = await stage.app.claim_link()
        assert link is not None
        stage.room.open_link(stage.people["Nour"], link)
        await stage.settle()
        assert "Vous coordonnez maintenant" in stage.texts(stage.private("Nour"))[-1]
        stage.room.open_link(stage.people["Sam"], link)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Sam"))[-1]
        assert await stage.app.claim_link() is None
        stage.room.add_bot(stage.group, stage.people["Nour"])
        await stage.settle()
        assert "Bonjour. Je suis Palabre" in stage.texts()[-1]


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


async def test_an_invitation_makes_a_facilitator_of_that_group_alone(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        other = stage.room.group("Ailleurs", stage.people.values(), admins=[])
        stage.room.add_bot(other, stage.people["Awa"])
        stage.say("Awa", "/invite", chat=stage.private("Awa"))
        await stage.settle()
        stage.tap("Awa", "Un·e facilitateur·rice pour Atelier", chat=stage.private("Awa"))
        await stage.settle()
        stage.room.open_link(stage.people["Chidi"], _link(stage, "Awa"))
        await stage.settle()
        assert "Vous facilitez maintenant Atelier" in stage.texts(stage.private("Chidi"))[-1]
        stage.say("Chidi", "/session")
        stage.say("Chidi", "/session", chat=other)
        await stage.settle()
        assert "Quel atelier" in stage.texts()[-1]
        assert stage.texts(other)[-1] == REFUSED


async def test_only_coordinators_invite_list_and_download(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.room.start(stage.people["Chidi"])
        await stage.settle()
        for command in ("/invite", "/groups", "/summaries"):
            stage.say("Chidi", command, chat=stage.private("Chidi"))
            await stage.settle()
            assert stage.texts(stage.private("Chidi"))[-1].startswith("Seules les personnes qui coordonnent")
        assert await _count(stage, "invites") == 0


async def test_a_group_opened_by_a_stranger_stays_closed_and_the_bot_leaves(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False) as stage:
        stage.room.add_bot(stage.group, stage.people["Jo"])
        await stage.settle()
        assert stage.texts() == [
            "Bonjour. Je travaille dans un groupe quand une personne qui coordonne m’y a ajouté. "
            "Demandez-le-lui, s’il vous plaît. Pour l’instant, je repars."
        ]
        assert not stage.group.bot_in
        assert await _count(stage, "sessions") == 0


async def test_an_admin_of_an_open_group_facilitates_until_they_are_none(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.group.admins.append(stage.people["Sam"].id)
        stage.say("Sam", "/session")
        await stage.settle()
        assert "Quel atelier" in stage.texts()[-1]
        stage.group.admins.remove(stage.people["Sam"].id)
        stage.clock.turn(timedelta(seconds=61))
        stage.say("Sam", "/session")
        await stage.settle()
        assert stage.texts()[-1] == REFUSED


async def test_an_anonymous_admin_has_no_role(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.room.say(stage.people["Awa"], stage.group, "/session roles", anonymous=True)
        await stage.settle()
        assert stage.texts()[-1].startswith("Je ne sais pas qui vous êtes")
        assert await _count(stage, "sessions") == 0


async def test_a_member_s_command_is_refused_kindly_and_changes_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        before = await stage.session()
        for command in ("next", "back", "pause", "resume", "status", "close", "close oui", "organisations", "session"):
            stage.say("Jo", f"/{command}")
            await stage.settle()
            assert stage.texts()[-1] == REFUSED, command
        assert await stage.session() == before


async def test_a_participant_who_presses_a_facilitator_s_button_changes_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        stage.say("Awa", "/close")
        await stage.settle()
        before = await stage.session()
        stage.tap("Jo", "Oui, terminer")
        await stage.settle()
        assert stage.room.toasts_of(stage.people["Jo"])[-1] == REFUSED
        assert await stage.session() == before


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
            assert stage.room.toasts_of(stage.people[name])[-1].startswith("Ce bouton ne sert plus")
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
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        opening = stage.question()
        for _ in range(2):
            stage.say("Awa", "/next")
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


async def test_whoever_is_in_the_group_is_asked_by_its_link_once_they_have_said_yes(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles", join=False)
        for name, button in (("Awa", SOUTH), ("Nour", SOUTH)):
            stage.tap(name, button)
        await stage.settle()
        for _ in range(2):
            stage.say("Awa", "/next")
            await stage.settle()
        link = next(key.url for row in stage.question().keyboard for key in row if key.url)
        stage.room.open_link(stage.people["Jo"], link)
        await stage.settle()
        assert stage.texts(stage.private("Jo"))[-1] == NOT_YET
        stage.say("Jo", "/join 1")
        await stage.settle()
        stage.room.open_link(stage.people["Jo"], link)
        await stage.settle()
        assert stage.question(stage.private("Jo")).text == stage.question(stage.private("Nour")).text


async def test_sessions_of_other_groups_are_out_of_reach(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        other = stage.room.group("Ailleurs", stage.people.values(), admins=[stage.people["Jo"]])
        stage.room.add_bot(other, stage.people["Awa"])
        await stage.settle()
        stage.say("Jo", "/close oui", chat=other)
        stage.say("Jo", "/undo", chat=other)
        await stage.settle()

        def running(tx: Tx) -> int:
            return sum(listed.closed is None for listed in sessions.listing(tx))

        assert await stage.app.database.transact(running) == 1
        assert "aucun atelier" in stage.texts(other)[-1].casefold()


async def test_an_admin_whom_the_purge_has_forgotten_is_asked_for_anew(tmp_path: Path) -> None:
    """Between /session and the organisations nothing of the group's is kept yet, so its admins go with the purge."""
    async with open_stage(tmp_path) as stage:
        stage.room.chats[stage.group.id].admins.append(stage.people["Sam"].id)
        stage.say("Sam", "/session roles")
        await stage.settle()
        await stage.app.work.prune()
        stage.say("Sam", "Toit vert, sud\nAurore, nord", reply_to=stage.room.last(stage.group))
        await stage.settle()
        assert "Avant de dire oui" in "".join(stage.texts())
