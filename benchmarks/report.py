"""Tables in markdown, and where they stand in README.md: between `<!-- NAME -->` and `<!-- /NAME -->`."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

README = Path(__file__).parent / "README.md"


@dataclass(frozen=True)
class Plan:
    """How thoroughly is measured: runs of each row; `quick` only shows that it works; `soak` is the long one."""

    runs: int = 3
    quick: bool = False
    soak: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head, and under them what is to be said of them."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def __str__(self) -> str:
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{drawn}\n\n{self.note}" if self.note else drawn


def judged(value: float, most: float) -> tuple[str, str]:
    """The columns "target" and "met" of something that may be so much at most."""
    return f"≤ {most:,.4g}", "yes" if value <= most else "**no**"


#: In the rows that are only there to compare with.
UNJUDGED = ("", "")


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def machine() -> str:
    """What was measured on, in a line."""
    cores = len(os.sched_getaffinity(0))
    programs = ("python-telegram-bot", "httpx", "aiohttp", "pydantic", "aiosqlite")
    versions = ", ".join(f"{name} {version(name)}" for name in programs)
    return (
        f"{cores} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {versions}"
    )


def write(name: str, text: str, path: Path = README) -> None:
    """Put a text between its markers in a page. Raises LookupError where they aren't there."""
    page = path.read_text("utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marked.search(page):
        raise LookupError(f"{path} has no place for {name}")
    path.write_text(marked.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page), "utf-8")
