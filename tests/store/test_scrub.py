"""What was erased is in no byte of the file, also where SQLite has moved rows about."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.session.answers import Answer, Answers
from bot.session.kinds.text import TextValue
from bot.session.state import Session
from bot.store import groups, sessions
from bot.store.db import Database, Tx
from bot.work.privacy.vacuum import Vacuum

KEY = SecretStr("0123456789abcdef" * 4)
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def _start(tx: Tx) -> Session:
    group = groups.open(tx, -100, "Atelier", None, ("fr",), NOW)
    session = Session("TESTS", "small", ("fr",), "p", NOW, ())
    sessions.create(tx, session, group.id, b"scenario")
    return session


def _answer(draw: random.Random, n: int) -> Answer:
    words = f"canary-{n:05}-" + "x" * draw.choice((5, 80, 300, 900, 3000, 9000))
    return Answer(f"{draw.getrandbits(64):016x}", "story", "p", None, TextValue(words), NOW)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_of_a_thousand_texts_that_come_and_go_none_can_be_read_again(tmp_path: Path) -> None:
    """Overwriting what is deleted isn't enough: of this many, a few would be left between the rows."""
    draw = random.Random(11)
    database = await Database.open(tmp_path / "palabre.sqlite3")
    try:
        before = await database.transact(_start)
        gone: list[str] = []
        for n in range(1500):
            answers = list(before.answers)
            if len(answers) > 5 and draw.random() < 0.45:
                left = answers.pop(draw.randrange(len(answers)))
                assert isinstance(left.value, TextValue)
                gone.append(left.value.text[:13])
            else:
                answers.append(_answer(draw, n))
            after = Session("TESTS", "small", ("fr",), "p", NOW, (), answers=Answers(answers))
            await database.transact(lambda tx, new=after: sessions.save(tx, new))
            before = after
        assert database.traces
        assert await database.scrub()
        assert not database.traces
        whole = _bytes(tmp_path)
        assert len(gone) > 500
        assert [text for text in gone if text.encode() in whole] == []
        assert all(a.value.text[:13].encode() in whole for a in before.answers if isinstance(a.value, TextValue))
    finally:
        await database.close()


async def test_what_is_left_between_the_rows_goes(tmp_path: Path) -> None:
    """Something that SQLite hasn't overwritten, wherever it comes from."""
    database = await Database.open(tmp_path / "it's palabre.sqlite3")
    try:
        await database.transact(_start)
        await database._connection.hop(lambda c: c.execute("PRAGMA secure_delete=OFF").fetchall())
        for key in ("a", "canary", "z"):
            await database.transact(
                lambda tx, key=key: tx.run("INSERT INTO meta VALUES (?, ?)", key, f"a {key} between the rows, " * 20)
            )
        await database.transact(_delete)
        await database.truncate_log()
        assert b"a canary between the rows" in _bytes(tmp_path)
        assert await database.scrub()
        assert b"a canary between the rows" not in _bytes(tmp_path)
        assert await database.transact(lambda tx: tx.one("PRAGMA integrity_check")["integrity_check"]) == "ok"
    finally:
        await database.close()


def _delete(tx: Tx) -> None:
    tx.run("DELETE FROM meta WHERE key = 'canary'")
    tx.erased = True


async def test_it_is_not_rewritten_more_than_a_fiftieth_of_the_time(tmp_path: Path) -> None:
    clock = [NOW]

    class Slow(Database):
        async def scrub(self) -> bool:
            clock[0] += timedelta(seconds=3)
            return await super().scrub()

    database = await Slow.open(tmp_path / "palabre.sqlite3")
    try:
        await database.transact(_start)
        vacuum = Vacuum(database, lambda: clock[0])
        done = []
        for _ in range(400):
            await database.transact(_delete)
            await vacuum.turn()
            done.append(not database.traces)
            clock[0] += timedelta(seconds=1)
        assert done[0]
        assert sum(done) == 3  # at once, and after 150 s each time
    finally:
        await database.close()


async def test_a_file_that_is_encrypted_stays_so(tmp_path: Path) -> None:
    """Neither it nor its log begins as a plain one does, or has a word in the clear, and the key still opens it."""
    path = tmp_path / "palabre.sqlite3"
    database = await Database.open(path, KEY)
    try:
        session = await database.transact(_start)
        both = [_answer(random.Random(n), n) for n in (1, 2)]
        for answers in (both, both[1:]):
            after = Session("TESTS", "small", ("fr",), "p", NOW, (), answers=Answers(answers))
            await database.transact(lambda tx, new=after: sessions.save(tx, new))
        assert database.traces
        assert await database.scrub()
        assert not database.traces
        assert path.stat().st_size > 0
        assert not any(word in _bytes(tmp_path) for word in (b"SQLite format 3", b"canary", session.code.encode()))
    finally:
        await database.close()
    reader = await Database.look(path, KEY)
    try:
        assert not reader.traces
        (left,) = await reader.transact(lambda tx: [row["body"] for row in tx.all("SELECT body FROM answers")])
        assert "canary-00002" in left
    finally:
        await reader.close()


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
async def test_while_somebody_reads_it_waits(key: SecretStr | None, tmp_path: Path) -> None:
    """`palabre export` holds the log; what was erased is taken out the next time."""
    path = tmp_path / "palabre.sqlite3"
    database = await Database.open(path, key, patience=0.02)
    try:
        session = await database.transact(_start)
        answer = _answer(random.Random(1), 1)
        with_it = Session("TESTS", "small", ("fr",), "p", NOW, (), answers=Answers((answer,)))
        await database.transact(lambda tx: sessions.save(tx, with_it))
        reader = await Database.look(path, key)
        try:
            await reader._connection.hop(lambda c: c.execute("BEGIN"))
            await reader._connection.hop(lambda c: c.execute("SELECT count(*) FROM answers").fetchall())
            await database.transact(lambda tx: sessions.save(tx, session))
            assert not await database.scrub()
            assert database.traces
        finally:
            await reader.close()
        assert await database.scrub()
        assert b"canary-00001" not in _bytes(tmp_path)
    finally:
        await database.close()
