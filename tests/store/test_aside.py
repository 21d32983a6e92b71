"""What was set aside: shown for a week, its words kept no longer than they may be, and put back whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.gateway.inbound.decode import decode, encode
from bot.gateway.inbound.updates import IncomingMessage
from bot.store import dead_letters, erasure, groups, inbox, people
from bot.store.db import Database, StoreError, Tx
from bot.store.inbox import Stored

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
GROUP, MEMBER, STRANGER = -5, 70, 71


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A group with one member, and each with something set aside; and an update that nobody could read."""
    database = await Database.open(tmp_path / "p.sqlite3")

    def fill(tx: Tx) -> None:
        group = groups.open(tx, GROUP, "Atelier", None, ("fr",), NOW)
        person = people.by_account(tx, MEMBER).person
        people.by_account(tx, STRANGER)
        groups.enrol(tx, group.id, person, None, 1, date(2027, 1, 11))
        rows = [Stored(n, GROUP, account, _said(account)) for n, account in enumerate((MEMBER, STRANGER))]
        inbox.add(tx, [*rows, Stored(9, None, None, "", aside="unreadable message")], NOW)
        for row in inbox.open_rows(tx, 10, NOW):
            for attempts in range(5):
                tried = inbox.Row(row.seq, row.chat, row.payload, None, None, attempts)
                assert inbox.failed(tx, tried, "KeyError", NOW) == (attempts == 4)

    await database.transact(fill)
    yield database
    await database.close()


def _said(account: int) -> str:
    return encode(IncomingMessage(chat=GROUP, kind="group", account=account, message=1, text=f"words of {account}"))


async def _senders(database: Database) -> list[int | None]:
    return [r["account"] for r in await database.transact(lambda tx: tx.all("SELECT account FROM inbox ORDER BY seq"))]


async def _kept(database: Database) -> list[str]:
    rows = await database.transact(lambda tx: tx.all("SELECT payload FROM inbox WHERE payload IS NOT NULL"))
    return [decode(row["payload"]).text for row in rows]


async def test_what_nobody_could_read_stays_aside(database: Database) -> None:
    assert [row.whole for row in await database.transact(dead_letters.listing)] == [True, True, False]
    assert await database.transact(dead_letters.retry) == 2
    assert [row.error for row in await database.transact(dead_letters.listing)] == ["unreadable message"]
    again = await database.transact(lambda tx: inbox.open_rows(tx, 10, NOW))
    assert [(row.attempts, row.chat) for row in again] == [(0, GROUP), (0, GROUP)]


async def test_words_stay_a_week_after_a_yes_and_a_day_before(database: Database) -> None:
    await database.transact(lambda tx: dead_letters.prune(tx, NOW + timedelta(hours=23)))
    assert len(await _kept(database)) == 2
    assert await database.transact(lambda tx: dead_letters.prune(tx, NOW + timedelta(hours=25))) == 1
    assert await _kept(database) == [f"words of {MEMBER}"]
    assert await _senders(database) == [MEMBER, None, None]
    assert [row.whole for row in await database.transact(dead_letters.listing)] == [True, False, False]
    assert await database.transact(dead_letters.retry) == 1
    await database.transact(lambda tx: tx.run("UPDATE inbox SET state = 'aside'"))
    await database.transact(lambda tx: inbox.prune(tx, NOW + timedelta(days=6)))
    await database.transact(lambda tx: dead_letters.prune(tx, NOW + timedelta(days=6)))
    assert len(await database.transact(dead_letters.listing)) == 3
    await database.transact(lambda tx: dead_letters.prune(tx, NOW + timedelta(days=7, seconds=1)))
    assert await database.transact(dead_letters.listing) == []


async def test_whoever_is_forgotten_isn_t_tried_again(database: Database) -> None:
    await database.transact(lambda tx: erasure.erase_person(tx, people.by_account(tx, MEMBER).person))
    assert await _kept(database) == [f"words of {STRANGER}"]
    assert await _senders(database) == [None, STRANGER, None]


async def test_beside_a_bot_at_work_only_the_inbox_can_be_written(database: Database, tmp_path: Path) -> None:
    store = await Database.beside(tmp_path / "p.sqlite3")
    assert await store.transact(dead_letters.retry) == 2
    for sql in ("DELETE FROM groups", "INSERT INTO meta VALUES ('x', x'00')", "DROP TABLE sessions"):
        with pytest.raises(Exception, match=r"not authorized|prohibited"):
            await store.transact(lambda tx, sql=sql: tx.run(sql))
    await store.close()
    assert len(await database.transact(lambda tx: inbox.open_rows(tx, 10, NOW))) == 2
    with pytest.raises(StoreError, match="There is no database"):
        await Database.beside(tmp_path / "q.sqlite3")
