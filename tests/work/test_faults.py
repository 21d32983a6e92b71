"""Faults of the network and of Telegram: the bot goes on by itself, nothing is lost, no group pays for another's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.shapes import Json
from bot.store import inbox
from bot.store.inbox import Stored
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


class Weather:
    """A watch that makes trouble: the next `times` calls of these methods end as `trouble` says."""

    def __init__(self) -> None:
        self.moment, self.methods, self.times = "before", frozenset[str](), 0
        self.trouble: Exception | None = None

    def brews(self, trouble: Exception, *methods: str, times: int = 1, moment: str = "before") -> None:
        self.trouble, self.methods, self.times, self.moment = trouble, frozenset(methods), times, moment

    async def __call__(self, moment: str, method: str, call: Json) -> None:
        if self.times and moment == self.moment and method in self.methods:
            self.times -= 1
            assert self.trouble is not None
            raise self.trouble


@asynccontextmanager
async def _question(tmp_path: Path) -> AsyncIterator[tuple[Stage, Weather]]:
    """A small session at its first question, in fine weather."""
    weather = Weather()
    async with open_stage(tmp_path, watch=weather, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        yield stage, weather


async def _scores(stage: Stage) -> list[int]:
    _, session = await stage.session()
    return [answer.value.score for answer in session.answers.to("today")]


SEND_TROUBLE = {
    "500": RefusedError(500, "Internal Server Error"),
    "502 as a page": BrokenError(502, "<html>Bad Gateway</html>"),
    "429 without a time": RefusedError(429, "Too Many Requests"),
    "401 of a captive portal": BrokenError(401),
    "404 of a captive portal": BrokenError(404),
    "200 of a captive portal": BrokenError(200),
    "connection cut": BrokenError(),
}


@pytest.mark.parametrize("name", SEND_TROUBLE)
async def test_a_prompt_arrives_whatever_comes_back(name: str, tmp_path: Path) -> None:
    async with _question(tmp_path) as (stage, weather):
        weather.brews(SEND_TROUBLE[name], "sendmessage", times=4)
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert sum("Racontez une fois." in text for text in stage.texts()) == 1


async def test_a_cut_after_telegram_took_it_doubles_one_message_at_most(tmp_path: Path) -> None:
    async with _question(tmp_path) as (stage, weather):
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        stage.clock.turn(timedelta(seconds=1))
        weather.brews(BrokenError(), "sendmessage", moment="after")
        while not any("Racontez une fois." in text for text in stage.texts()):
            weather.times = 1
            await stage.app.sender.step()
            stage.clock.turn(timedelta(seconds=1))
        weather.times = 0
        await stage.settle()
        copies = [m for m in stage.room.messages(stage.group) if "Racontez une fois." in m.text]
        assert len(copies) == 2
        stage.say("Chidi", "Une histoire.", reply_to=copies[0])
        await stage.settle()
        stage.tap("Chidi", "La compter quand même")
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("story")) == 1


async def test_receipts_are_repeated_freely(tmp_path: Path) -> None:
    async with _question(tmp_path) as (stage, weather):
        weather.brews(BrokenError(), "setmessagereaction", moment="after", times=2)
        answer = stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        assert answer.reaction
        assert await _scores(stage) == [4]


@pytest.mark.parametrize("name", [name for name in SEND_TROUBLE if "429" not in name])
async def test_intake_goes_on_after_a_minute_of_trouble(name: str, tmp_path: Path) -> None:
    """The loop itself: no answer is an end."""
    async with _question(tmp_path) as (stage, weather):
        weather.brews(SEND_TROUBLE[name], "getupdates", times=3)
        stage.say("Chidi", "4", reply_to=stage.question())
        loop = asyncio.create_task(stage.app.poll.run())
        async with asyncio.timeout(20):
            while weather.times or stage.room.pending(None):  # noqa: ASYNC110  it is in the room, not in an event
                await asyncio.sleep(0.02)
        assert not loop.done()
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
        await stage.settle()
        assert await _scores(stage) == [4]


async def test_redelivered_and_reordered_updates_count_once(tmp_path: Path) -> None:
    async with _question(tmp_path) as (stage, _):
        for name, score in (("Chidi", "2"), ("Nour", "3"), ("Jo", "4")):
            stage.say(name, score, reply_to=stage.question())
        stage.room.updates.reverse()
        again = list(stage.room.updates)
        await stage.settle()
        stage.room.updates = again
        await stage.settle()
        assert sorted(await _scores(stage)) == [2, 3, 4]


async def test_numbers_of_updates_may_begin_anew(tmp_path: Path) -> None:
    async with _question(tmp_path) as (stage, _):
        await stage.app.poll.once(0)
        stage.room._next_update = 3
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        assert await _scores(stage) == [4]


async def test_an_update_that_nobody_can_read_is_set_aside_alone(tmp_path: Path) -> None:
    async with _question(tmp_path) as (stage, _):
        stage.room.updates.append({"update_id": 9_000, "message": {"message_id": "?", "chat": 5}})
        stage.room._next_update = 9_001
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        assert await _scores(stage) == [4]
        assert [error for _, error in await stage.app.database.transact(inbox.dead)] == ["unreadable message"]


async def test_work_that_fails_is_set_aside_and_stops_no_other_group(tmp_path: Path) -> None:
    """A row whose payload is damaged fails each time it is worked on."""
    async with _question(tmp_path) as (stage, _):
        now = stage.clock.now()
        row = Stored(77_777, stage.group.id, None, json.dumps({"update_id": "?"}))
        await stage.app.database.transact(lambda tx: inbox.add(tx, [row], now))
        stage.say("Awa", "/help", chat=stage.private("Awa"))
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        assert "/summaries" in stage.texts(stage.private("Awa"))[-1]
        for _ in range(6):
            stage.clock.turn(timedelta(minutes=5))
            await stage.settle()
        assert len(await stage.app.database.transact(inbox.dead)) == 1
        assert await _scores(stage) == [4]


async def _until_told(stage: Stage, name: str, words: str) -> None:
    async with asyncio.timeout(10):
        while words not in "".join(stage.texts(stage.private(name))):
            await stage.app.poll.once(0)
            await stage.work()
            stage.app.sender.ring()
            await asyncio.sleep(0.05)


async def test_a_slow_answer_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Telegram takes its time with one group's message; another chat's goes meanwhile."""
    held = asyncio.Event()

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "before" and method == "sendmessage" and int(call["chat_id"]) < 0 and slow:
            await held.wait()

    slow: list[bool] = []
    async with open_stage(tmp_path, watch=watch, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.clock.turn(timedelta(seconds=5))
        slow.append(True)
        sending = asyncio.create_task(stage.app.sender.run())
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        stage.app.sender.ring()
        stage.say("Jo", "/help", chat=stage.private("Jo"))
        await _until_told(stage, "Jo", "/privacy")
        assert not any("Comment allons-nous" in text for text in stage.texts())
        slow.clear()
        held.set()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await stage.settle()
        assert any("Comment allons-nous" in text for text in stage.texts())
