"""What was sent and couldn't be noted, and words that come while an edit is under way."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.scheduler import Scheduler
from bot.rehearsal.shapes import Json
from bot.session.addresses import NO_REF, STATUS_REF, GroupPlace
from bot.store import messages, outbox, sessions
from bot.store.db import Database, Tx
from bot.store.outbox import Draft, Priority
from tests.gateway.test_choosing import database_of, prompt
from tests.stage import Stage, open_stage, the_group
from tests.waiting import count_queued

T = TypeVar("T")
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


async def test_a_session_erased_takes_what_it_had_still_to_say_with_it(tmp_path: Path) -> None:
    database = await database_of(tmp_path, 1)

    def erase(tx: Tx) -> int:
        message = messages.queue(tx, GroupPlace(1), "s", STATUS_REF, 0)
        outbox.put(tx, prompt(1, message=message), NOW)
        sessions.erase(tx, "s")
        return len(Scheduler(Limits()).choose(tx, NOW))

    assert await database.transact(erase) == 0
    await database.close()


async def _edit(stage: Stage, message: int, html: str) -> None:
    def put(tx: Tx) -> None:
        place = GroupPlace(the_group(tx))
        draft = Draft(place=place, method="edit", message=message, html=html, fold=f"edit:{message}")
        outbox.put(tx, draft, stage.clock.now())

    await stage.app.database.transact(put)


async def test_words_that_come_while_an_edit_is_under_way_are_not_lost(tmp_path: Path) -> None:
    later: list[str] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "after" and method == "editmessagetext" and later:
            await _edit(stage, row, later.pop())

    async with open_stage(tmp_path, watch=watch) as stage:
        row = await stage.app.database.transact(
            lambda tx: messages.queue(tx, GroupPlace(the_group(tx)), None, NO_REF, 0)
        )
        await stage.app.database.transact(lambda tx: outbox.put(tx, prompt(the_group(tx), message=row), NOW))
        await stage.settle()
        later.append("deux")
        await _edit(stage, row, "un")
        await stage.settle()
        assert stage.texts()[-1] == "deux"


class FullDisk(Database):
    """A database on a disk that has no room for the next transactions that write."""

    full = 0

    async def transact(self, work: Callable[[Tx], T]) -> T:
        def perhaps(tx: Tx) -> T:
            before = tx._connection.total_changes
            result = work(tx)
            if self.full and tx._connection.total_changes > before:
                self.full -= 1
                raise sqlite3.OperationalError("database or disk is full")
            return result

        return await super().transact(perhaps)


async def test_a_message_whose_note_failed_is_not_sent_twice(tmp_path: Path) -> None:
    database = await FullDisk.open(tmp_path / "other.sqlite3")
    filled: list[int] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "after" and method == "sendmessage" and filled:
            database.full = filled.pop()

    async with open_stage(tmp_path, watch=watch, database=database) as stage:
        filled.append(1)
        stage.clock.turn(timedelta(seconds=2))
        await stage.app.database.transact(
            lambda tx: outbox.put(
                tx, Draft(place=GroupPlace(the_group(tx)), method="send", html="Bonsoir", priority=Priority.HIGH), NOW
            )
        )
        sending = asyncio.create_task(stage.app.sender.run())
        async with asyncio.timeout(10):
            while await stage.app.database.transact(count_queued):  # noqa: ASYNC110  it is in the database
                await asyncio.sleep(0.05)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        assert not filled
        assert stage.texts().count("Bonsoir") == 1
