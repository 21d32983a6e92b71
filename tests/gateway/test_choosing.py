"""Choosing what goes next: the most urgent first, and as cheaply with a long backlog as with a short one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.scheduler import Call, CallEnd, Scheduler
from bot.session.addresses import GroupPlace
from bot.store import groups, outbox
from bot.store.db import Database, Tx
from bot.store.outbox import Draft, Priority

T = TypeVar("T")
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def prompt(group: int, text: str = "Question", **values: object) -> Draft:
    return Draft(**{"place": GroupPlace(group), "method": "send", "html": text, "priority": Priority.HIGH, **values})


def _receipt(group: int, number: int) -> Draft:
    fold = f"react:g:{group}:{number}"
    place = GroupPlace(group)
    return Draft(place=place, method="react", target=number, emoji="✍", fold=fold, priority=Priority.LOW)


async def database_of(folder: Path, size: int) -> Database:
    database = await Database.open(folder / f"{size}.sqlite3")

    def add(tx: Tx) -> None:
        for number in range(1, size + 1):
            id = groups.open(tx, -number, f"Groupe {number}", None, ("fr",), NOW).id
            tx.run("UPDATE groups SET id = ? WHERE id = ?", number, id)  # which is drawn at random
        tx.invalidate("group")

    await database.transact(add)
    return database


def _steps(tx: Tx, work: Callable[[], T]) -> tuple[T, int]:
    """How many steps of its machine SQLite takes for that."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    tx._connection.set_progress_handler(count, 1)
    result = work()
    tx._connection.set_progress_handler(None, 1)
    return result, steps


def _folder(path: Path, name: str) -> Path:
    (path / name).mkdir()
    return path / name


async def _cost(path: Path, backlog: int) -> tuple[int, int]:
    """The rows chosen, and the steps taken, for one more receipt behind a backlog in three groups."""
    database = await database_of(path, 4)
    scheduler = Scheduler(Limits())

    def fill(tx: Tx) -> None:
        for number in range(backlog):
            outbox.put(tx, _receipt(1 + number % 3, number), NOW)

    await database.transact(fill)
    for call in await database.transact(lambda tx: list(scheduler.choose(tx, NOW))):
        scheduler.ended(CallEnd(call, NOW), NOW)
    await database.transact(lambda tx: outbox.put(tx, _receipt(4, 1), NOW))
    calls, steps = await database.transact(lambda tx: _steps(tx, lambda: scheduler.choose(tx, NOW)))
    await database.close()
    return len(calls), steps


async def test_a_backlog_is_not_looked_through(tmp_path: Path) -> None:
    short, long = await _cost(_folder(tmp_path, "short"), 30), await _cost(_folder(tmp_path, "long"), 3000)
    assert short == long
    assert short[0] == 1


async def test_a_look_in_vain_writes_nothing(tmp_path: Path) -> None:
    database = await database_of(tmp_path, 1)
    scheduler = Scheduler(Limits())
    await database.transact(lambda tx: outbox.put(tx, prompt(1, not_before=NOW + timedelta(minutes=1)), NOW))

    def look(tx: Tx) -> tuple[int, int]:
        before = tx._connection.total_changes
        return len(scheduler.choose(tx, NOW)), tx._connection.total_changes - before

    assert await database.transact(look) == (0, 0)
    assert scheduler.next_at(NOW) == NOW + timedelta(minutes=1)
    await database.close()


async def test_what_was_chosen_in_vain_goes_the_next_time(tmp_path: Path) -> None:
    """The disk is full when the look is committed."""
    database = await database_of(tmp_path, 1)
    scheduler = Scheduler(Limits())
    await database.transact(lambda tx: outbox.put(tx, prompt(1), NOW))

    def fail(tx: Tx) -> None:
        assert scheduler.choose(tx, NOW)
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(sqlite3.OperationalError):
        await database.transact(fail)
    scheduler.roll_back()
    assert len(await database.transact(lambda tx: scheduler.choose(tx, NOW))) == 1
    await database.close()


