"""The bot is removed and added again; and one group's trouble is never another's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.session.state import Phase
from tests.stage import NORTH, SOUTH, Stage
from tests.work.at_first_question import FIRST, SECOND, THIRD, facilitator_told, press_next, question, times


@pytest.mark.parametrize("told", [True, False], ids=["by an update", "by a refusal"])
async def test_removed_and_added_again_by_a_coordinator_nothing_is_missing(tmp_path: Path, told: bool) -> None:
    async with question(tmp_path) as stage:
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        if not told:
            stage.room.updates.clear()
        await press_next(stage)
        assert facilitator_told(stage, "Je ne suis plus dans") == 1
        stage.say("Jo", "Nous avons su trop tard.", chat=stage.private("Jo"))
        await stage.settle()
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert times(stage, SECOND) == 1
        _, session = await stage.session()
        assert session.phase is Phase.RUNNING
        assert len(session.answers.to("story")) == 1


async def test_of_the_status_only_the_latest_waits(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        await press_next(stage)
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        for name in ("Jo", "Nour", "Sam"):
            stage.say(name, "Nous avons su trop tard.", chat=stage.private(name))
            stage.clock.turn(timedelta(minutes=1))
            await stage.settle()
        calls = len(stage.running.emulator.calls)
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        mine = [call for call in stage.running.emulator.calls[calls:] if call[2] == stage.group.id]
        assert sum(method == "editmessagetext" for _, method, _ in mine) == 1
        assert any("3 réponses sur 6" in text for text in stage.texts())


@pytest.mark.parametrize("told", [True, False], ids=["by an update", "by a refusal"])
async def test_added_again_by_a_stranger_it_says_nothing_of_the_session_and_leaves(tmp_path: Path, told: bool) -> None:
    async with question(tmp_path) as stage:
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        if not told:
            stage.room.updates.clear()
        await press_next(stage)
        stage.room.add_bot(stage.group, stage.people["Jo"])
        await press_next(stage)
        assert not stage.group.bot_in
        assert times(stage, SECOND) == times(stage, THIRD) == 0
        assert "une personne qui coordonne" in stage.texts()[-1]
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert times(stage, SECOND) == times(stage, THIRD) == 1


def _loses_rights(stage: Stage) -> None:
    stage.group.may_send = False


def _loses_bot(stage: Stage) -> None:
    stage.room.remove_bot(stage.group, stage.people["Awa"])


def _loses_topic(stage: Stage) -> None:
    stage.group.closed.add(0)


def _moves(stage: Stage) -> None:
    stage.room.migrate(stage.group)
    stage.room.updates.clear()


@pytest.mark.parametrize("trouble", [_loses_rights, _loses_bot, _loses_topic, _moves])
async def test_another_group_has_its_prompt_meanwhile(tmp_path: Path, trouble: object) -> None:
    async with question(tmp_path) as stage:
        other = stage.room.group("Autre", [stage.people["Awa"], stage.people["Jo"]], admins=[stage.people["Awa"]])
        stage.room.add_bot(other, stage.people["Awa"])
        await stage.settle()
        stage.say("Awa", "/session small", chat=other)
        await stage.settle()
        stage.say("Awa", f"{SOUTH}, sud\n{NORTH}, nord", chat=other, reply_to=stage.room.last(other))
        await stage.settle()
        stage.say("Awa", "oui", chat=other, reply_to=stage.room.last(other))
        await stage.settle()
        stage.clock.turn(timedelta(minutes=1))
        assert callable(trouble)
        trouble(stage)
        stage.say("Awa", "/next oui", chat=stage.private("Awa"))
        stage.say("Awa", "/next oui", chat=other)
        began = stage.clock.now()
        while not times(stage, FIRST, other):
            await stage.app.poll.once(0)
            await stage.work()
            await stage.app.sender.step()
            assert stage.clock.now() - began < timedelta(seconds=3)
            stage.clock.turn(timedelta(seconds=0.2))
        assert times(stage, SECOND) == 0
