"""Faults of the disk and of the database's file while the bot is at work: it says so once, waits, and goes on by
itself; what Telegram gave is confirmed only once it is written down, and nothing is done twice."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.emulator import Watch
from bot.rehearsal.shapes import Json
from bot.store import inbox
from bot.store.db import Database
from bot.store.file import disk
from tests.stage import QUICK, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


class Limit:
    """How long a file of this process may become: with nothing allowed every write fails, as on a disk
    that takes no more, whoever the user is."""

    def __init__(self) -> None:
        self._soft, self._hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def down(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._hard))

    def up(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._soft, self._hard))


@pytest.fixture
def limit() -> Iterator[Limit]:
    """A limit that is gone when the test ends, however it does."""
    limit = Limit()
    yield limit
    limit.up()


@contextmanager
def _refuses(stage: Stage) -> Iterator[None]:
    limit = Limit()
    limit.down()
    try:
        yield
    finally:
        limit.up()


@contextmanager
def _locked(stage: Stage) -> Iterator[None]:
    other = sqlite3.connect(stage.app.settings.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


Issue = Callable[[Stage], AbstractContextManager[None]]

TROUBLES: dict[str, tuple[Issue, str]] = {
    "the disk refuses": (_refuses, "refuses to write"),
    "another program has it locked": (_locked, "Another program has"),
}


@asynccontextmanager
async def question(folder: Path, watch: Watch | None = None) -> AsyncIterator[Stage]:
    """A small session at its first question. Whoever has the database locked is waited for a moment only."""
    database = await Database.open(folder / "palabre.sqlite3", patience=0.02)
    async with open_stage(folder, watch=watch, scenarios=SCENARIOS, database=database) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        yield stage


@asynccontextmanager
async def _at_work(stage: Stage) -> AsyncIterator[None]:
    """The loops themselves; that they go on is the point."""
    loops = asyncio.create_task(stage.app.run())
    try:
        yield
        assert not loops.done(), loops
    finally:
        loops.cancel()
        await asyncio.gather(loops, return_exceptions=True)


async def _until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110  it is in the log, in the room, or in the database
            await asyncio.sleep(0.02)


async def _scores(stage: Stage) -> list[int]:
    return [answer.value.score for answer in (await stage.session())[1].answers.to("today")]


async def only_written_down(stage: Stage) -> None:
    """What is waiting at Telegram is written down, as it would be had the bot been killed right after."""
    updates = await stage.app._client.get_updates(None, 0)
    await stage.app.database.transact(lambda tx: inbox.add(tx, updates, stage.clock.now()))


async def _recorded(stage: Stage) -> None:
    async with asyncio.timeout(20):
        while not await _scores(stage):  # noqa: ASYNC110  it is in the database
            await asyncio.sleep(0.05)


def _sound(stage: Stage) -> bool:
    connection = sqlite3.connect(stage.app.settings.database)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_comes_in_is_confirmed_once_it_is_written(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begin, says = TROUBLES[name]
    async with question(tmp_path) as stage:
        caplog.clear()
        async with _at_work(stage):
            with begin(stage):
                answer = stage.say("Chidi", "4", reply_to=stage.question())
                await _until(lambda: says in caplog.text)
                await asyncio.sleep(2.5 * QUICK.database)
                assert stage.room.pending(None), "what isn't written down isn't confirmed"
                assert [says in record.message for record in caplog.records] == [True], "told once"
            await _recorded(stage)
            await _until(lambda: not stage.room.pending(None))
        await stage.settle()
        assert await _scores(stage) == [4]
        assert answer.reaction
        assert [record.message for record in caplog.records][1:] == [
            "The database can be written again, and the bot goes on."
        ]
        assert _sound(stage)


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_is_written_down_is_worked_on_later_and_not_set_aside(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begin, says = TROUBLES[name]
    async with question(tmp_path) as stage:
        stage.say("Chidi", "4", reply_to=stage.question())
        await only_written_down(stage)
        async with _at_work(stage):
            with begin(stage):
                await _until(lambda: says in caplog.text)
                await asyncio.sleep(2.5 * QUICK.database)
            await _recorded(stage)
        await stage.settle()
        assert await _scores(stage) == [4]
        assert await stage.app.database.transact(inbox.dead) == []
        assert "failed" not in caplog.text
        assert _sound(stage)


_LARGE = "CREATE TRIGGER large AFTER INSERT ON outbox BEGIN INSERT INTO meta VALUES (new.id, zeroblob(65536)); END"


async def test_a_full_disk_in_the_middle_of_a_row_is_not_the_row_s_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite's own limit of pages: it runs out where the row is worked on, within the transaction."""
    async with question(tmp_path) as stage:
        hop = stage.app.database._connection.hop
        answer = stage.say("Chidi", "4", reply_to=stage.question())
        await only_written_down(stage)
        await stage.app.database.transact(lambda tx: tx.run(_LARGE))
        pages = (await hop(lambda c: c.execute("PRAGMA page_count").fetchone()))[0]
        await hop(lambda c: c.execute(f"PRAGMA max_page_count={pages + 3}").fetchall())
        with pytest.raises(disk.TroubleError, match="The disk is full: nothing can be written"):
            await stage.work()
        assert caplog.text.count("Make room; the bot then goes on by itself, and nothing is lost.") == 1
        await hop(lambda c: c.execute("PRAGMA max_page_count=100000").fetchall())
        await stage.settle()
        assert await _scores(stage) == [4]
        assert answer.reaction
        assert await stage.app.database.transact(inbox.dead) == []
        assert _sound(stage)


async def test_what_telegram_took_is_noted_later_and_not_sent_twice(tmp_path: Path, limit: Limit) -> None:
    """The disk fills up between Telegram's answer and the note of it."""
    sent: list[tuple[str, str]] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "after" and method == "sendmessage" and "Racontez une fois." in call["text"]:
            sent.append((call["chat_id"], call["text"]))
            if len(sent) == 1:
                limit.down()

    async with question(tmp_path, watch) as stage:
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        async with _at_work(stage):
            async with asyncio.timeout(20):
                while not sent:
                    stage.clock.turn(timedelta(seconds=1))
                    stage.app.sender.ring()
                    await asyncio.sleep(0.05)
            await asyncio.sleep(2.5 * QUICK.database)
            stage.clock.turn(timedelta(seconds=5))
            stage.app.sender.ring()
            await asyncio.sleep(0.2)
            limit.up()
            await asyncio.sleep(4 * QUICK.database)
        await stage.settle()
        assert len(sent) > 1
        assert len(sent) == len(set(sent))
        assert _sound(stage)