async def test_of_rows_that_were_not_committed_nothing_is_kept(tmp_path: Path) -> None:
    """Their numbers go to rows of other lines, which are not to be taken for them."""
    database = await database_of(tmp_path, 6)
    scheduler = Scheduler(Limits())

    def queue(tx: Tx, *these: int) -> list[Call]:
        for group in these:
            outbox.put(tx, prompt(group), NOW)
        return scheduler.choose(tx, NOW)

    def fail(tx: Tx) -> None:
        (first,) = queue(tx, 1, 1, 2)
        assert (first.line, first.ready.id) == ("g:1", 1)
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(sqlite3.OperationalError):
        await database.transact(fail)
    scheduler.roll_back()

    gone: list[tuple[str, str]] = []
    calls = await database.transact(lambda tx: queue(tx, 4, 1, 5, 6))
    for turn in range(1, 20):
        at = NOW + timedelta(seconds=2 * turn)
        for call in calls:
            gone.append((call.line, str(call.ready.draft.place)))
            scheduler.ended(CallEnd(call, at), at)
        calls = await database.transact(lambda tx, at=at: scheduler.choose(tx, at))
    assert sorted(gone) == [(place, place) for place in ("g:1", "g:4", "g:5", "g:6")]
    await database.close()


async def test_prompts_go_before_receipts_in_all_chats(tmp_path: Path) -> None:
    """Forty groups have receipts waiting when forty others get a prompt: in the first second there is room
    for prompts alone, and in the next one they go first."""
    database = await database_of(tmp_path, 80)
    scheduler, clock = Scheduler(Limits()), [NOW]
    gone: list[tuple[datetime, str]] = []

    def fill(tx: Tx) -> None:
        for group in range(1, 41):
            outbox.put(tx, _receipt(group, 1), NOW)
        for group in range(41, 81):
            outbox.put(tx, prompt(group), NOW)

    def send(tx: Tx) -> list[Call]:
        calls = list(scheduler.choose(tx, clock[-1]))
        for call in calls:
            gone.append((clock[-1], call.ready.draft.method))
            outbox.sent(tx, call.ready.id, clock[-1])
        return calls

    await database.transact(fill)
    while len(gone) < 80:
        calls = await database.transact(send)
        for call in calls:
            scheduler.ended(CallEnd(call, clock[-1]), clock[-1])
        if not calls:
            clock.append(scheduler.next_at(clock[-1]) or clock[-1])
    await database.close()
    assert [method for at, method in gone if at == NOW] == ["send"] * 29
    assert ([at for at, method in gone if method == "send"][-1], gone[29][1]) == (NOW + timedelta(seconds=1), "send")


# -- through the whole app ---------------------------------------------------------------------------------


async def test_what_waits_for_the_pace_in_all_is_told_and_no_group_counts_for_more_than_one(tmp_path: Path) -> None:
    """By it the work loop decides whether more is to be said now: one group's long line, or a pause of its own, isn't a
    reason that others be reminded later."""
    database = await database_of(tmp_path, 120)
    scheduler, limits = Scheduler(Limits()), Limits()

    def queue(tx: Tx) -> int:
        outbox.pause(tx, GroupPlace(1), NOW + timedelta(minutes=3))
        for group, messages in ((1, 500), (2, 500), *((other, 1) for other in range(3, 121))):
            for _ in range(messages):
                outbox.put(tx, prompt(group), NOW)
        return len(scheduler.choose(tx, NOW))

    sent = await database.transact(queue)
    assert scheduler.waiting <= 120 - sent
    for _ in range(limits.overall_second):
        for call in list(scheduler._calls.values()):
            scheduler.ended(CallEnd(call, NOW), NOW)
        sent += len(await database.transact(lambda tx: scheduler.choose(tx, NOW)))
    assert sent == limits.overall_second
    assert 120 - 2 - sent <= scheduler.waiting <= 120 - 1 - sent + 1
    await database.close()
