"""Telegram's trouble with groups: rights taken away, topics closed and deleted, the bot removed. The session goes
on where it can, whoever steers is told once and in private, and nothing that a session says is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.model import Chat
from bot.session.state import Phase
from tests.stage import NORTH, SOUTH, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
FIRST, SECOND, THIRD = "Comment allons-nous ?", "Racontez une fois.", "Et sans nom ?"


@asynccontextmanager
async def _question(tmp_path: Path, topic: int | None = None) -> AsyncIterator[Stage]:
    """The small session at its first question; in a forum in the topic where it was called."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        if topic:
            stage.room.say(stage.people["Awa"], stage.group, "/help", topic=topic)
        await stage.begin("small")
        if topic:
            stage.room.say(stage.people["Awa"], stage.group, "/status", topic=topic)
        await _press_next(stage)
        yield stage


async def _press_next(stage: Stage) -> None:
    """The facilitator goes on by the button in the private chat."""
    awa = stage.private("Awa")
    button = next(
        key.label for row in stage.question(awa).keyboard for key in row if key.label in ("Suite", "Commencer")
    )
    stage.tap("Awa", button, chat=awa)
    await stage.settle()


def _times(stage: Stage, text: str, chat: Chat | None = None) -> int:
    return sum(text in said for said in stage.texts(chat))


def _told(stage: Stage, text: str) -> int:
    return _times(stage, text, stage.private("Awa"))


# -- the right to write -------------------------------------------------------------------------------------


