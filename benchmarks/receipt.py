"""The receipt for an answer at 50 answers a second: how long people wait for it, and what it costs.

Answers come at their own pace, however long the bot takes. A wait is the time from the moment an answer could be
fetched from the server to the moment the call that is its receipt arrives there: a reaction for Palabre, by then
durable, and a message for the program that replies and stores nothing. Pacing is left out (Telegram's limits are
below 50 a second), so that it is the program that is measured.
"""

from __future__ import annotations

import asyncio
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.burst import exactly_once
from benchmarks.children import started, telegram
from benchmarks.field import prepare
from benchmarks.letters import Size
from benchmarks.profiled import tables
from benchmarks.report import UNJUDGED, Plan, Table, judged, median

PROGRAMS = ("reply", "palabre")
RATE = 50.0


@dataclass(frozen=True)
class Run:
    """Median and 99th percentile of the waits, in ms; CPU time for 1,000 answers, in seconds."""

    median: float
    p99: float
    cpu: float


def _run(program: str, size: Size, profile: Path | None = None) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        if program == "palabre":
            asyncio.run(prepare(database, size))
        with telegram("steady", size, rate=RATE) as (server, address):
            ours = ("benchmarks.palabre", address, database, "--unlimited")
            if profile:
                ours = (*ours, "--profile", profile)
            with started(*(ours if program == "palabre" else ("benchmarks.library", program, address))) as bot:
                server.wait_for("asked")
                before = bot.cpu()
                server.go()
                middle, p99 = server.wait_for("receipts")
                cpu = bot.cpu() - before
                if profile:
                    bot.end(signal.SIGTERM)
        if program == "palabre":
            exactly_once(database, size.total)
        return Run(middle, p99, cpu * 1000 / size.total)


def _size(plan: Plan) -> Size:
    return Size(50, 1, 2) if plan.quick else Size(50, 10, 3)


def measure(plan: Plan) -> list[Table]:
    """Both programs, their runs taking turns."""
    size = _size(plan)
    runs: dict[str, list[Run]] = {program: [] for program in PROGRAMS}
    for _ in range(plan.runs):
        for program in PROGRAMS:
            runs[program].append(_run(program, size))
    theirs = [median(values) for values in zip(*((r.p99, r.cpu) for r in runs["reply"]), strict=True)]
    rows = [_row(program, found, *theirs) for program, found in runs.items()]
    head = ("program", "wait: median, ms", "99 %, ms", "of `reply`", "target", "met", "CPU s per 1,000", "of `reply`",
            "target", "met")  # fmt: skip
    note = f"{size.total:,} answers from {size.groups} groups at {RATE:.0f} a second, medians of {plan.runs}."
    return [Table(head, rows, note)]


def _row(program: str, runs: list[Run], p99: float, cpu: float) -> list[str]:
    wait, costs = median(run.p99 for run in runs) / p99, median(run.cpu for run in runs) / cpu
    ours = program == "palabre"
    return [program, f"{median(r.median for r in runs):.1f}", f"{wait * p99:.1f}", f"{wait:.2f}",
            *(judged(wait, 1.5) if ours else UNJUDGED), f"{costs * cpu:.2f}", f"{costs:.2f}",
            *(judged(costs, 1) if ours else UNJUDGED)]  # fmt: skip


def profile(plan: Plan) -> str:
    """Where the time of 30 seconds at this rate goes."""
    with tempfile.TemporaryDirectory() as folder:
        _run("palabre", _size(plan), Path(folder))
        return tables(Path(folder))
