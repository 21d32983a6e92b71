"""One workshop after the other in every group, as the crowd plays them: whether memory stays flat, whether the tenth
workshop of a group costs what the first did, and the 100,000th answer what the first did.

Cost is CPU time for each answer, all that goes with it included: the prompts, results and summaries, the edits and the
receipts. The bot's clock goes 120 times faster, and its pace is not limited.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.children import started, telegram
from benchmarks.crowd import PER_PERSON
from benchmarks.field import prepare
from benchmarks.letters import Size
from benchmarks.report import UNJUDGED, Plan, Table, judged, median

_SPEED = 120
#: What is still taken as flat, and as the same cost.
_FLAT, _SAME = 1.05, 1.1
_TENTH = 10


@dataclass(frozen=True)
class Round:
    """After one workshop in every group: answers so far; RSS in MB; CPU ms for each answer of this round."""

    answers: int
    rss: float
    cost: float


def _rounds(plan: Plan) -> tuple[Size, int]:
    """Groups, and how many workshops each holds."""
    if plan.quick:
        return Size(3, 4, 0), 2
    return (Size(50, 10, 0), 23) if plan.soak else (Size(20, 10, 0), 11)


def _play(size: Size, count: int, database: Path) -> list[Round]:
    asyncio.run(prepare(database, size, opened=False))
    options = ("--groups", size.groups, "--unlimited", "--speed", _SPEED)
    with (
        telegram("crowd", size) as (server, address),
        started("benchmarks.palabre", address, database, *options) as bot,
    ):
        server.wait_for("asked")
        found, before, used = [], 0, bot.cpu()
        for _ in range(count):
            server.go()
            _, answers = server.wait_for("round")
            cpu = bot.cpu()
            found.append(Round(int(answers), bot.memory()[0], (cpu - used) * 1000 / (answers - before)))
            before, used = int(answers), cpu
        return found


def _all_there(database: Path, size: Size, count: int) -> None:
    """Every answer is there, in as many workshops as there were, all of them closed, one of them beforehand."""
    connection = sqlite3.connect(database)
    found = [connection.execute(sql).fetchone()[0] for sql in (
        "SELECT count(*) FROM answers",
        "SELECT count(*) FROM sessions WHERE closed IS NOT NULL",
        "SELECT count(*) FROM inbox WHERE state <> 'done'",
    )]  # fmt: skip
    connection.close()
    assert found == [size.groups * size.people * PER_PERSON * count, size.groups * (count + 1), 0], found


def measure(plan: Plan) -> list[Table]:
    """One soak."""
    size, count = _rounds(plan)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "palabre.sqlite3"
        rounds = _play(size, count, database)
        _all_there(database, size, count)
    return _tables(size, rounds)


def _cost(rounds: list[Round], number: int) -> float:
    """What an answer costs about a workshop, counted from 1: the median of that one and its neighbours, for one by
    itself is a tenth more or less than the next."""
    return median(one.cost for one in rounds[max(0, number - 2) : number + 1])


def _tables(size: Size, rounds: list[Round]) -> list[Table]:
    count, first, last = len(rounds), rounds[0], rounds[-1]
    every = [[str(n), f"{one.answers:,}", f"{one.rss:.1f}", f"{one.cost:.2f}"] for n, one in enumerate(rounds, 1)]
    begun = _cost(rounds, 2)
    tenth, end = _cost(rounds, min(_TENTH, count)) / begun, _cost(rounds, count - 1) / begun
    slope = (last.rss - rounds[1].rss) * 1024 * 1000 / max(1, last.answers - rounds[1].answers)
    rows = [
        ["RSS at the end, of that after the second workshop", f"{last.rss / rounds[1].rss:.3f}",
         *judged(last.rss / rounds[1].rss, _FLAT)],
        ["RSS for each 1,000 answers more, kB", f"{slope:+.1f}", *UNJUDGED],
        [f"cost of workshop {min(_TENTH, count)}, of the first", f"{tenth:.2f}", *judged(tenth, _SAME)],
        [f"cost after {last.answers:,} answers, of the first", f"{end:.2f}", *judged(end, _SAME)],
    ]  # fmt: skip
    note = (
        f"{size.groups} groups of {size.people}, {count} workshops each, {first.answers:,} answers a round. "
        "Costs are medians of three workshops: the first three, the tenth and its neighbours, the last three."
    )
    return [Table(("what", "measured", "target", "met"), rows, note),
            Table(("workshop", "answers", "RSS, MB", "CPU ms an answer"), every)]  # fmt: skip
