"""A group becomes a supergroup in the middle of a session: another chat, where messages are counted anew and none of
the old ones can be replied to. Nobody has to ask again, and no number of the old chat's is taken for a new one's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.model import Chat
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
FIRST, SECOND, LAST = "Comment allons-nous ?", "Racontez une fois.", "Autre chose ?"


@asynccontextmanager
async def _question(tmp_path: Path, steps: int = 1) -> AsyncIterator[Stage]:
    """The small session at its nth question."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for _ in range(steps):
            stage.say("Awa", "/next oui")
            await stage.settle()
        yield stage


def _move(stage: Stage) -> Chat:
    """The group moves, and with it the stage; gives the old chat."""
    old, stage.group = stage.group, stage.room.migrate(stage.group)
    return old


def _asked(stage: Stage, text: str) -> list[str]:
    return [said for said in stage.texts() if text in said]


def _count_on(stage: Stage, chat: Chat, number: int) -> None:
    """People talk, so that the next message has that number; the bot is told of none of it."""
    while max(chat.messages) < number - 1:
        stage.say("Jo", "bla")


@pytest.mark.parametrize("first", ["the update", "the refusal"])
async def test_what_was_queued_goes_to_the_new_chat_once(tmp_path: Path, first: str) -> None:
    async with _question(tmp_path) as stage:
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        old = _move(stage)
        if first == "the refusal":
            updates, stage.room.updates = stage.room.updates, []
            stage.clock.turn(timedelta(minutes=1))
            while not _asked(stage, SECOND):
                await stage.app.sender.step()
                stage.clock.turn(timedelta(seconds=1))
            stage.room.updates = updates
        await stage.settle()
        assert len(_asked(stage, SECOND)) == len(_asked(stage, "Question 2 sur 8")) == 1
        assert not any(SECOND in text for text in stage.texts(old))


@pytest.mark.parametrize("order", ["added first", "moved first", "moved a little later"])
async def test_it_doesnt_take_the_move_for_a_group_of_strangers(tmp_path: Path, order: str) -> None:
    """Telegram tells that an admin, who is no coordinator, has added the bot to the supergroup."""
    async with _question(tmp_path) as stage:
        stage.group.admins.append(stage.people["Jo"].id)
        stage.group = stage.room.migrate(stage.group, by=stage.people["Jo"])
        if order == "moved first":
            stage.room.updates.reverse()
        if order == "moved a little later":
            later, stage.room.updates[1:] = stage.room.updates[1:], []
            await stage.app.poll.once(0)
            await stage.work()
            await stage.app.sender.step()
            stage.clock.turn(timedelta(seconds=5))
            stage.room.updates += later
        await stage.settle()
        assert stage.group.bot_in
        assert not any("Je m’en vais" in text or "une personne qui coordonne" in text for text in stage.texts())
        assert len(_asked(stage, FIRST)) == 1
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert len(_asked(stage, SECOND)) == 1


async def test_an_old_number_in_the_new_chat_is_another_message(tmp_path: Path) -> None:
    """A reply to the message that now bears the old question's number answers what is open now."""
    async with _question(tmp_path) as stage:
        number = stage.question().id
        for _ in range(5):
            stage.say("Awa", "/next oui")
            await stage.settle()
        assert LAST in stage.texts()[-1]
        _move(stage)
        await stage.settle()
        _count_on(stage, stage.group, number - 1)
        stage.say("Awa", "/status")
        await stage.settle()
        ours = stage.room.last(stage.group)
        assert ours.id == number
        stage.say("Jo", "Un mot de plus.", reply_to=ours)
        await stage.settle()
        _, session = await stage.session()
        assert [a.value.text for a in session.answers.to("open")] == ["Un mot de plus."]


async def test_an_edit_there_changes_no_answer_given_before(tmp_path: Path) -> None:
    async with _question(tmp_path, steps=6) as stage:
        assert LAST in stage.texts()[-1]
        answer = stage.say("Jo", "Un premier mot.", reply_to=stage.question())
        await stage.settle()
        _move(stage)
        await stage.settle()
        _count_on(stage, stage.group, answer.id)
        same = stage.say("Jo", "Un autre.", reply_to=stage.question())
        assert same.id == answer.id
        stage.room.edit(stage.people["Jo"], same, "Un autre mot.")
        await stage.settle()
        _, session = await stage.session()
        assert [a.value.text for a in session.answers.to("open")] == ["Un premier mot.", "Un autre mot."]


async def test_a_receipt_that_waited_marks_no_other_message(tmp_path: Path) -> None:
    async with _question(tmp_path) as stage:
        answer = stage.say("Jo", "5", reply_to=stage.question())
        await stage.app.poll.once(0)
        await stage.work()
        _move(stage)
        _count_on(stage, stage.group, answer.id)
        other = stage.say("Nour", "bla")
        assert other.id == answer.id
        await stage.settle()
        assert other.reaction == ""


async def test_the_opening_and_the_summary_are_there_again_too(tmp_path: Path) -> None:
    async with _question(tmp_path, steps=0) as stage:
        _move(stage)
        await stage.settle()
        assert len(_asked(stage, "Avant de dire oui")) == 1
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.group.kind = "group"
        _move(stage)
        await stage.settle()
        assert len(_asked(stage, "Synthèse")) == 1
        correction = stage.say("Jo", "Il manque un mot.", reply_to=stage.question())
        await stage.settle()
        assert correction.reaction
        assert "Il manque un mot." in "".join(stage.texts())
        stage.clock.turn(timedelta(hours=80))
        _move(stage)
        await stage.settle()
        assert stage.texts() == [], "nobody can answer any more"
