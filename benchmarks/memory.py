"""Memory: what a program has when it is idle, and the most that it has while a backlog of answers is worked off."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.burst import command, exactly_once
from benchmarks.children import started, telegram
from benchmarks.field import prepare
from benchmarks.letters import Size
from benchmarks.report import UNJUDGED, Plan, Table, judged, median

PROGRAMS = ("nothing", "store", "palabre")
#: A program is idle so many seconds after its first getUpdates.
_CALMS_DOWN = 4.0


@dataclass(frozen=True)
class Run:
    """Idle RSS and PSS, and the most RSS during the backlog, in MB."""

    rss: float
    pss: float
    peak: float


def _run(program: str, size: Size, calm: float) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        if program == "palabre":
            asyncio.run(prepare(database, size))
        with (
            telegram("waiting", size, held=True) as (server, address),
            started(*command(program, address, database, size)) as bot,
        ):
            server.wait_for("asked")
            time.sleep(calm)
            rss, pss = bot.memory()
            bot.forget_peak()
            server.go()
            bot.wait_for("done")
            time.sleep(calm / 4)
            found = Run(rss, pss, bot.peak())
        if program == "palabre":
            exactly_once(database, size.total)
        return found


def measure(plan: Plan) -> list[Table]:
    """Each program, their runs taking turns."""
    size = Size(10, 10, 5) if plan.quick else Size()
    runs: dict[str, list[Run]] = {program: [] for program in PROGRAMS}
    for _ in range(plan.runs):
        for program in PROGRAMS:
            runs[program].append(_run(program, size, 1.0 if plan.quick else _CALMS_DOWN))
    idle = median(run.rss for run in runs["nothing"])
    rows = [_row(program, found, idle) for program, found in runs.items()]
    head = ("program", "idle RSS, MB", "idle PSS, MB", "of `nothing`", "target", "met",
            f"most RSS while {size.total:,} wait, MB", "of its idle", "target", "met")  # fmt: skip
    return [Table(head, rows, f"Medians of {plan.runs}.")]


def _row(program: str, runs: list[Run], idle: float) -> list[str]:
    rss, pss = median(run.rss for run in runs), median(run.pss for run in runs)
    peak, more = median(run.peak for run in runs), median(run.peak / run.rss for run in runs)
    ours = program == "palabre"
    return [program, f"{rss:.1f}", f"{pss:.1f}", f"{rss / idle:.2f}", *(judged(rss / idle, 1.5) if ours else UNJUDGED),
            f"{peak:.1f}", f"{more:.2f}", *(judged(more, 1.1) if ours else UNJUDGED)]  # fmt: skip
