"""The library: the scenarios that came with the program, and those of a folder of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.scenario.load import Reading, load, read_scenario
from bot.scenario.model import Scenario


class Library:
    """The scenarios found in some folders when it is made; a later folder's wins over an earlier one's of
    the same id. Files with mistakes are left out and stand in `broken`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.broken: dict[Path, Reading] = {}
        self._found: dict[str, tuple[Scenario, bytes]] = {}
        for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
            source = path.read_bytes()
            scenario = read_scenario(source)
            if scenario is None:
                self.broken[path] = load(source)
            else:
                self._found[scenario.id] = (scenario, source)

    def all(self) -> tuple[Scenario, ...]:
        """Practices by their number, then lessons, then the others by their id."""
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


def _order(scenario: Scenario) -> tuple[int, int, str]:
    if scenario.practice:
        return (0, scenario.practice, scenario.id)
    return (1, scenario.lesson, scenario.id) if scenario.lesson else (2, 0, scenario.id)
