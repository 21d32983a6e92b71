"""Whoever leaves the group, or is put out of it, is out from that moment: told by Telegram in any of its ways, or found
out when it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.session.roles import Role
from bot.store import groups, people, record, roles
from bot.store.db import Tx
from tests.canaries import files_with
from tests.stage import NORTH, SOUTH, Stage, open_stage
from tests.work.at_first_question import somebody_answers
from tests.work.downloading import wants, workshop_page

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
NOT_TAKING_PART = "Vous ne participez pas encore à cet atelier. Envoyez /join dans son groupe."
UNASKED = "Je n’ai pas pu vérifier auprès de Telegram"
NOT_YOURS = "C’est réservé à la facilitation de ce groupe."


async def _private_question(stage: Stage) -> None:
    """All six take part; the second question, a private one, is open."""
    await stage.begin("small")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()


async def active(stage: Stage) -> set[str]:
    """Who takes part, by name."""
    _, session = await stage.session()

    def known(tx: Tx) -> dict[str, str]:
        return {people.by_account(tx, person.id).person: name for name, person in stage.people.items()}

    names = await stage.app.database.transact(known)
    return {names[person] for person in session.active()}


async def _give(stage: Stage, name: str, role: Role) -> None:
    def give(tx: Tx) -> None:
        group = groups.by_chat(tx, stage.group.id)
        assert group is not None
        person = people.by_account(tx, stage.people[name].id).person
        roles.give(tx, person, role, group.id, roles.Origin.INVITED, stage.clock.now().date())

    await stage.app.database.transact(give)


async def _held(stage: Stage, name: str) -> set[Role]:
    def held(tx: Tx) -> set[Role]:
        return {grant.role for grant in roles.held_by(tx, people.by_account(tx, stage.people[name].id).person)}

    return await stage.app.database.transact(held)


@pytest.mark.parametrize("way", ["left", "put out", "as an admin is told"])
async def test_whoever_is_gone_is_asked_nothing_more_and_isn_t_counted(way: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _private_question(stage)
        stage.group.bot_admin = way == "as an admin is told"
        by = None if way == "left" else stage.people["Awa"]
        stage.room.leave(stage.group, stage.people["Jo"], by=by, told=way != "as an admin is told")
        await stage.settle()
        assert "Jo" not in await active(stage)
        assert not [m for m in stage.room.messages(stage.private("Jo")) if "Racontez" in m.text], "taken back"
        said = len(stage.texts(stage.private("Jo")))
        stage.say("Jo", "Un mot encore.", chat=stage.private("Jo"))
        await stage.settle()
        assert stage.texts(stage.private("Jo"))[said:] == [NOT_TAKING_PART]
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert len(stage.texts(stage.private("Jo"))) == said, "no further question, and that word is cleared away"
        assert "sur 5" in "".join(stage.texts())


async def test_who_vanished_unseen_is_found_out_before_the_next_private_question(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        for name in ("Jo", "Sam"):
            stage.room.leave(stage.group, stage.people[name], by=stage.people["Awa"], told=False)
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert await active(stage) == {"Awa", "Chidi", "Nour", "Camille"}
        for name in ("Jo", "Sam"):
            assert "Racontez" not in "".join(stage.texts(stage.private(name)))


async def test_nobody_comes_back_into_the_next_workshop_by_a_link_or_a_button(tmp_path: Path) -> None:
    """Not by the link of a private question, passed on; not by a button that a changed app still shows; only by
    coming back into the group and saying yes anew."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _private_question(stage)
        stage.room.leave(stage.group, stage.people["Jo"], by=stage.people["Awa"], told=False)
        for command in ("/close oui", "/session small"):
            stage.say("Awa", command)
            await stage.settle()
        opening = stage.question()
        for name in ("Awa", "Chidi", "Nour"):
            stage.tap(name, SOUTH, message=opening)
        await stage.settle()
        for _ in range(2):
            stage.say("Awa", "/next oui")
            await stage.settle()
        link = next(key.url for row in stage.question().keyboard for key in row if key.url)
        before = (await stage.session())[1]
        stage.room.open_link(stage.people["Jo"], link)
        await stage.settle()
        assert stage.texts(stage.private("Jo"))[-1] == NOT_TAKING_PART
        for key in (key for row in opening.keyboard for key in row if key.data):
            stage.room.press(stage.people["Jo"], opening, key.data)
            await stage.settle()
        assert (await stage.session())[1] == before
        stage.room.join(stage.group, stage.people["Jo"])
        stage.tap("Jo", NORTH, message=opening)
        await stage.settle()
        assert "Jo" in await active(stage)


async def test_what_waited_for_a_yes_goes_and_what_was_said_stays_until_forget(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small", join=False)
        stage.tap("Nour", SOUTH)
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.say("Nour", "4", reply_to=stage.question())
        stage.say("Jo", "2", reply_to=stage.question())
        await stage.settle()
        assert len((await stage.session())[1].held) == 1
        for name in ("Jo", "Nour"):
            stage.room.leave(stage.group, stage.people[name])
        await stage.settle()
        session = (await stage.session())[1]
        assert (len(session.held), len(session.answers)) == (0, 1)
        stage.say("Nour", "/forget oui", chat=stage.private("Nour"))
        await stage.settle()
        assert len((await stage.session())[1].answers) == 0


async def test_whoever_was_put_out_has_no_role_of_the_group_s_any_more_and_the_others_are_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        await _give(stage, "Jo", Role.COORDINATOR)
        await _give(stage, "Sam", Role.FACILITATOR)
        await _give(stage, "Nour", Role.COORDINATOR)
        stage.room.leave(stage.group, stage.people["Nour"])
        await stage.settle()
        assert await _held(stage, "Nour") == {Role.COORDINATOR}, "documents are read elsewhere too"
        stage.room.leave(stage.group, stage.people["Sam"], by=stage.people["Awa"])
        await stage.settle()
        assert await _held(stage, "Sam") == set()
        for name in ("Awa", "Jo", "Nour"):
            assert "a été exclu·e du groupe" in stage.texts(stage.private(name))[-1]
        await workshop_page(stage, "Jo")
        stage.room.leave(stage.group, stage.people["Jo"], by=stage.people["Awa"], told=False)
        wants(stage, "html", "Jo")
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Jo")) if m.document]
        assert await _held(stage, "Jo") == set()

        def deeds(tx: Tx) -> list[record.Deed]:
            group = groups.by_chat(tx, stage.group.id)
            return [entry.deed for entry in record.of(tx, group.id if group else 0)]

        assert await stage.app.database.transact(deeds) == [record.Deed.PUT_OUT] * 2


async def test_of_somebody_who_was_never_known_nothing_is_written_down(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stranger = stage.room.person("Zed")
        stage.room.join(stage.group, stranger)
        stage.room.leave(stage.group, stranger, by=stage.people["Awa"])
        await stage.settle()
        await stage.app.database.truncate_log()
        rows = await stage.app.database.transact(
            lambda tx: tx.all("SELECT 1 FROM people WHERE account = ?", stranger.id)
        )
        assert rows == []
        await stage.app.work.prune()
        assert not files_with(tmp_path, stranger.id)
