"""What the bot may no longer do in a group: it waits, says so to whoever steers, and goes on where it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.stage import open_stage
from tests.work.at_first_question import FIRST, SCENARIOS, SECOND, THIRD, facilitator_told, press_next, question, times


async def test_what_may_not_be_written_waits_until_the_right_comes_back(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        stage.room.restrict(stage.group, stage.people["Awa"], may_send=False)
        await stage.settle()
        assert facilitator_told(stage, "Je ne peux plus écrire") == 1
        stage.tap("Jo", "4")
        await stage.settle()
        assert stage.room.toasts_of(stage.people["Jo"])[-1] == "Noté : 4"
        await press_next(stage)
        assert SECOND in stage.texts(stage.private("Jo"))[-1]
        await press_next(stage)
        assert times(stage, SECOND) == times(stage, THIRD) == 0
        assert THIRD in stage.texts(stage.private("Jo"))[-1]
        stage.room.restrict(stage.group, stage.people["Awa"], may_send=True)
        await stage.settle()
        said = [text for text in stage.texts() if SECOND in text or THIRD in text]
        assert len(said) == 2, "both, once"
        assert SECOND in said[0], "and in their order"
        assert facilitator_told(stage, "Je ne peux plus écrire") == 1


async def test_of_everybody_s_rights_no_update_tells_so_it_tries_now_and_then(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        stage.group.may_send = False
        await press_next(stage)
        assert facilitator_told(stage, "Je ne peux plus écrire") == 1
        calls = len(stage.running.emulator.calls)
        for _ in range(24):
            stage.clock.turn(timedelta(minutes=5))
            await stage.settle()
        tries = [call for call in stage.running.emulator.calls[calls:] if call[1] == "sendmessage"]
        assert 3 <= len(tries) <= 8, "seldom, and seldomer"
        stage.group.may_send = True
        stage.clock.turn(timedelta(hours=1))
        await stage.settle()
        assert times(stage, SECOND) == 1
        stage.group.may_send = False
        await press_next(stage)
        stage.group.may_send = True
        await press_next(stage)
        assert [times(stage, title) for title in (SECOND, THIRD, "Qui décide ?")] == [1, 1, 1]
        assert "Qui décide ?" in stage.texts()[-1], "what is new to say lets what waits go first"
        stage.group.may_send = False
        await press_next(stage)
        assert facilitator_told(stage, "Je ne peux plus écrire") == 3, "a new trouble is told anew"


async def test_a_command_in_the_group_is_a_moment_to_try_again(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        stage.group.may_send = False
        await press_next(stage)
        stage.group.may_send = True
        stage.say("Awa", "/help")
        await stage.settle()
        assert SECOND in stage.texts()[-2]
        assert "/next" in stage.texts()[-1]


async def test_a_summary_is_not_lost_either(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        stage.group.may_send = False
        stage.tap("Jo", "5")
        stage.say("Awa", "/close oui")
        await stage.settle()
        for name, score in (("Nour", "3"), ("Awa", "4"), ("Sam", "4")):
            stage.tap(name, score)
            await stage.settle()
        stage.clock.turn(timedelta(hours=20))
        stage.group.may_send = True
        await stage.settle()
        assert times(stage, "Synthèse") == 1
        assert "Moyenne\u00a0: 4 sur 5" in "".join(stage.texts())


async def test_what_waited_for_three_days_is_given_up(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        stage.group.may_send = False
        await press_next(stage)
        stage.clock.turn(timedelta(hours=73))
        await stage.app.work.prune()
        stage.group.may_send = True
        await stage.settle()
        assert times(stage, SECOND) == 0
        await press_next(stage)
        assert times(stage, THIRD) == 1


async def test_an_answer_to_whoever_asked_in_passing_is_not_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.group.may_send = False
        stage.say("Jo", "/help")
        await stage.settle()
        assert facilitator_told(stage, "Je ne peux plus écrire") == 1
        said = len(stage.texts())
        stage.group.may_send = True
        stage.clock.turn(timedelta(hours=2))
        await stage.settle()
        assert len(stage.texts()) == said


async def test_without_the_right_to_react_answers_are_noted_and_that_is_said(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        stage.group.may_react = False
        for name in ("Jo", "Nour"):
            stage.say(name, "4", reply_to=stage.question())
        await stage.settle()
        assert facilitator_told(stage, "je ne peux pas réagir") == 1
        _, session = await stage.session()
        assert len(session.answers.to("today")) == 2
        stage.group.may_react = True
        answer = stage.say("Sam", "2", reply_to=stage.question())
        await stage.settle()
        assert answer.reaction
        stage.group.may_react = False
        stage.say("Chidi", "2", reply_to=stage.question())
        await stage.settle()
        assert facilitator_told(stage, "je ne peux pas réagir") == 2, "a new trouble is told anew"


async def test_without_the_right_to_pin_all_goes_on_and_nobody_is_bothered(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        assert stage.group.pinned is None
        assert "droit" not in "".join(stage.texts(stage.private("Awa")))
        assert times(stage, FIRST) == 1
