"""Fetching: what comes is written down, confirmed, and the next loop told; in a flood once all of it is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.poll import FULL, Poll
from bot.gateway.inbound.updates import IncomingMessage
from bot.gateway.waits import Waits
from bot.store import inbox
from bot.store.db import Database
from bot.store.inbox import Stored

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def _update(number: int) -> Stored:
    heard = IncomingMessage(chat=-100, kind="group", account=42, message=number, text=f"Mot {number}")
    return Stored(number, -100, 42, encode(heard))


class Waiting:
    """So many updates wait; what is asked, confirmed and told is noted: of each bell, how many were in the inbox."""

    def __init__(self, database: Database, updates: Sequence[Stored]) -> None:
        self._database = database
        self._updates = updates
        self.asked: list[tuple[int | None, int]] = []
        self.answered = 0
        self.rang = 0
        waits = Waits(quick=60)
        self.poll = Poll(self._fetch, database, lambda: NOW, waits, on_answer=self._answer, on_new=self._ring)

    async def _fetch(self, offset: int | None, wait: int) -> Sequence[Stored]:
        self.asked.append((offset, wait))
        self._updates = [update for update in self._updates if update.update_id >= (offset or 0)]
        return self._updates[:FULL]

    async def _answer(self) -> None:
        self.answered += 1

    def _ring(self) -> None:
        self.rang += 1

    async def written(self) -> int:
        return await self._database.transact(inbox.count_open)


@asynccontextmanager
async def _waiting(folder: Path, many: int) -> AsyncIterator[Waiting]:
    database = await Database.open(folder / "palabre.sqlite3")
    try:
        yield Waiting(database, [_update(number) for number in range(1, many + 1)])
    finally:
        await database.close()


async def test_what_came_is_written_down_before_it_is_confirmed_and_the_next_loop_told(tmp_path: Path) -> None:
    async with _waiting(tmp_path, 3) as waiting:
        await waiting.poll.once(50)
        assert (await waiting.written(), waiting.rang, waiting.answered) == (3, 1, 1)
        await waiting.poll.once(50)
        assert waiting.asked == [(None, 50), (4, 50)]
        assert (waiting.rang, waiting.answered) == (1, 2), "nothing is new"
        await waiting.poll.once(50)
        assert waiting.asked[-1] == (None, 50), "numbers may begin anew"


@pytest.mark.parametrize("left", [30, 0])
async def test_of_a_flood_all_is_fetched_before_the_next_loop_is_told(tmp_path: Path, left: int) -> None:
    """Also where the last batch was full, and nothing comes after it: that is asked without waiting."""
    async with _waiting(tmp_path, 2 * FULL + left) as waiting:
        for batch in (1, 2):
            await waiting.poll.once(50)
            assert (await waiting.written(), waiting.rang) == (batch * FULL, 0)
        await waiting.poll.once(50)
        assert (await waiting.written(), waiting.rang) == (2 * FULL + left, 1)
        assert [wait for _, wait in waiting.asked] == [50, 0, 0]
        await waiting.poll.once(50)
        assert (waiting.asked[-1][1], waiting.rang) == (50, 1)


async def test_what_nobody_can_read_is_written_down_as_set_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with _waiting(tmp_path, 0) as waiting:
        waiting._updates = [Stored(1, None, None, "", aside="unreadable message"), _update(2)]
        await waiting.poll.once(50)
        assert await waiting.written() == 1
        assert "an update is set aside (unreadable message)" in caplog.text


@pytest.mark.parametrize("many", [0, 3, FULL])
async def test_a_server_that_answers_at_once_with_nothing_is_given_a_rest(tmp_path: Path, many: int) -> None:
    """But what comes is fetched without one."""
    async with _waiting(tmp_path, many) as waiting:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await waiting.poll.run()
        assert await waiting.written() == many
        assert len(waiting.asked) == {0: 1, 3: 2, FULL: 3}[many], (
            "for what comes, for more where a batch is full, in vain"
        )
