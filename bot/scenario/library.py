"""The library: the scenarios that came with the program, those of a folder of one's own, and those that were uploaded
to the bot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    and what else is there and isn't taken in `passed_over`, each with the reason. What is uploaded later wins over all
    of them. Raises OSError for a folder that can't be read."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.broken: dict[Path, Reading] = {}
        self.unreadable: dict[Path, str] = {}
        self.passed_over: dict[Path, str] = {}
        self._found: dict[str, tuple[Scenario, bytes]] = {}
        self._uploaded: dict[str, tuple[Scenario, bytes]] = {}
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

    def upload(self, sources: Iterable[bytes]) -> None:
        """These are the scenarios that were uploaded, and no others; one that has a mistake by now is left out."""
        read = ((read_scenario(source), source) for source in sources)
        self._uploaded = {scenario.id: (scenario, source) for scenario, source in read if scenario}

    @property
    def uploaded(self) -> frozenset[str]:
        """The ids of those that were uploaded."""
        return frozenset(self._uploaded)

    def came_along(self, id: str) -> bool:
        """Whether there is one of that id in the folders."""
        return id in self._found

    def _one(self, id: str) -> tuple[Scenario, bytes]:
        return self._uploaded[id] if id in self._uploaded else self._found[id]

    def all(self) -> tuple[Scenario, ...]:
        """Lessons by their number, as a partnership begins with people; then practices; then the others by their id."""
        every = (scenario for scenario, _ in (self._found | self._uploaded).values())
        return tuple(sorted(every, key=_order))

    def ids(self) -> tuple[str, ...]:
        """The ids, in the same order."""
        return tuple(scenario.id for scenario in self.all())

    def get(self, id: str) -> Scenario:
        """The scenario of that id; raises KeyError where there is none."""
        return self._one(id)[0]

    def find(self, id: str) -> Scenario | None:
        """The scenario of that id, if there is one."""
        return self.get(id) if id in self.ids() else None

    def source(self, id: str) -> bytes:
        """The file as it was; raises KeyError where there is none."""
        return self._one(id)[1]


def _looks_meant(path: Path) -> bool:
    """Whether somebody may have put it there as a scenario: all files but hidden ones and what explains the others."""
    if path.name.startswith(".") or path.is_dir():
        return False
    return path.suffix.lower() not in _BESIDE or any(ending in path.name.lower() for ending in _ENDINGS)


def _order(scenario: Scenario) -> tuple[int, int, str]:
    if scenario.lesson:
        return (0, scenario.lesson, scenario.id)
    return (1, scenario.practice, scenario.id) if scenario.practice else (2, 0, scenario.id)
