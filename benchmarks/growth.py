"""What an answer costs in a database that has much in it already, against one that is new.

The old one has 1,000 open sessions with 100,000 answers, all of the last day, so that nothing of their traces in
inbox and outbox has been forgotten. The same burst comes to new groups in both.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from benchmarks.burst import Run, exactly_once, run
from benchmarks.field import prepare
from benchmarks.letters import Size
from benchmarks.report import UNJUDGED, Plan, Table, judged, median

#: Where the old groups' numbers begin, and how many of them are made at once.
_OLD, _AT_ONCE = 10_000, 100


def old_size(plan: Plan) -> Size:
    """1,000 sessions with 100 answers each."""
    return Size(20, 5, 5, _OLD) if plan.quick else Size(1000, 10, 10, _OLD)


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    """Where the old database is while the benchmarks run: two of them need it, and it takes a minute to make."""
    return tempfile.TemporaryDirectory()


def copy_old(database: Path, size: Size) -> None:
    """Put a copy of the old database there."""
    made = Path(_kept().name) / f"{size.total}.sqlite3"
    if not made.exists():
        _make(made, size)
    shutil.copy(made, database)


def _make(database: Path, size: Size) -> None:
    """A database after so many answers, their receipts sent in the course of the last day. They come in bursts, so
    that there are never more receipts waiting than there would be in earnest."""
    done = 0
    for first in range(size.first, size.first + size.groups, _AT_ONCE):
        some = replace(size, first=first, groups=min(_AT_ONCE, size.first + size.groups - first))
        asyncio.run(prepare(database, some))
        run("palabre", some, database, first=done + 1)
        done += some.total
        exactly_once(database, done)
        _all_sent(database)


def _all_sent(database: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    now = int(time.time() * 1_000_000)
    connection.execute(
        "UPDATE outbox SET state = 'sent', payload = NULL, sent_at = ? - (id * 7919 % 86000) * 1000000"
        " WHERE state = 'queued'",
        (now,),
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def measure(plan: Plan) -> list[Table]:
    """The burst in both databases, taking turns."""
    old, size = old_size(plan), Size(10, 10, 5) if plan.quick else Size()
    runs: dict[str, list[Run]] = {"new": [], "old": []}
    for _ in range(plan.runs):
        runs["new"].append(_burst(size, None))
        runs["old"].append(_burst(size, old))
    cost = median(run.cpu for run in runs["new"])
    rows = [_row(name, found, size, cost) for name, found in runs.items()]
    head = ("database", "answers/s", "CPU s per 1,000", "of a new one's", "target", "met")
    kept = f"in the old one {old.groups:,} sessions and {old.total:,} answers"
    note = f"{size.total:,} answers; {kept}. Medians of {plan.runs}."
    return [Table(head, rows, note)]


def _burst(size: Size, old: Size | None) -> Run:
    before = old.total if old else 0
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        if old:
            copy_old(database, old)
        asyncio.run(prepare(database, size))
        found = run("palabre", size, database, first=before + 1)
        exactly_once(database, before + size.total)
        return found


def _row(name: str, runs: list[Run], size: Size, cost: float) -> list[str]:
    rate, cpu = size.total / median(r.seconds for r in runs), median(r.cpu for r in runs)
    return [name, f"{rate:,.0f}", f"{cpu * 1000 / size.total:.2f}", f"{cpu / cost:.2f}",
            *(judged(cpu / cost, 1.1) if name == "old" else UNJUDGED)]  # fmt: skip
