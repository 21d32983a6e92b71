"""From the start of the process to its first getUpdates: `python -m bot run` as it is installed, with a database that
has hardly anything in it and with one that has 1,000 open sessions and 100,000 answers."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.children import started, telegram
from benchmarks.growth import copy_old, old_size
from benchmarks.letters import Size
from benchmarks.names import TOKEN
from benchmarks.report import UNJUDGED, Plan, Table, judged, median

#: Starts are short and vary, so there are so many of each at least.
_LEAST = 7


def _library(folder: Path) -> float:
    with telegram("waiting", Size(1, 1, 0)) as (server, address):
        began = time.monotonic()
        with started("benchmarks.library", "nothing", address, folder=folder):
            return server.wait_for("asked")[0] - began


def _palabre(folder: Path) -> float:
    with telegram("waiting", Size(1, 1, 0)) as (server, address):
        environment = {
            "PALABRE_TOKEN": TOKEN,
            "PALABRE_API_URL": address,
            "PALABRE_DATABASE": str(folder / "palabre.sqlite3"),
            "PALABRE_COORDINATORS": "7000000000",
        }
        began = time.monotonic()
        with started("bot", "run", environment=environment, folder=folder):
            return server.wait_for("asked")[0] - began


def measure(plan: Plan) -> list[Table]:
    """All three, taking turns; the first of each isn't counted."""
    runs = plan.runs if plan.quick else max(plan.runs, _LEAST)
    took: dict[str, list[float]] = {"nothing": [], "palabre": [], "palabre, much in its database": []}
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small", Path(name) / "large"
        for folder in (small, large):
            folder.mkdir()
        copy_old(large / "palabre.sqlite3", old_size(plan))
        for _ in range(runs + 1):
            for times, seconds in zip(took.values(), (_library(small), _palabre(small), _palabre(large)), strict=True):
                times.append(seconds)
    nothing, ours, full = (median(times[1:]) for times in took.values())
    rows = [
        ["nothing", f"{nothing:.2f}", "1.00", "", *UNJUDGED],
        ["palabre", f"{ours:.2f}", f"{ours / nothing:.2f}", "", *judged(ours / nothing, 2)],
        ["palabre, much in its database", f"{full:.2f}", f"{full / nothing:.2f}", f"{full - ours:+.2f}",
         *judged(full - ours, 1)],
    ]  # fmt: skip
    head = ("program", "seconds to the first getUpdates", "of `nothing`", "more than with little, s", "target", "met")
    return [Table(head, rows, f"Medians of {runs}.")]
