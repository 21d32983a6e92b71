"""Telegram itself in trouble: too many requests, answers that take too long, an outage of hours.
Nothing is lost, and no group pays for another's trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from telegram.error import TimedOut

from bot.gateway.api.client import Client
from bot.gateway.inbound.poll import Poll
from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.sender import Sender
from bot.gateway.waits import Waits
from bot.rehearsal.calls import RefusedError
from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.model import Chat
from bot.rehearsal.shapes import Json
from tests.stage import NORTH, SOUTH, TOKEN, Stage, open_stage
from tests.work.test_faults import Weather

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
FIRST, SECOND = "Comment allons-nous ?", "Racontez une fois."
#: Where Telegram's 30 seconds are played: the client's patience, and an answer that takes longer.
PATIENCE, TOO_LONG = 0.15, 0.4


@asynccontextmanager
async def in_question(tmp_path: Path) -> AsyncIterator[tuple[Stage, Weather]]:
    weather = Weather()
    async with open_stage(tmp_path, watch=weather, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        yield stage, weather


class Slow:
    """A watch that makes the next calls of a method take too long, though each takes effect."""

    def __init__(self) -> None:
        self.method, self.times = "", 0

    async def __call__(self, moment: str, method: str, call: Json) -> None:
        if moment == "after" and self.times and method == self.method:
            self.times -= 1
            await asyncio.sleep(TOO_LONG)


@asynccontextmanager
async def _impatient(stage: Stage) -> AsyncIterator[Client]:
    """A connection like the app's own that waits less long for an answer."""
    client = Client(TOKEN, stage.running.address, patience=PATIENCE, slack=PATIENCE)
    await client.start()
    try:
        yield client
    finally:
        await client.stop()


async def _nothing() -> None:
    pass


def times(stage: Stage, text: str, chat: Chat | None = None) -> int:
    return sum(text in said for said in stage.texts(chat))


# -- too many requests ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False])
async def test_429_on_getting_updates_waits_and_loses_nothing(tmp_path: Path, told: bool) -> None:
    async with in_question(tmp_path) as (stage, weather):
        parameters = {"retry_after": 1} if told else {}
        weather.brews(RefusedError(429, "Too Many Requests: retry after 1", **parameters), "getupdates", times=1)
        stage.say("Chidi", "4", reply_to=stage.question())
        began = asyncio.get_running_loop().time()
        loop = asyncio.create_task(stage.app.poll.run())
        async with asyncio.timeout(10):
            while weather.times or stage.room.pending(None):  # noqa: ASYNC110  it is in the room, not in an event
                await asyncio.sleep(0.01)
        assert not told or asyncio.get_running_loop().time() - began >= 1
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("today")) == 1


@pytest.mark.parametrize("told", [True, False])
async def test_429_on_sending_keeps_only_its_own_chat_waiting(tmp_path: Path, told: bool) -> None:
    async with in_question(tmp_path) as (stage, weather):
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        stage.clock.turn(timedelta(minutes=1))
        parameters = {"retry_after": 30} if told else {}
        weather.brews(RefusedError(429, "Too Many Requests: retry after 30", **parameters), "sendmessage", times=1)
        began = stage.clock.now()
        while not all(times(stage, SECOND, stage.private(name)) for name in stage.people):
            await stage.app.sender.step()
            stage.clock.turn(timedelta(seconds=0.1))
        assert stage.clock.now() - began < timedelta(seconds=5)
        assert not told or not times(stage, SECOND)
        await stage.settle()
        assert times(stage, SECOND) == 1


# -- answers that take too long -------------------------------------------------------------------------------


async def test_an_answer_with_updates_that_takes_too_long_is_asked_for_again(tmp_path: Path) -> None:
    slow = Slow()
    async with open_stage(tmp_path, watch=slow, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        async with _impatient(stage) as client:
            fetch, now = client.get_updates, stage.clock.now
            poll = Poll(fetch, stage.app.database, now, Waits(), on_answer=_nothing, on_new=stage.app.work.ring)
            slow.method, slow.times = "getupdates", 2
            stage.say("Chidi", "4", reply_to=stage.question())
            for _ in range(2):
                with pytest.raises(TimedOut):
                    await poll.once(0)
            await poll.once(0)
        await stage.settle()
        _, session = await stage.session()
        assert [a.value.score for a in session.answers.to("today")] == [4]


async def test_a_message_whose_answer_takes_too_long_comes_again_and_every_copy_can_be_answered(tmp_path: Path) -> None:
    slow = Slow()
    async with open_stage(tmp_path, watch=slow, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.clock.turn(timedelta(minutes=1))
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        slow.method, slow.times = "sendmessage", 1
        async with _impatient(stage) as client:
            sender = Sender(stage.app.database, client.bot, stage.clock.now, Limits(), Waits())
            while slow.times or await sender.step():
                await sender.step()
                stage.clock.turn(timedelta(seconds=2))
        await stage.settle()
        copies = [m for m in stage.room.messages(stage.group) if FIRST in m.text]
        assert len(copies) == 2, "Telegram took it both times"
        stage.say("Awa", "/next oui")
        await stage.settle()
        for name, copy, score in (("Chidi", copies[0], "2"), ("Nour", copies[1], "4")):
            stage.say(name, score, reply_to=copy)
        await stage.settle()
        _, session = await stage.session()
        assert sorted(a.value.score for a in session.answers.to("today")) == [2, 4]


# -- an outage of hours ---------------------------------------------------------------------------------------


async def test_after_two_hours_without_a_network_all_that_waited_comes_once_and_in_order(tmp_path: Path) -> None:
    """The private questions too; what people wrote meanwhile counts, and lost presses are asked for again."""
    async with in_question(tmp_path) as (stage, weather):
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        weather.brews(BrokenError(), "sendmessage", "editmessagetext", "setmessagereaction", times=1_000_000)
        answer = stage.say("Jo", "5", reply_to=stage.question())
        end = stage.clock.now() + timedelta(hours=2)
        while stage.clock.now() < end:
            await stage.app.sender.step()
            stage.clock.turn(timedelta(seconds=max(await stage.app.sender.next_wait(), 240)))
        weather.times = 0
        await stage.settle()
        assert all(times(stage, SECOND, stage.private(name)) == 1 for name in stage.people)
        assert times(stage, SECOND) == 1
        assert answer.reaction
        _, session = await stage.session()
        assert [a.late for a in session.answers.to("today")] == [True]
        stage.say("Jo", "Nous avons su trop tard.", chat=stage.private("Jo"))
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("story")) == 1


# -- what can't be handled ------------------------------------------------------------------------------------


async def another_group(stage: Stage) -> Chat:
    """A second group of Awa's, at its first question."""
    other = stage.room.group("Autre", [stage.people["Awa"], stage.people["Jo"]], admins=[stage.people["Awa"]])
    stage.room.add_bot(other, stage.people["Awa"])
    await stage.settle()
    stage.say("Awa", "/session small", chat=other)
    await stage.settle()
    for text in (f"{SOUTH}, sud\n{NORTH}, nord", "oui"):
        stage.say("Awa", text, chat=other, reply_to=stage.room.last(other))
        await stage.settle()
    stage.tap("Jo", NORTH, chat=other)
    stage.say("Awa", "/next oui", chat=other)
    await stage.settle()
    return other
