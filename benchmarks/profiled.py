"""Where the time goes: the event loop's thread and the database's, each with a cProfile of its own.

A profile makes every call dearer, so shares are to be read, not times.
"""

from __future__ import annotations

import cProfile
import pstats
import re
from pathlib import Path

from bot.store.db import Database

ROOT = Path(__file__).parents[1]
THREADS = ("loop", "database")
_MOST = 12


class Profiles:
    """Profiles both threads of a bot within its block, and writes them into a folder."""

    def __init__(self, database: Database, folder: Path | None) -> None:
        self._database = database
        self._folder = folder
        self._profiles = {name: cProfile.Profile() for name in THREADS} if folder else {}

    async def __aenter__(self) -> None:
        if self._profiles:
            await self._database.transact(lambda tx: self._profiles["database"].enable())
            self._profiles["loop"].enable()

    async def __aexit__(self, *_: object) -> None:
        if self._profiles and self._folder:
            self._profiles["loop"].disable()
            await self._database.transact(lambda tx: self._profiles["database"].disable())
            for name, profile in self._profiles.items():
                profile.dump_stats(self._folder / name)


def tables(folder: Path) -> str:
    """The profiles in a folder as markdown: for each thread the modules with the most time of their own, waiting
    left out, and in each the functions that take the most."""
    return "\n\n".join(f"Thread `{name}`:\n\n{_table(pstats.Stats(str(folder / name)))}" for name in THREADS)


def _table(stats: pstats.Stats) -> str:
    modules: dict[str, dict[str, float]] = {}
    for (file, _, function), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]  # not in its stub
        if not _waits(function):
            functions = modules.setdefault(_module(file, function), {})
            functions[function] = functions.get(function, 0.0) + own
    total = sum(sum(functions.values()) for functions in modules.values())
    dearest = sorted(modules.items(), key=lambda module: -sum(module[1].values()))[:_MOST]
    lines = [f"| module | of {total:.1f} s | most of it in |", "|---|---|---|"]
    for module, functions in dearest:
        best = sorted(functions.items(), key=lambda one: -one[1])[:3]
        named = ", ".join(f"{_name(function)} {own / total:.0%}" for function, own in best if own / total >= 0.005)
        lines.append(f"| {module} | {sum(functions.values()) / total:.0%} | {named} |")
    return "\n".join(lines)


def _waits(function: str) -> bool:
    return any(word in function for word in ("'poll' of 'select", "acquire", "SimpleQueue", "time.sleep"))


def _module(file: str, function: str) -> str:
    """Where a function is; of those in C, the type they belong to."""
    if file == "~":
        of = re.search(r" of '([\w.]+)' objects|built-in method ([\w.]+)\.", function)
        return f"C: {of[1] or of[2]}" if of else "C"
    path = Path(file)
    if path.is_relative_to(ROOT):
        return str(path.relative_to(ROOT))
    parts = path.parts
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts else f"stdlib {path.name}"


def _name(function: str) -> str:
    plain = re.sub(r"<?(?:method '([^']+)' of .*|built-in method (?:[\w.]+\.)?(\w+))>?", r"\1\2", function)
    return "`" + plain.strip("<>").replace("|", "") + "`"
