"""A burst of answers, from the first getUpdates to the last one dealt with.

For Palabre that is: stored in the inbox before it was confirmed, decided, and committed with `synchronous=FULL`
together with the session and the queued receipt, exactly once. The rate of a program that does nothing is the target.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.children import started, telegram
from benchmarks.field import prepare
from benchmarks.letters import Size
from benchmarks.profiled import tables
from benchmarks.report import UNJUDGED, Plan, Table, median

PROGRAMS = ("nothing", "store", "palabre")
#: How long each call takes in the network, and how much longer each commit takes, in ms.
CONDITIONS = {"plain": (0, 0), "50 ms of network": (50, 0), "5 ms more to sync": (0, 5)}


@dataclass(frozen=True)
class Run:
    """One run: how long the burst took, the CPU time from the first getUpdates on, both in seconds; and the most
    memory, in MB."""

    seconds: float
    cpu: float
    memory: float


def command(program: str, address: str, database: Path, size: Size, first: int = 1) -> tuple[object, ...]:
    """How a program is started that says when it has dealt with a burst; for Palabre with this database."""
    if program == "palabre":
        return ("benchmarks.palabre", address, database, "--last", first + size.total - 1)
    return ("benchmarks.library", program, address, "--total", size.total, "--database", f"{database}.store")


def run(program: str, size: Size, database: Path, *, delay: float = 0, sync: float = 0, first: int = 1,
        profile: Path | None = None) -> Run:  # fmt: skip
    """One run of one program; for Palabre with this database."""
    with telegram("waiting", size, delay=delay / 1000, first=first) as (server, address):
        extra = ("--profile", profile) if profile else ()
        with started(*command(program, address, database, size, first), "--sync", sync, *extra) as bot:
            (began,) = server.wait_for("asked")
            before = bot.cpu()
            (ended,) = bot.wait_for("done")
            found = Run(ended - began, bot.cpu() - before, bot.peak())
            if profile:
                bot.end(signal.SIGTERM)
        return found


def _prepared(program: str, size: Size, delay: float, sync: float, profile: Path | None = None) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        if program == "palabre":
            asyncio.run(prepare(database, size))
        found = run(program, size, database, delay=delay, sync=sync, profile=profile)
        if program == "palabre":
            exactly_once(database, size.total)
        return found


def exactly_once(database: Path, total: int) -> None:
    """Look that every answer and every receipt is there, and nothing is left to work on."""
    connection = sqlite3.connect(database)
    (answers,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    (receipts,) = connection.execute("SELECT count(*) FROM outbox WHERE method = 'react'").fetchone()
    (waiting,) = connection.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone()
    connection.close()
    assert (answers, receipts, waiting) == (total, total, 0), (answers, receipts, waiting)


def measure(plan: Plan) -> list[Table]:
    """Each program under each condition, their runs taking turns."""
    size = Size(10, 10, 5) if plan.quick else Size()
    rows = []
    for condition, (delay, sync) in list(CONDITIONS.items())[: 1 if plan.quick else None]:
        runs: dict[str, list[Run]] = {program: [] for program in PROGRAMS}
        for _ in range(plan.runs):
            for program in PROGRAMS:
                runs[program].append(_prepared(program, size, delay, sync))
        rate = {program: size.total / median(r.seconds for r in found) for program, found in runs.items()}
        rows += [_row(condition, program, runs[program], rate, size) for program in PROGRAMS]
    head = (
        "conditions",
        "program",
        "answers/s",
        "of `nothing`",
        "CPU s per 1,000",
        "memory at most, MB",
        "target",
        "met",
    )
    return [Table(head, rows, f"{size.total:,} answers, medians of {plan.runs}.")]


def _row(condition: str, program: str, runs: list[Run], rate: dict[str, float], size: Size) -> list[str]:
    share = rate[program] / rate["nothing"]
    judged = ("≥ 1", "yes" if share >= 1 else "**no**") if program == "palabre" else UNJUDGED
    cpu = median(r.cpu for r in runs) * 1000 / size.total
    memory = median(r.memory for r in runs)
    return [condition, program, f"{rate[program]:,.0f}", f"{share:.2f}", f"{cpu:.2f}", f"{memory:.0f}", *judged]


def profile(plan: Plan) -> str:
    """Where the time of one plain burst goes."""
    with tempfile.TemporaryDirectory() as folder:
        _prepared("palabre", Size(10, 10, 5) if plan.quick else Size(), 0, 0, Path(folder))
        return tables(Path(folder))
