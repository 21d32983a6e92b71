"""The database: transactions whole or not at all, one instance, and a clear word when it can't be used."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.session.addresses import GroupPlace
from bot.store import inbox, outbox
from bot.store.db import Database, StoreError, Tx, moment, stamp
from bot.store.inbox import Stored
from bot.store.outbox import Draft
from tests.waiting import count_queued

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


async def test_what_raises_leaves_nothing_behind(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "p.sqlite3")

    def broken(tx: Tx) -> None:
        tx.run("INSERT INTO meta VALUES ('half', x'00')")
        raise KeyError("half")

    with pytest.raises(KeyError):
        await database.transact(broken)
    assert await database.transact(lambda tx: tx.one("SELECT 1 FROM meta WHERE key = 'half'")) is None
    await database.close()


async def test_a_cancelled_task_leaves_no_transaction_open(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "p.sqlite3")
    tasks = [
        asyncio.create_task(
            database.transact(lambda tx, n=n: tx.run("INSERT INTO meta VALUES (?, x'00')", f"k{n}"))
        )
        for n in range(50)
    ]  # fmt: skip
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await database.transact(lambda tx: tx.run("INSERT INTO meta VALUES ('after', x'00')"))
    assert await database.transact(lambda tx: tx.one("SELECT 1 FROM meta WHERE key = 'k1'")) is not None
    await database.close()


async def test_a_second_instance_is_kept_out_and_a_reader_let_in(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    database = await Database.open(path)
    with pytest.raises(StoreError, match="Another Palabre is using"):
        await Database.open(path)
    reader = await Database.look(path)
    assert await reader.transact(lambda tx: tx.one("SELECT count(*) n FROM sessions")) is not None
    with pytest.raises(StoreError, match="can't be written"):
        await reader.transact(lambda tx: tx.run("DELETE FROM meta"))
    await reader.close()
    await database.close()
    await (await Database.open(path)).close()


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda path: path.write_bytes(b"not a database at all, but long enough to be read as one" * 20), "is not a"),
        (lambda path: _version(path, 99), "newer version"),
        (lambda path: _version(path, 0), "another program's"),
        (lambda path: path.mkdir(), "can't be"),
    ],
    ids=["another file", "a newer version", "another database", "a folder"],
)
async def test_says_why_a_file_cannot_be_used(tmp_path: Path, prepare: object, says: str) -> None:
    path = tmp_path / "p.sqlite3"
    prepare(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=says):
        await Database.open(path)
    assert (path.read_bytes() if path.is_file() else b"") == before


def _version(path: Path, number: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={number}")
    connection.execute("CREATE TABLE future (x)")
    connection.commit()
    connection.close()


async def test_says_that_the_folder_is_missing_or_the_file_isn_t_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no folder"):
        await Database.open(tmp_path / "nowhere" / "p.sqlite3")
    with pytest.raises(StoreError, match="There is no database"):
        await Database.look(tmp_path / "p.sqlite3")


async def test_says_that_another_program_has_it_locked(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    await (await Database.open(path)).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="Another program has"):
        await Database.open(path, patience=0.02)
    other.close()


async def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    database = await Database.open(path)
    assert path.stat().st_mode & 0o077 == 0
    await database.close()


def test_moments_are_kept_to_the_microsecond() -> None:
    at = NOW + timedelta(microseconds=1)
    assert moment(stamp(at)) == at


async def test_a_redelivered_update_is_one(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "p.sqlite3")
    updates = [Stored(n, 1, 5, "{}") for n in (5, 6, 5)]
    assert await database.transact(lambda tx: inbox.add(tx, updates, NOW)) == 2
    assert await database.transact(lambda tx: inbox.add(tx, [Stored(6, 1, 5, "{}"), Stored(2, 1, 5, "{}")], NOW)) == 1
    assert len(await database.transact(lambda tx: inbox.open_rows(tx, 10, NOW))) == 3
    await database.close()


async def test_a_row_that_fails_is_tried_again_and_then_set_aside(tmp_path: Path) -> None:
    """What comes after it in its chat waits only so long; other chats not at all."""
    database = await Database.open(tmp_path / "p.sqlite3")
    rows = [Stored(1, 7, 5, "{}"), Stored(2, 7, 5, "{}"), Stored(3, 8, 5, "{}")]
    await database.transact(lambda tx: inbox.add(tx, rows, NOW))
    now = NOW
    for _ in range(5):
        first = (await database.transact(lambda tx, now=now: inbox.open_rows(tx, 10, now)))[0]
        assert first.chat == 7
        await database.transact(lambda tx, first=first, now=now: inbox.failed(tx, first, "KeyError", now))
        waiting = await database.transact(lambda tx, now=now: inbox.open_rows(tx, 10, now))
        assert 8 in {row.chat for row in waiting}
        now += timedelta(minutes=10)
    assert await database.transact(inbox.dead) == [(1, "KeyError")]
    assert [row.chat for row in await database.transact(lambda tx: inbox.open_rows(tx, 10, now))] == [7, 8]
    await database.close()


async def test_a_calm_edit_is_folded_into_the_latest_and_lets_others_by(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "p.sqlite3")
    later = NOW + timedelta(seconds=3)

    def queue(tx: Tx) -> None:
        for text in ("1", "2", "3"):
            edit = Draft(place=GroupPlace(1), method="edit", html=text, fold="edit:9", not_before=later)
            outbox.put(tx, edit, NOW)
        outbox.put(tx, Draft(place=GroupPlace(1), method="send", html="prompt"), NOW)

    await database.transact(queue)

    def first(tx: Tx, at: datetime) -> str:
        head = outbox.head(tx, "g:1", at)
        ready = outbox.take(tx, head.id) if head else None
        return ready.draft.html if ready else ""

    assert await database.transact(lambda tx: first(tx, NOW)) == "prompt"
    assert await database.transact(lambda tx: first(tx, later)) == "3"
    assert await database.transact(count_queued) == 2
    await database.close()


async def test_a_part_that_fails_is_undone_alone(tmp_path: Path) -> None:
    """With it goes what was remembered of it."""
    database = await Database.open(tmp_path / "palabre.sqlite3")
    insert = "INSERT INTO meta VALUES (?, x'')"

    def work(tx: Tx) -> bool:
        tx.run(insert, "before")
        with suppress(LookupError), tx.savepoint():
            tx.run(insert, "within")
            tx.once(("meta", "within"), lambda: True)
            raise LookupError
        with suppress(sqlite3.IntegrityError), tx.savepoint():
            tx.run(insert, "twice")
            tx.run(insert, "twice")
        tx.run(insert, "after")
        return tx.once(("meta", "within"), lambda: False)

    try:
        assert await database.transact(work) is False
        rows = await database.transact(lambda tx: tx.all("SELECT key FROM meta WHERE value = x''"))
        assert {row["key"] for row in rows} == {"before", "after"}
    finally:
        await database.close()
