"""A burst of answers: `python -m benchmarks.burst [--answers 10] [--runs 3]` prints a table of medians.

From the first getUpdates to the last answer dealt with; for Palabre that is: stored in the inbox before it was
confirmed, decided, and committed with `synchronous=FULL` together with the session and the queued receipt.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.field import Size, prepare

PROGRAMS = ("nothing", "store", "palabre")
CONDITIONS = {"plain": (0, 0), "50 ms of network": (50, 0), "5 ms more to sync": (0, 5)}


@dataclass(frozen=True)
class Run:
    """One run: seconds for the burst, and the most memory it had, in MB."""

    seconds: float
    memory: float


def _run(program: str, size: Size, delay: int, sync: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        asyncio.run(prepare(database, size))
        numbers = [str(n) for n in (size.groups, size.people, size.answers, delay)]
        server = subprocess.Popen([sys.executable, "-m", "benchmarks.telegram", *numbers], stdout=subprocess.PIPE,
                                  text=True)  # fmt: skip
        assert server.stdout is not None
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        command = [sys.executable, "-m", "benchmarks.programs", program, address, str(database), str(size.total)]
        bot = subprocess.Popen([*command, str(sync)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            began = float(server.stdout.readline().split()[1])
            assert bot.stdout is not None
            done = next(line.split() for line in bot.stdout if line.startswith("done"))
        finally:
            for process in (bot, server):
                process.kill()
                process.wait()
                process.stdout.close()
        if program == "palabre":
            _exactly_once(database, size)
        return Run(float(done[1]) - began, int(done[2]) / 1024)


def _exactly_once(database: Path, size: Size) -> None:
    connection = sqlite3.connect(database)
    (answers,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    (receipts,) = connection.execute("SELECT count(*) FROM outbox WHERE method = 'react'").fetchone()
    connection.close()
    assert answers == receipts == size.total, (answers, receipts)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=10, help="of each of 20 people in 50 groups")
    parser.add_argument("--runs", type=int, default=3)
    parsed = parser.parse_args()
    size = Size(answers=parsed.answers)
    print(f"{size.total:,} answers, medians of {parsed.runs} runs\n")
    print("| conditions | program | answers/s | of `nothing` | memory at most, MB |\n|---|---|---|---|---|")
    for condition, (delay, sync) in CONDITIONS.items():
        medians = {}
        for program in PROGRAMS:
            runs = [_run(program, size, delay, sync) for _ in range(parsed.runs)]
            medians[program] = statistics.median(run.seconds for run in runs)
            rate, memory = size.total / medians[program], statistics.median(run.memory for run in runs)
            share = medians["nothing"] / medians[program]
            print(f"| {condition} | {program} | {rate:,.0f} | {share:.2f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
