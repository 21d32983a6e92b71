"""The library: the scenarios that came with the program, and those of a folder of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.scenario.load import Reading, load, read_scenario
from bot.scenario.model import Scenario

#: The endings of a scenario's name, however they are written.
_ENDINGS = frozenset({".yaml", ".yml"})
#: What may lie beside scenarios and is none, by its ending.
_BESIDE = frozenset({".md", ".txt"})


class Library:
    """The scenarios found in some folders when it is made; a later folder's wins over an earlier one's of
    the same id. Files with mistakes are left out and stand in `broken`; those that can't be read in `unreadable`,
    and what else is there and isn't taken in `passed_over`, each with the reason. Raises OSError for a folder that
    can't be read."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.broken: dict[Path, Reading] = {}
        self.unreadable: dict[Path, str] = {}
        self.passed_over: dict[Path, str] = {}
        self._found: dict[str, tuple[Scenario, bytes]] = {}
        for folder in folders:
            of_folder: dict[str, Path] = {}
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() in _ENDINGS:
                    self._take(path, of_folder)
                elif _looks_meant(path):
                    self.passed_over[path] = "its name doesn't end with .yaml"

    def _take(self, path: Path, of_folder: dict[str, Path]) -> None:
        try:
            source = path.read_bytes()
        except OSError as error:
            self.unreadable[path] = error.strerror or "no reason is given"
            return
        scenario = read_scenario(source)
        if scenario is None:
            self.broken[path] = load(source)
        elif twin := of_folder.get(scenario.id):
            self.passed_over[path] = f"{twin.name} has the same id, {scenario.id}"
        else:
            of_folder[scenario.id] = path
            self._found[scenario.id] = (scenario, source)

    def all(self) -> tuple[Scenario, ...]:
        """Lessons by their number, as a partnership begins with people; then practices; then the others by their id."""
        return tuple(sorted((scenario for scenario, _ in self._found.values()), key=_order))

    def ids(self) -> tuple[str, ...]:
        """The ids, in the same order."""
        return tuple(scenario.id for scenario in self.all())

    def get(self, id: str) -> Scenario:
        """The scenario of that id; raises KeyError where there is none."""
        return self._found[id][0]

    def source(self, id: str) -> bytes:
        """The file as it was; raises KeyError where there is none."""
        return self._found[id][1]


def _looks_meant(path: Path) -> bool:
    """Whether somebody may have put it there as a scenario: all files but hidden ones and what explains the others."""
    if path.name.startswith(".") or path.is_dir():
        return False
    return path.suffix.lower() not in _BESIDE or any(ending in path.name.lower() for ending in _ENDINGS)


def _order(scenario: Scenario) -> tuple[int, int, str]:
    if scenario.lesson:
        return (0, scenario.lesson, scenario.id)
    return (1, scenario.practice, scenario.id) if scenario.practice else (2, 0, scenario.id)
