"""The send loop beside the others: each has its own transactions, and what fails in one undoes nothing of another."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.gateway.outbound.scheduler import Scheduler
from bot.rehearsal.shapes import Json
from bot.session.addresses import GroupPlace
from bot.store import outbox
from bot.store.db import Database, Tx
from bot.store.file.disk import TroubleError
from bot.store.outbox import Draft
from tests.stage import Stage, open_stage, the_group

T = TypeVar("T")
SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


class Watched(Database):
    """Counts the transactions that write. Each of the next ones meets the next of the troubles: the database is
    "locked" before its work begins, or the disk "full" once it is done."""

    writes = 0
    troubles: tuple[str, ...] = ()

    async def transact(self, work: Callable[[Tx], T]) -> T:
        def perhaps(tx: Tx) -> T:
            met, self.troubles = self.troubles[:1], self.troubles[1:]
            if met == ("locked",):
                raise _trouble("database is locked", sqlite3.SQLITE_BUSY)
            before = tx._connection.total_changes
            result = work(tx)
            self.writes += tx._connection.total_changes > before
            if met == ("full",):
                raise _trouble("database or disk is full", sqlite3.SQLITE_FULL)
            return result

        return await super().transact(perhaps)


def _trouble(words: str, code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


class Playing:
    """A question is open, and the sender runs. `seen` are the reactions: after how many writes each came."""

    def __init__(self, stage: Stage, database: Watched, seen: list[int]) -> None:
        self.stage = stage
        self.database = database
        self.seen = seen

    async def answer(self) -> None:
        """Chidi answers by text, and the bot is about to fetch it; until it rests nothing is counted."""
        await asyncio.sleep(0.3)
        self.stage.say("Chidi", "4", reply_to=self.stage.question())
        self.database.writes = 0

    async def fetched(self) -> None:
        """What was said is written down, worked on, and the sender told."""
        await self.stage.app.poll.once(0)
        await self.stage.work()

    async def receipts(self) -> list[int]:
        """The reactions, once there is one, and time enough for another."""
        async with asyncio.timeout(10):
            while not self.seen:  # noqa: ASYNC110  it is a call that has come
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
        return self.seen

    async def answers(self) -> int:
        _, session = await self.stage.session()
        return len(session.answers)


@asynccontextmanager
async def in_play(folder: Path, *, running: bool = True) -> AsyncIterator[Playing]:
    database = await Watched.open(folder / "other.sqlite3")
    seen: list[int] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "before" and method == "setmessagereaction":
            seen.append(database.writes)

    async with open_stage(folder, watch=watch, database=database, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.clock.turn(timedelta(seconds=90))
        await stage.settle()
        seen.clear()
        sending = asyncio.create_task(stage.app.sender.run() if running else asyncio.sleep(0))
        try:
            yield Playing(stage, database, seen)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


async def test_two_writes_lead_from_an_answer_to_its_receipt(tmp_path: Path) -> None:
    """It is written down, and worked on; that its receipt goes needn't be written before it went. Nobody turns the
    clock meanwhile."""
    async with in_play(tmp_path) as playing:
        await playing.answer()
        await playing.fetched()
        assert await playing.receipts() == [2]
        assert await playing.answers() == 1


async def test_a_look_that_fails_undoes_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the receipt comes by the next look."""
    async with in_play(tmp_path, running=False) as playing:
        await playing.answer()
        await playing.fetched()
        choose = Scheduler.choose

        def fails(*asked: object) -> object:
            choose(*asked)  # type: ignore[arg-type]
            raise ValueError

        monkeypatch.setattr(Scheduler, "choose", fails)
        with pytest.raises(ValueError):  # noqa: PT011  our own
            await playing.stage.app.sender.step()
        monkeypatch.undo()
        assert (await playing.answers(), playing.seen) == (1, [])
        await playing.stage.app.sender.step()
        assert len(await playing.receipts()) == 1


@pytest.mark.parametrize("trouble", ["locked", "full"])
async def test_a_look_in_trouble_sends_nothing_and_the_next_one_all(tmp_path: Path, trouble: str) -> None:
    async with in_play(tmp_path, running=False) as playing:
        await playing.answer()
        await playing.fetched()
        playing.database.troubles = (trouble,)
        with pytest.raises(TroubleError):
            await playing.stage.app.sender.step()
        assert playing.seen == []
        await playing.stage.app.sender.step()
        assert len(await playing.receipts()) == 1


async def test_what_is_not_committed_is_not_sent(tmp_path: Path) -> None:
    """The disk is full at the end of the transaction in which the answer was worked on: it is worked on again, counts
    once and has its receipt once."""
    async with in_play(tmp_path) as playing:
        await playing.answer()
        await playing.stage.app.poll.once(0)
        playing.database.troubles = ("full",)
        with pytest.raises(TroubleError):
            await playing.stage.work()
        playing.stage.app.sender.ring()
        await asyncio.sleep(0.1)
        assert playing.seen == []
        assert await playing.answers() == 0
        await playing.stage.work()
        assert len(await playing.receipts()) == 1
        assert await playing.answers() == 1


async def test_what_is_not_written_down_comes_again(tmp_path: Path) -> None:
    async with in_play(tmp_path) as playing:
        await playing.answer()
        playing.database.troubles = ("full",)
        with pytest.raises(TroubleError):
            await playing.stage.app.poll.once(0)
        assert playing.stage.room.pending(None), "it isn't confirmed"
        await playing.fetched()
        assert len(await playing.receipts()) == 1
        assert await playing.answers() == 1


async def _put(stage: Stage, html: str) -> None:
    """Queue a message to the group."""

    def put(tx: Tx) -> None:
        outbox.put(tx, Draft(place=GroupPlace(the_group(tx)), method="send", html=html), stage.clock.now())

    await stage.app.database.transact(put)


async def _comes(stage: Stage, html: str) -> None:
    async with asyncio.timeout(5):
        while html not in stage.texts():  # noqa: ASYNC110  it is a message that has come
            await asyncio.sleep(0.01)


async def test_what_has_to_wait_for_its_pace_wakes_the_sender_in_time(tmp_path: Path) -> None:
    async with in_play(tmp_path) as playing:
        stage = playing.stage
        await _put(stage, "Un")
        stage.app.sender.ring()
        await _comes(stage, "Un")
        await asyncio.sleep(0.3)
        await _put(stage, "Deux")
        stage.app.sender.ring()
        stage.clock.turn(timedelta(seconds=2))
        await _comes(stage, "Deux")


async def test_a_ring_during_a_look_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something is queued, and the bell rings, when the look has found nothing and isn't over yet."""
    async with in_play(tmp_path) as playing:
        stage, looked = playing.stage, asyncio.Event()
        await asyncio.sleep(0.3)
        loop, choose = asyncio.get_running_loop(), Scheduler.choose

        def slow(scheduler: Scheduler, tx: Tx, now: object) -> object:
            found = choose(scheduler, tx, now)  # type: ignore[arg-type]
            loop.call_soon_threadsafe(looked.set)
            time.sleep(0.05)
            return found

        monkeypatch.setattr(Scheduler, "choose", slow)
        stage.app.sender.ring()
        await looked.wait()
        queued = asyncio.create_task(_put(stage, "Bonsoir"))
        stage.app.sender.ring()
        await queued
        await _comes(stage, "Bonsoir")
