"""Rules that span several parts of a scenario: what a step says of another, of its options, of languages.

They look at every step, also where the shape of another, or of a part of it, is wrong, so that an author
reads of all mistakes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.scenario.model import (
    AnyStep,
    AskingStep,
    ChoiceStep,
    CommitmentStep,
    MatrixStep,
    Option,
    ScaleStep,
    TextStep,
    VoteStep,
)
from bot.scenario.problems import Problem, meant
from bot.scenario.shape import Path, position, words
from bot.scenario.tree import Node

#: No window is of use that is longer than answers are kept at most (docs/safety.md).
_LONGEST_WINDOW = timedelta(days=180)
_LONG_PROMPT, _LONG_LABEL = 400, 40


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario as far as it could be read: the steps by their index, and the ids of all as they are
    written."""

    root: Node
    steps: Mapping[int, AnyStep]
    ids: tuple[str, ...]
    languages: tuple[str, ...]

    def at(self, path: Path, code: str, **values: object) -> Problem:
        """A problem at a path."""
        return Problem(code, *position(self.root, path), {"place": words(self.root, path), **values})

    def line(self, path: Path) -> int:
        """The line of a path."""
        return position(self.root, path)[0]


def check(draft: Draft) -> Iterator[Problem]:
    """Everything that the rules find."""
    for rule in _RULES:
        yield from rule(draft)


def _header(draft: Draft) -> Iterator[Problem]:
    entries = draft.root.value
    if isinstance(entries, dict) and "practice" in entries and "lesson" in entries:
        yield draft.at(("lesson",), "practice-and-lesson")


def _step_ids(draft: Draft) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, id in enumerate(draft.ids):
        if id and id in seen:
            first = draft.line(("steps", seen[id], "id"))
            yield draft.at(("steps", index, "id"), "duplicate-id", id=id, what="step", first=first)
        seen.setdefault(id, index)


def _lists(step: AnyStep) -> Iterator[tuple[str, tuple[Option, ...]]]:
    if isinstance(step, ChoiceStep):
        yield "options", step.options
    if isinstance(step, MatrixStep):
        yield "rows", step.rows
        yield "columns", step.columns


def _option_ids(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        for name, options in _lists(step):
            seen: dict[str, int] = {}
            for n, option in enumerate(options):
                if option.id in seen:
                    first = draft.line(("steps", index, name, seen[option.id], "id"))
                    path = ("steps", index, name, n, "id")
                    yield draft.at(path, "duplicate-id", id=option.id, what=name.removesuffix("s"), first=first)
                seen.setdefault(option.id, n)


def _choices(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        if isinstance(step, ChoiceStep) and step.max > len(step.options):
            path = ("steps", index, "max")
            yield draft.at(path, "max-too-large", value=step.max, count=len(step.options))


def _sealing(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        if isinstance(step, AskingStep) and step.private and step.reveal == "live":
            yield draft.at(("steps", index, "reveal"), "private-live")


def _earlier(draft: Draft, index: int, id: str) -> AnyStep | None:
    return next((step for n, step in draft.steps.items() if n < index and draft.ids[n] == id), None)


def _votes(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        if not isinstance(step, VoteStep):
            continue
        path, before = ("steps", index, "on"), draft.ids[:index]
        target = _earlier(draft, index, step.on)
        if step.on not in before:
            yield draft.at(path, "vote-on-unknown", id=step.on, meant=meant(step.on, before or ("a text step",)))
        elif target is not None and not isinstance(target, TextStep):
            yield draft.at(path, "vote-on-kind", id=step.on)
        elif isinstance(target, TextStep) and target.revealed == "never":
            yield draft.at(path, "vote-on-hidden", id=step.on)


def _conditions(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        if step.when is None:
            continue
        path, before = ("steps", index, "when"), draft.ids[:index]
        target = _earlier(draft, index, step.when.step)
        if step.when.step not in before:
            id = step.when.step
            yield draft.at((*path, "step"), "when-unknown", id=id, meant=meant(id, before or ("a scale step",)))
        elif target is not None and not isinstance(target, ScaleStep):
            yield draft.at((*path, "step"), "when-kind", id=step.when.step)
        yield from _condition_bounds(draft, path, step.when.mean_below, step.when.mean_above)


def _condition_bounds(draft: Draft, path: Path, below: float | None, above: float | None) -> Iterator[Problem]:
    if (below is None) == (above is None):
        yield draft.at(path, "when-bounds")
    if below is not None and not 1 < below <= 5:
        yield draft.at((*path, "mean_below"), "when-range", value=below)
    if above is not None and not 1 <= above < 5:
        yield draft.at((*path, "mean_above"), "when-range", value=above)


def _measures(draft: Draft) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, step in draft.steps.items():
        if isinstance(step, ScaleStep) and step.measure:
            if step.measure in seen:
                first = draft.line(("steps", seen[step.measure], "measure"))
                yield draft.at(("steps", index, "measure"), "measure-twice", id=step.measure, first=first)
            seen.setdefault(step.measure, index)
    if not seen:
        yield draft.at(("steps",), "no-measure")


def _windows(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        if step.window and step.window > _LONGEST_WINDOW:
            yield draft.at(("steps", index, "window"), "long-window")
        if isinstance(step, CommitmentStep) and step.follow_up and step.follow_up > _LONGEST_WINDOW:
            yield draft.at(("steps", index, "follow_up"), "long-window")


def _ending(draft: Draft) -> Iterator[Problem]:
    if not any(isinstance(step, CommitmentStep) for step in draft.steps.values()):
        yield draft.at(("steps",), "no-commitment")


def _lengths(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        for language, text in step.prompt.items():
            if len(text) > _LONG_PROMPT:
                yield draft.at(("steps", index, "prompt", language), "long-prompt", count=len(text))
        for name, options in _lists(step):
            for n, option in enumerate(options):
                for language, text in option.text.items():
                    if len(text) > _LONG_LABEL:
                        path = ("steps", index, name, n, "text", language)
                        yield draft.at(path, "long-label", count=len(text))


_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _header,
    _step_ids,
    _option_ids,
    _choices,
    _sealing,
    _votes,
    _conditions,
    _measures,
    _windows,
    _ending,
    _lengths,
)
