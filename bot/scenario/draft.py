"""A scenario as far as it could be read: what the rules look at, and the places that they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Length
from bot.scenario.problems import Problem
from bot.scenario.shape import Path, position, words
from bot.scenario.tree import Node


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario as far as it could be read: the steps by their index, the ids of all as they are
    written, and how long it says that it takes."""

    root: Node
    steps: Mapping[int, AnyStep]
    ids: tuple[str, ...]
    languages: tuple[str, ...]
    length: Length | None = None

    def at(self, path: Path, code: str, **values: object) -> Problem:
        """A problem at a path."""
        return Problem(code, *position(self.root, path), {"place": words(self.root, path), **values})

    def line(self, path: Path) -> int:
        """The line of a path."""
        return position(self.root, path)[0]
