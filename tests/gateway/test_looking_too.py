"""Whoever writes down what has come lets the sender look in the same transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.gateway.choosing import Chooser
from bot.rehearsal.shapes import Json
from bot.store import outbox
from bot.store.db import Database, Tx
from bot.store.disk import TroubleError
from bot.store.outbox import Draft
from tests.stage import Stage, open_stage

T = TypeVar("T")
SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


class Watched(Database):
    """Counts its transactions. Each of the next ones meets the next trouble: the database is locked before its work
    begins, or the disk full once it is done."""

    count = 0

    def meets(self, *troubles: str) -> None:
        self._troubles = list(troubles)

    async def transact(self, work: Callable[[Tx], T]) -> T:
        self.count += 1

        def perhaps(tx: Tx) -> T:
            troubles = getattr(self, "_troubles", [])
            trouble = troubles.pop(0) if troubles else None
            if trouble == "locked":
                raise _trouble("database is locked", sqlite3.SQLITE_BUSY)
            result = work(tx)
            if trouble == "full":
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
        look = Chooser.look
        fails = [True]

        def looks(*asked: object) -> object:
            if fails:
                fails.clear()
                raise ValueError
            return look(*asked)  # type: ignore[arg-type]

        monkeypatch.setattr(Chooser, "look", looks)
        await playing.stage.app.poll.once(0)
        assert not fails
        assert await playing.answers() == 1
        assert len(await playing.receipts()) == 1


async def test_what_is_not_committed_is_not_sent(tmp_path: Path) -> None:
    """The disk is full at the end of the transaction in which both happened, and the sender, which then looks itself,
    finds the database locked. Telegram gives the answer again, and it counts once and has its receipt once."""
    async with _playing(tmp_path) as playing:
        await playing.answer()
        playing.database.meets("full", "locked")
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
        place = f"p:{await _person(playing.stage, 'Awa')}"

        def put(tx: Tx) -> None:
            outbox.put(tx, Draft(place=place, method="send", html="Bonjour Awa"), playing.stage.clock.now())

        playing.database.meets("full")
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


async def test_while_the_sender_looks_itself_nobody_else_does(tmp_path: Path) -> None:
    """The answer is written down all the same, and the sender told to look again."""
    async with _playing(tmp_path) as playing:
        await playing.answer()
        playing.stage.app.sender.ring()
        await asyncio.sleep(0)
        await playing.stage.app.poll.once(0)
        assert len(await playing.receipts()) == 1
        assert await playing.answers() == 1
