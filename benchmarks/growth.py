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
from pathlib import Path

from benchmarks.burst import Run, exactly_once, run
from benchmarks.field import prepare
from benchmarks.letters import Size
from benchmarks.report import UNJUDGED, Plan, Table, judged, median

#: Where the old groups' numbers begin.
_OLD = 10_000


def old_size(plan: Plan) -> Size:
    """1,000 sessions with 100 answers each."""
    return Size(20, 5, 5, _OLD) if plan.quick else Size(1000, 10, 10, _OLD)


def make_old(database: Path, size: Size) -> None:
    """A database after a burst of so many answers, their receipts sent in the course of the last day."""
    asyncio.run(prepare(database, size))
    run("palabre", size, database)
    exactly_once(database, size.total)
    connection = sqlite3.connect(database, isolation_level=None)
    now = int(time.time() * 1_000_000)
    connection.execute(
        "UPDATE outbox SET state = 'sent', payload = NULL, sent_at = ? - (id * 7919 % 86000) * 1000000", (now,)
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def measure(plan: Plan) -> list[Table]:
    """The burst in both databases, taking turns."""
    old, size = old_size(plan), Size(10, 10, 5) if plan.quick else Size()
    runs: dict[str, list[Run]] = {"new": [], "old": []}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "old.sqlite3"
        make_old(full, old)
        for _ in range(plan.runs):
            runs["new"].append(_burst(size, None, 0))
            runs["old"].append(_burst(size, full, old.total))
    cost = median(run.cpu for run in runs["new"])
    rows = [_row(name, found, size, cost) for name, found in runs.items()]
    head = ("database", "answers/s", "CPU s per 1,000", "of a new one's", "target", "met")
    kept = f"in the old one {old.groups:,} sessions and {old.total:,} answers"
    note = f"{size.total:,} answers; {kept}. Medians of {plan.runs}."
    return [Table(head, rows, note)]


def _burst(size: Size, kept: Path | None, before: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        if kept is not None:
            shutil.copy(kept, database)
        asyncio.run(prepare(database, size))
        found = run("palabre", size, database, first=before + 1)
        exactly_once(database, before + size.total)
        return found


def _row(name: str, runs: list[Run], size: Size, cost: float) -> list[str]:
    rate, cpu = size.total / median(r.seconds for r in runs), median(r.cpu for r in runs)
    return [name, f"{rate:,.0f}", f"{cpu * 1000 / size.total:.2f}", f"{cpu / cost:.2f}",
            *(judged(cpu / cost, 1.1) if name == "old" else UNJUDGED)]  # fmt: skip
