"""A group with topics, and the topic in which the bot speaks closed or deleted: it waits, or goes on elsewhere."""

from __future__ import annotations

from pathlib import Path

from tests.work.at_first_question import FIRST, SECOND, THIRD, facilitator_told, press_next, question, times


async def test_in_a_closed_topic_it_waits_until_it_is_opened_again(tmp_path: Path) -> None:
    async with question(tmp_path, topic=7) as stage:
        stage.room.close_topic(stage.group, 7)
        await press_next(stage)
        await press_next(stage)
        assert facilitator_told(stage, "est fermé") == 1
        assert times(stage, SECOND) == 0
        stage.room.reopen_topic(stage.group, 7)
        await stage.settle()
        assert [m.topic for m in stage.room.messages(stage.group) if SECOND in m.text or THIRD in m.text] == [7, 7]


async def test_from_a_closed_topic_it_moves_to_where_it_is_called(tmp_path: Path) -> None:
    async with question(tmp_path, topic=7) as stage:
        stage.room.close_topic(stage.group, 7)
        await press_next(stage)
        stage.room.say(stage.people["Awa"], stage.group, "/status", topic=9)
        await stage.settle()
        assert [m.topic for m in stage.room.messages(stage.group) if SECOND in m.text] == [9]


async def test_from_a_deleted_topic_it_goes_on_in_the_general_one(tmp_path: Path) -> None:
    """The question that is open was deleted too, so it is asked again; the next one comes as ever."""
    async with question(tmp_path, topic=7) as stage:
        stage.room.delete_topic(stage.group, 7)
        stage.say("Awa", "/pause", chat=stage.private("Awa"))
        await stage.settle()
        assert facilitator_told(stage, "a été supprimé") == 1
        asked = [m for m in stage.room.messages(stage.group) if FIRST in m.text]
        assert [m.topic for m in asked] == [None]
        stage.say("Jo", "4", reply_to=asked[0])
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("today")) == 1
        await press_next(stage)
        assert [m.topic for m in stage.room.messages(stage.group) if SECOND in m.text] == [None]


async def test_a_question_that_meets_the_deleted_topic_itself_is_asked_once(tmp_path: Path) -> None:
    async with question(tmp_path, topic=7) as stage:
        stage.room.delete_topic(stage.group, 7)
        await press_next(stage)
        assert times(stage, SECOND) == 1
        assert facilitator_told(stage, "a été supprimé") == 1