async def test_what_may_not_be_written_waits_until_the_right_comes_back(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        stage.room.restrict(stage.group, stage.people["Awa"], may_send=False)
        await stage.settle()
        assert _told(stage, "je n’ai plus le droit d’écrire") == 1
        stage.tap("Jo", "4")
        await stage.settle()
        assert stage.room.toasts_of(stage.people["Jo"])[-1] == "Noté : 4"
        await _press_next(stage)
        await _press_next(stage)
        assert _times(stage, SECOND) == _times(stage, THIRD) == 0
        assert SECOND in stage.texts(stage.private("Jo"))[-2]
        stage.room.restrict(stage.group, stage.people["Awa"], may_send=True)
        await stage.settle()
        said = [text for text in stage.texts() if SECOND in text or THIRD in text]
        assert len(said) == 2, "both, once"
        assert SECOND in said[0], "and in their order"
        assert _told(stage, "je n’ai plus le droit d’écrire") == 1


async def test_of_everybody_s_rights_no_update_tells_so_it_tries_now_and_then(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        stage.group.may_send = False
        await _press_next(stage)
        assert _told(stage, "je n’ai plus le droit d’écrire") == 1
        calls = len(stage.running.emulator.calls)
        for _ in range(24):
            stage.clock.turn(timedelta(minutes=5))
            await stage.settle()
        tries = [call for call in stage.running.emulator.calls[calls:] if call[1] == "sendmessage"]
        assert 3 <= len(tries) <= 8, "seldom, and seldomer"
        stage.group.may_send = True
        stage.clock.turn(timedelta(hours=1))
        await stage.settle()
        assert _times(stage, SECOND) == 1
        stage.group.may_send = False
        await _press_next(stage)
        stage.group.may_send = True
        await _press_next(stage)
        assert [_times(stage, title) for title in (SECOND, THIRD, "Qui décide ?")] == [1, 1, 1]
        assert "Qui décide ?" in stage.texts()[-1], "what is new to say lets what waits go first"
        stage.group.may_send = False
        await _press_next(stage)
        assert _told(stage, "je n’ai plus le droit d’écrire") == 3, "a new trouble is told anew"


async def test_a_command_in_the_group_is_a_moment_to_try_again(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        stage.group.may_send = False
        await _press_next(stage)
        stage.group.may_send = True
        stage.say("Awa", "/help")
        await stage.settle()
        assert SECOND in stage.texts()[-2]
        assert "/next" in stage.texts()[-1]


async def test_a_summary_is_not_lost_either(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        stage.group.may_send = False
        stage.tap("Jo", "5")
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.tap("Nour", "3")
        await stage.settle()
        stage.clock.turn(timedelta(hours=20))
        stage.group.may_send = True
        await stage.settle()
        assert _times(stage, "Synthèse") == 1
        assert "Moyenne 4 sur 5" in "".join(stage.texts())


async def test_what_waited_for_three_days_is_given_up(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        stage.group.may_send = False
        await _press_next(stage)
        stage.clock.turn(timedelta(hours=73))
        await stage.app.work.prune()
        stage.group.may_send = True
        await stage.settle()
        assert _times(stage, SECOND) == 0
        await _press_next(stage)
        assert _times(stage, THIRD) == 1


async def test_an_answer_to_whoever_asked_in_passing_is_not_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.group.may_send = False
        stage.say("Jo", "/help")
        await stage.settle()
        assert _told(stage, "je n’ai plus le droit d’écrire") == 1
        said = len(stage.texts())
        stage.group.may_send = True
        stage.clock.turn(timedelta(hours=2))
        await stage.settle()
        assert len(stage.texts()) == said


async def test_without_the_right_to_react_answers_are_noted_and_that_is_said(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        stage.group.may_react = False
        for name in ("Jo", "Nour"):
            stage.say(name, "4", reply_to=stage.question())
        await stage.settle()
        assert _told(stage, "je n’ai pas le droit de réagir") == 1
        _, session = await stage.session()
        assert len(session.answers.to("today")) == 2
        stage.group.may_react = True
        answer = stage.say("Sam", "2", reply_to=stage.question())
        await stage.settle()
        assert answer.reaction
        stage.group.may_react = False
        stage.say("Chidi", "2", reply_to=stage.question())
        await stage.settle()
        assert _told(stage, "je n’ai pas le droit de réagir") == 2, "a new trouble is told anew"


async def test_without_the_right_to_pin_all_goes_on_and_nobody_is_bothered(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        assert stage.group.pinned is None
        assert "droit" not in "".join(stage.texts(stage.private("Awa")))
        assert _times(stage, FIRST) == 1


# -- topics -------------------------------------------------------------------------------------------------


async def test_in_a_closed_topic_it_waits_until_it_is_opened_again(tmp_path: Path) -> None:
    async with _question(tmp_path, topic=7) as stage:
        stage.room.close_topic(stage.group, 7)
        await _press_next(stage)
        await _press_next(stage)
        assert _told(stage, "est fermé") == 1
        assert _times(stage, SECOND) == 0
        stage.room.reopen_topic(stage.group, 7)
        await stage.settle()
        assert [m.topic for m in stage.room.messages(stage.group) if SECOND in m.text or THIRD in m.text] == [7, 7]


async def test_from_a_closed_topic_it_moves_to_where_it_is_called(tmp_path: Path) -> None:
    async with _question(tmp_path, topic=7) as stage:
        stage.room.close_topic(stage.group, 7)
        await _press_next(stage)
        stage.room.say(stage.people["Awa"], stage.group, "/status", topic=9)
        await stage.settle()
        assert [m.topic for m in stage.room.messages(stage.group) if SECOND in m.text] == [9]


async def test_from_a_deleted_topic_it_goes_on_in_the_general_one(tmp_path: Path) -> None:
    """The question that is open was deleted too, so it is asked again; the next one comes as ever."""
    async with _question(tmp_path, topic=7) as stage:
        stage.room.delete_topic(stage.group, 7)
        stage.say("Awa", "/pause", chat=stage.private("Awa"))
        await stage.settle()
        assert _told(stage, "a été supprimé") == 1
        asked = [m for m in stage.room.messages(stage.group) if FIRST in m.text]
        assert [m.topic for m in asked] == [None]
        stage.say("Jo", "4", reply_to=asked[0])
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("today")) == 1
        await _press_next(stage)
        assert [m.topic for m in stage.room.messages(stage.group) if SECOND in m.text] == [None]


async def test_a_question_that_meets_the_deleted_topic_itself_is_asked_once(tmp_path: Path) -> None:
    async with _question(tmp_path, topic=7) as stage:
        stage.room.delete_topic(stage.group, 7)
        await _press_next(stage)
        assert _times(stage, SECOND) == 1
        assert _told(stage, "a été supprimé") == 1


# -- removed, and added again -------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False], ids=["by an update", "by a refusal"])
async def test_removed_and_added_again_by_a_coordinator_nothing_is_missing(tmp_path: Path, told: bool) -> None:
    async with _question(tmp_path) as stage:
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        if not told:
            stage.room.updates.clear()
        await _press_next(stage)
        assert _told(stage, "Je ne suis plus dans") == 1
        stage.say("Jo", "Nous avons su trop tard.", chat=stage.private("Jo"))
        await stage.settle()
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert _times(stage, SECOND) == 1
        _, session = await stage.session()
        assert session.phase is Phase.RUNNING
        assert len(session.answers.to("story")) == 1


async def test_of_the_status_only_the_latest_waits(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        await _press_next(stage)
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
    async with _question(tmp_path) as stage:
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        if not told:
            stage.room.updates.clear()
        await _press_next(stage)
        stage.room.add_bot(stage.group, stage.people["Jo"])
        await _press_next(stage)
        assert not stage.group.bot_in
        assert _times(stage, SECOND) == _times(stage, THIRD) == 0
        assert "une personne qui coordonne" in stage.texts()[-1]
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert _times(stage, SECOND) == _times(stage, THIRD) == 1


# -- private chats ------------------------------------------------------------------------------------------


# -- one group's trouble is never another's -----------------------------------------------------------------


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
    async with _question(tmp_path) as stage:
        other = stage.room.group("Autre", [stage.people["Awa"], stage.people["Jo"]], admins=[stage.people["Awa"]])
        stage.room.add_bot(other, stage.people["Awa"])
        await stage.settle()
        stage.say("Awa", "/session small", chat=other)
        await stage.settle()
        stage.say("Awa", f"{SOUTH}, sud\n{NORTH}, nord", chat=other, reply_to=stage.room.last(other))
        await stage.settle()
        stage.clock.turn(timedelta(minutes=1))
        assert callable(trouble)
        trouble(stage)
        stage.tap("Awa", "Suite", chat=stage.private("Awa"))
        stage.say("Awa", "/next", chat=other)
        began = stage.clock.now()
        while not _times(stage, FIRST, other):
            await stage.app.poll.once(0)
            await stage.app.work.once()
            await stage.app.sender.step()
            assert stage.clock.now() - began < timedelta(seconds=3)
            stage.clock.turn(timedelta(seconds=0.2))
        assert _times(stage, SECOND) == 0
