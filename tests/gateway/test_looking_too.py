"""Whoever writes down what has come lets the sender look in the same transaction."""

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
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.store import outbox
from bot.store.db import Database, Tx
from bot.store.file.disk import TroubleError
from bot.store.outbox import Draft
from tests.stage import Stage, open_stage

T = TypeVar("T")
SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


class Watched(Database):
    """Counts its transactions. Each of the next ones meets the next of the troubles: the database is "locked" before
    its work begins, or the disk "full" once it is done."""

    count = 0
    troubles: tuple[str, ...] = ()

    async def transact(self, work: Callable[[Tx], T]) -> T:
        self.count += 1

        def perhaps(tx: Tx) -> T:
            met, self.troubles = self.troubles[:1], self.troubles[1:]
            if met == ("locked",):
                raise _trouble("database is locked", sqlite3.SQLITE_BUSY)
            result = work(tx)
            if met == ("full",):
                raise _trouble("database or disk is full", sqlite3.SQLITE_FULL)
            return result

        return await super().transact(perhaps)


def _trouble(words: str, code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


class Playing:
    """A question is open, and the sender runs. `seen` are the reactions: after how many transactions each came."""

    def __init__(self, stage: Stage, database: Watched, seen: list[int]) -> None:
        self.stage = stage
        self.database = database
        self.seen = seen

    async def answer(self) -> None:
        """Chidi answers by text, and the bot is about to fetch it; until it rests nothing is counted."""
        await asyncio.sleep(0.3)
        self.stage.say("Chidi", "4", reply_to=self.stage.question())
        self.database.count = 0

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
async def _playing(folder: Path) -> AsyncIterator[Playing]:
    database = await Watched.open(folder / "other.sqlite3")
    seen: list[int] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "before" and method == "setmessagereaction":
            seen.append(database.count)

    async with open_stage(folder, watch=watch, database=database, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next")
        await stage.settle()
        stage.clock.turn(timedelta(seconds=90))
        await stage.settle()
        seen.clear()
        sending = asyncio.create_task(stage.app.sender.run())
        try:
            yield Playing(stage, database, seen)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


async def test_one_transaction_leads_from_an_answer_to_its_receipt(tmp_path: Path) -> None:
    async with _playing(tmp_path) as playing:
        await playing.answer()
        await playing.stage.app.poll.once(0)
        assert await playing.receipts() == [1]
        assert await playing.answers() == 1


async def test_a_look_that_fails_undoes_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the receipt comes by the next look."""
    async with _playing(tmp_path) as playing:
        await playing.answer()
        look = Scheduler.look
        fails = [True]

        def looks(*asked: object) -> object:
            if fails:
                fails.clear()
                raise ValueError
            return look(*asked)  # type: ignore[arg-type]

        monkeypatch.setattr(Scheduler, "look", looks)
        await playing.stage.app.poll.once(0)
        assert not fails
        assert await playing.answers() == 1
        assert len(await playing.receipts()) == 1


async def test_what_is_not_committed_is_not_sent(tmp_path: Path) -> None:
    """The disk is full at the end of the transaction in which both happened, and the sender, which then looks itself,
    finds the database locked. Telegram gives the answer again, and it counts once and has its receipt once."""
    async with _playing(tmp_path) as playing:
        await playing.answer()
        playing.database.troubles = ("full", "locked")
        with pytest.raises(TroubleError):
            await playing.stage.app.poll.once(0)
        await asyncio.sleep(0.1)
        assert playing.seen == []
        assert await playing.answers() == 0
        await playing.stage.app.poll.once(0)
        assert len(await playing.receipts()) == 1
        assert await playing.answers() == 1


async def test_a_number_that_was_not_committed_goes_to_another_row(tmp_path: Path) -> None:
    """And nothing is taken for what it isn't."""
    async with _playing(tmp_path) as playing:
        await playing.answer()
        place = PrivatePlace(await _person(playing.stage, "Awa"))

        def put(tx: Tx) -> None:
            outbox.put(tx, Draft(place=place, method="send", html="Bonjour Awa"), playing.stage.clock.now())

        playing.database.troubles = ("full",)
        with pytest.raises(TroubleError):
            await playing.stage.app.poll.once(0)
        await playing.stage.app.database.transact(put)
        await playing.stage.app.poll.once(0)
        assert len(await playing.receipts()) == 1
        assert playing.stage.texts(playing.stage.private("Awa"))[-1] == "Bonjour Awa"
        assert await playing.answers() == 1


async def _person(stage: Stage, name: str) -> str:
    account = stage.people[name].id
    row = await stage.app.database.transact(lambda tx: tx.one("SELECT person FROM people WHERE account = ?", account))
    assert row is not None
    return str(row["person"])


async def _put(stage: Stage, html: str) -> None:
    """Queue a message to the group as updates do, and let the sender look."""

    def put(tx: Tx) -> bool:
        outbox.put(tx, Draft(place=GroupPlace(1), method="send", html=html), stage.clock.now())
        return True

    await stage.app.sender.transact(put)


async def _comes(stage: Stage, html: str) -> None:
    async with asyncio.timeout(5):
        while html not in stage.texts():  # noqa: ASYNC110  it is a message that has come
            await asyncio.sleep(0.01)


async def test_what_has_to_wait_for_its_pace_wakes_the_sender_in_time(tmp_path: Path) -> None:
    async with _playing(tmp_path) as playing:
        stage = playing.stage
        await asyncio.sleep(0.3)
        await _put(stage, "Un")
        await _comes(stage, "Un")
        await asyncio.sleep(0.3)
        await _put(stage, "Deux")
        stage.clock.turn(timedelta(seconds=2))
        await _comes(stage, "Deux")


async def test_a_ring_just_before_a_transaction_without_a_look_is_not_lost(tmp_path: Path) -> None:
    async with _playing(tmp_path) as playing:
        stage = playing.stage
        await asyncio.sleep(0.3)
        draft = Draft(place=GroupPlace(1), method="send", html="Bonsoir")
        await stage.app.database.transact(lambda tx: outbox.put(tx, draft, stage.clock.now()))
        stage.app.sender.ring()
        await stage.app.sender.transact(lambda tx: None)
        await _comes(stage, "Bonsoir")


async def test_nobody_uses_the_chooser_during_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks take place in the database's thread, the sender's own and those of updates; here they take their time."""
    busy: list[str] = []
    clashes: list[str] = []

    def watched(name: str) -> Callable[..., object]:
        real = getattr(Scheduler, name)

        def used(*asked: object, **more: object) -> object:
            clashes.extend(f"{name} during {other}" for other in busy)
            busy.append(name)
            try:
                if name == "look":
                    time.sleep(0.02)
                return real(*asked, **more)
            finally:
                busy.remove(name)

        return used

    async with _playing(tmp_path) as playing:
        stage = playing.stage
        await asyncio.sleep(0.3)
        for name in ("look", "undo", "committed", "land", "idle", "next_at"):
            monkeypatch.setattr(Scheduler, name, watched(name))
        for turn, name in enumerate(list(stage.people) * 4):
            stage.say(name, str(1 + turn % 4), reply_to=stage.question())
            if turn % 3 == 0:
                stage.app.sender.ring()
            intake = asyncio.create_task(stage.app.poll.once(0))
            await asyncio.sleep(0.005 * (turn % 5))
            stage.app.sender.ring()
            stage.clock.turn(timedelta(seconds=5))
            await asyncio.gather(intake, stage.app.sender.transact(lambda tx: True))
        assert len(await playing.receipts()) > 1
        assert await playing.answers() >= len(stage.people)
    assert clashes == []
