"""From the bytes of a file to a Scenario, or to everything that is wrong with it, each with its line.

A pure function, safe to call on a file from anybody, and in a thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import ValidationError

from bot.scenario import advice, checks, coverage
from bot.scenario.draft import Draft
from bot.scenario.fields import KEYS
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Length, Scenario
from bot.scenario.problems import Problem
from bot.scenario.shape import read_header, read_step
from bot.scenario.tree import Node, decoded, plain, read_tree


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file came to: its scenario, where there is no mistake in it; every mistake in the order of
    the lines, or else the advice; for each further language the texts that lack it (place and line); the lines; and how
    many texts there are."""

    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()
    missing: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    texts: int = 0

    @property
    def good(self) -> bool:
        """Whether it can be played."""
        return self.scenario is not None


#: Of so many files the scenario is remembered: reading one takes some 10 ms and up to 100 kB, and each start and each
#: session reads the same few again; with thousands of groups, those of many organisations.
_REMEMBERED = 128


@lru_cache(_REMEMBERED)
def read_scenario(data: bytes) -> Scenario | None:
    """The scenario in a file, read once a process; None where there is a mistake in it, which `load` tells."""
    return load(data).scenario


@lru_cache(_REMEMBERED)
def pinned_scenario(data: bytes) -> Scenario | None:
    """The scenario that a session was started with. It was right by the rules of its day, so it is only asked for its
    shape: a rule that came since ends no session. None where even that is gone."""
    root, _ = read_tree(decoded(data)[0], KEYS)
    try:
        return Scenario.model_validate(plain(root)) if root else None
    except ValidationError:
        return None


def load(data: bytes) -> Reading:
    """Read a scenario file; never raises for what the file says."""
    text, problems = decoded(data)
    if problems:
        return Reading(None, tuple(problems))
    root, problems = read_tree(text, KEYS)
    if root is None:
        return Reading(None, tuple(problems), lines=tuple(text.split("\n")))
    steps = _steps(root, problems)
    draft = Draft(root, steps, _ids(root), coverage.of(root), _length(root))
    problems += [*checks.check(draft), *advice.check(draft), *coverage.check(root)]
    ordered = tuple(sorted(problems, key=lambda p: (p.line, p.column, p.code)))
    mistakes = tuple(problem for problem in ordered if not problem.advice)
    scenario = None if mistakes else Scenario.model_validate(plain(root))
    lines, texts = tuple(text.split("\n")), sum(1 for _ in coverage.texts(root))
    return Reading(scenario, mistakes or ordered, coverage.missing(root), lines, texts)


def _items(root: Node) -> list[Node]:
    steps = root.value.get("steps") if isinstance(root.value, dict) else None
    return steps.value if steps and isinstance(steps.value, list) else []


def _ids(root: Node) -> tuple[str, ...]:
    found = []
    for node in _items(root):
        id = node.value.get("id") if isinstance(node.value, dict) else None
        found.append(id.value if id and isinstance(id.value, str) else "")
    return tuple(found)


def _length(root: Node) -> Length | None:
    """How long the scenario says that it takes, where that can be read."""
    said = root.value.get("duration") if isinstance(root.value, dict) else None
    try:
        return Length.model_validate(plain(said)) if said else None
    except ValidationError:
        return None


def _steps(root: Node, problems: list[Problem]) -> dict[int, AnyStep]:
    read_header(root, problems)
    read = {index: read_step(root, node, index, problems) for index, node in enumerate(_items(root))}
    return {index: step for index, step in read.items() if step is not None}
