"""Fetching in a flood: a full batch is only written down, and by whichever transaction is open first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.gateway.inbound.decode import Read, encode
from bot.gateway.inbound.poll import FULL, Fresh, Poll
from bot.gateway.inbound.updates import IncomingMessage
from bot.gateway.waits import Waits
from bot.store import inbox
from bot.store.db import Database, Tx

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def _read(number: int) -> Read:
    heard = IncomingMessage(chat=-100, kind="group", account=42, message=number, text=f"Mot {number}")
    return Read(number, -100, 42, encode(heard), incoming=heard)


class _Flood:
    """So many updates wait; `poll` fetches them, and what it does with them is counted."""

    def __init__(self, database: Database, waiting: int) -> None:
        self._updates = [_read(number) for number in range(1, waiting + 1)]
        self.worked: list[int] = []
        self.read = 0
        self.told: list[int | None] = []
        self.rung = asyncio.Event()
        #: What happens between the arrival of a batch and its being written down.
        self.meanwhile: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(0)
        self.poll: Poll[int] = Poll(
            self._fetch, database.transact, lambda: NOW, self._work, self._tell, lambda: self.meanwhile(), Waits()
        )

    async def _fetch(self, offset: int | None, wait: int) -> Sequence[Read]:
        return [update for update in self._updates if update.update_id >= (offset or 0)][:FULL]

    def _tell(self, report: int | None) -> None:
        self.told.append(report)
        self.rung.set()

    def _work(self, tx: Tx, fresh: Fresh) -> int:
        self.read += len(fresh)
        rows = inbox.open_rows(tx, 1_000, NOW)
        inbox.done(tx, rows)
        self.worked.append(len(rows))
        return len(rows)


async def test_a_full_batch_is_written_down_and_left_to_others(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "palabre.sqlite3")
    try:
        flood = _Flood(database, 2 * FULL + 30)
        for expected in (FULL, 2 * FULL):
            await flood.poll.once()
            assert await database.transact(inbox.waiting) == expected
        assert (flood.worked, flood.told) == ([], [])
        await flood.poll.once()
        assert (flood.worked, flood.told) == ([2 * FULL + 30], [2 * FULL + 30])
        assert flood.read == 30, "what is at hand needn't be read again"
        assert await database.transact(inbox.waiting) == 0
        await asyncio.sleep(0.1)
        assert len(flood.told) == 1, "the flood has ebbed in another way"
    finally:
        await database.close()


async def test_when_a_flood_ebbs_others_are_told_to_work(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "palabre.sqlite3")
    try:
        flood = _Flood(database, FULL)
        await flood.poll.once()
        assert flood.told == []
        async with asyncio.timeout(2):
            await flood.rung.wait()
        assert (flood.worked, flood.told) == ([], [None])
    finally:
        await database.close()


async def test_another_transaction_writes_down_what_has_come_once(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "palabre.sqlite3")
    try:
        flood = _Flood(database, 30)
        await database.transact(flood.poll.write_down)  # nothing has come yet
        assert await database.transact(inbox.waiting) == 0
        flood.meanwhile = lambda: database.transact(flood.poll.write_down)
        await flood.poll.once()
        assert await database.transact(inbox.waiting) == 30
        assert (flood.worked, flood.told) == ([], [None]), "somebody else has it, and is told to work on it"
    finally:
        await database.close()


async def test_what_was_undone_is_written_down_by_the_next_one(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "palabre.sqlite3")
    try:
        flood = _Flood(database, FULL)

        def fails(tx: Tx) -> None:
            flood.poll.write_down(tx)
            raise LookupError

        async def failing() -> None:
            with suppress(LookupError):
                await database.transact(fails)
            assert await database.transact(inbox.waiting) == 0

        flood.meanwhile = failing
        await flood.poll.once()
        assert await database.transact(inbox.waiting) == FULL
    finally:
        await database.close()
