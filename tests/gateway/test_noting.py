"""Noting what was sent: together where it can be, and nothing left to do once it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.gateway.outbound.delivery_log import DeliveryLog
from bot.session.addresses import GroupPlace
from bot.store.db import Database, Tx
from bot.store.outbox import Draft, Ready

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Longer than what can be repeated waits for company, in seconds.
_LATER = 0.35


class Book:
    """What was written down: the rows of each transaction."""

    def __init__(self) -> None:
        self.pages: dict[Tx, list[int]] = {}

    def __call__(self, tx: Tx, ready: Ready, number: int | None, at: datetime) -> None:
        assert number is None
        assert at == NOW
        self.pages.setdefault(tx, []).append(ready.id)

    def rows(self) -> list[list[int]]:
        return list(self.pages.values())


def _receipt(row: int) -> Ready:
    return Ready(row, Draft(place=GroupPlace(1), method="react"), 0)


async def test_what_can_be_repeated_waits_for_company(tmp_path: Path) -> None:
    book = Book()
    database = await Database.open(tmp_path / "palabre.sqlite3")
    notes = DeliveryLog(database, book)
    for row in (1, 2):
        await notes.add(_receipt(row), None, NOW, at_once=False)
    assert book.rows() == []
    await asyncio.sleep(_LATER)
    assert book.rows() == [[1, 2]]
    assert notes.written() == {1, 2}
    await notes.close()
    await database.close()


async def test_once_all_is_written_nothing_is_left_to_do(tmp_path: Path) -> None:
    """Nothing begins later, when the database or the loop may be closed already."""
    book = Book()
    database = await Database.open(tmp_path / "palabre.sqlite3")
    notes = DeliveryLog(database, book)
    await notes.add(_receipt(1), None, NOW, at_once=False)
    await notes.add(_receipt(2), None, NOW, at_once=True)
    assert book.rows() == [[1, 2]]
    await database.close()

    begun: list[str] = []

    def watched(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], **more: Any) -> asyncio.Task[Any]:
        begun.append(coro.__name__)
        return asyncio.Task(coro, loop=loop, **more)

    asyncio.get_running_loop().set_task_factory(watched)
    await asyncio.sleep(_LATER)
    assert begun == []
