"""Whoever steers, or wants to see something private, is asked for of Telegram at that moment, and not a minute ago."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.shapes import Json
from bot.session.state import NOBODY
from tests.stage import SOUTH, open_stage
from tests.work.test_leaving import NOT_YOURS, SCENARIOS, UNASKED, active


async def test_a_demoted_and_expelled_admin_has_no_role_within_the_same_second(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.group.admins.append(stage.people["Sam"].id)
        await stage.begin("small")
        stage.say("Sam", "/next oui")
        await stage.settle()
        stage.say("Sam", "/status", chat=stage.private("Sam"))
        await stage.settle()
        stage.room.leave(stage.group, stage.people["Sam"], by=stage.people["Awa"], told=False)
        before = (await stage.session())[1]
        stage.tap("Sam", "Question suivante", chat=stage.private("Sam"))
        stage.say("Sam", "/close oui", chat=stage.private("Sam"))
        await stage.settle()
        after = (await stage.session())[1]
        assert (after.phase, after.steps) == (before.phase, before.steps)
        assert stage.room.toasts_of(stage.people["Sam"])[-1] == NOT_YOURS


async def test_the_facilitator_s_message_goes_with_them_and_the_next_who_asks_has_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.group.admins += [stage.people["Sam"].id, stage.people["Chidi"].id]
        for person in stage.people.values():
            stage.room.start(person)
        stage.say("Sam", "/session small")
        await stage.settle()
        for text in (f"{SOUTH}, sud", "oui"):
            stage.say("Sam", text, reply_to=stage.room.last(stage.group))
            await stage.settle()
        stage.room.leave(stage.group, stage.people["Sam"])
        await stage.settle()
        assert (await stage.session())[1].facilitator == NOBODY
        assert not [m for m in stage.room.messages(stage.private("Sam")) if m.keyboard]
        stage.say("Chidi", "/next oui")
        await stage.settle()
        stage.say("Chidi", "/status", chat=stage.private("Chidi"))
        await stage.settle()
        stage.say("Chidi", "/next oui", chat=stage.private("Chidi"))
        await stage.settle()
        controls = [m for m in stage.room.messages(stage.private("Chidi")) if m.keyboard]
        assert len(controls) == 2, "and with each question a new one"


async def test_a_demoted_facilitator_is_sent_nothing_more_though_nobody_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.group.admins.append(stage.people["Sam"].id)
        for person in stage.people.values():
            stage.room.start(person)
        stage.say("Sam", "/session small")
        await stage.settle()
        for text in (f"{SOUTH}, sud", "oui"):
            stage.say("Sam", text, reply_to=stage.room.last(stage.group))
            await stage.settle()
        stage.group.admins.remove(stage.people["Sam"].id)
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Sam")) if m.keyboard]
        assert (await stage.session())[1].facilitator == NOBODY


class Telegram:
    """Answers, or, while it is `silent`, doesn't say who is in a group."""

    silent = False

    async def __call__(self, moment: str, method: str, call: Json) -> None:
        if self.silent and method == "getchatmember" and moment == "before":
            raise BrokenError(502)


async def test_where_telegram_cannot_be_asked_nothing_is_done_and_that_is_said(tmp_path: Path) -> None:
    """Whoever steers or wants to see something private waits. Whoever says yes by a press in the group is believed."""
    telegram = Telegram()
    async with open_stage(tmp_path, scenarios=SCENARIOS, watch=telegram) as stage:
        stage.group.admins.append(stage.people["Sam"].id)
        await stage.begin("small", join=False)
        for name in ("Awa", "Chidi"):
            stage.tap(name, SOUTH)
        for _ in range(2):
            stage.say("Awa", "/next oui")
            await stage.settle()
        link = next(key.url for row in stage.question().keyboard for key in row if key.url)
        telegram.silent, before = True, (await stage.session())[1]
        stage.say("Sam", "/close oui")
        stage.room.open_link(stage.people["Chidi"], link)
        await stage.settle()
        assert UNASKED in stage.texts()[-1]
        assert UNASKED in stage.texts(stage.private("Chidi"))[-1]
        assert (await stage.session())[1] == before
        stage.say("Awa", "/status")
        stage.tap("Nour", SOUTH)
        await stage.settle()
        assert "Question 2" in "".join(stage.texts()[-2:]), "of whom the operator names nothing is asked"
        assert "Nour" in await active(stage)
        telegram.silent = False
        stage.say("Sam", "/close oui")
        await stage.settle()
        assert "L’atelier s’arrête ici" in "".join(stage.texts())
