"""Rules that span several parts of a scenario: what a step says of another, of its options, of languages.

They look at every step, also where the shape of another, or of a part of it, is wrong, so that an author
reads of all mistakes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from bot.scenario import coverage, pairing, variant
from bot.scenario.dates import unfilled
from bot.scenario.draft import Draft
from bot.scenario.kinds import AnyStep
from bot.scenario.problems import Problem, meant
from bot.scenario.shape import Path
from bot.scenario.step import AskingStep, When

#: No window is of use that is longer than answers are kept at most (docs/safety.md).
_LONGEST_WINDOW = timedelta(days=180)
#: What a phone shows without scrolling, and a button without cutting (PRODUCT.md's figures).
_LONG_PROMPT, _LONG_LABEL = 300, 28


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


def _option_ids(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        for name, options in step.lists():
            seen: dict[str, int] = {}
            for n, option in enumerate(options):
                if option.id in seen:
                    first = draft.line(("steps", index, name, seen[option.id], "id"))
                    path = ("steps", index, name, n, "id")
                    yield draft.at(path, "duplicate-id", id=option.id, what=name.removesuffix("s"), first=first)
                seen.setdefault(option.id, n)


def _objections(draft: Draft) -> Iterator[Problem]:
    """What each kind's own rules find."""
    for index, step in draft.steps.items():
        for key, code, values in step.objections():
            yield draft.at(("steps", index, key), code, **values)


def _earlier(draft: Draft, index: int, id: str) -> AnyStep | None:
    return next((step for n, step in draft.steps.items() if n < index and draft.ids[n] == id), None)


def _sources(draft: Draft) -> Iterator[Problem]:
    """A step about an earlier one's answers needs some that can be told one by one."""
    for index, step in draft.steps.items():
        if step.draws_on is None:
            continue
        id, path, before = step.draws_on, ("steps", index, "on"), draft.ids[:index]
        target = _earlier(draft, index, id)
        if id not in before:
            yield draft.at(path, "vote-on-unknown", id=id, meant=meant(id, before or ("a text step",)))
        elif target is not None and not target.votable:
            yield draft.at(path, "vote-on-kind", id=id)
        elif isinstance(target, AskingStep) and target.revealed == "never":
            yield draft.at(path, "vote-on-hidden", id=id)


def _conditions(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        if step.when is None:
            continue
        path, before = ("steps", index, "when"), draft.ids[:index]
        target = _earlier(draft, index, step.when.step)
        if step.when.step not in before:
            id = step.when.step
            yield draft.at((*path, "step"), "when-unknown", id=id, meant=meant(id, before or ("a scale step",)))
        elif target is not None and not target.scored:
            yield draft.at((*path, "step"), "when-kind", id=step.when.step)
        yield from _bounds(draft, path, step.when)


def _bounds(draft: Draft, path: Path, when: When) -> Iterator[Problem]:
    if len(when.bounds) != 1:
        yield draft.at(path, "when-bounds")
    for name, value in when.bounds.items():
        code, decides = _DECIDES[name]
        if not decides(value):
            yield draft.at((*path, name), code, value=value)
        elif name.startswith("mean"):
            yield draft.at((*path, name), "when-mean", key=name)


#: Which values of a bound part anything from anything, and what is said of others.
_DECIDES: dict[str, tuple[str, Callable[[float], bool]]] = {
    "mean_below": ("when-range", lambda value: 1 < value <= 5),
    "mean_above": ("when-range", lambda value: 1 <= value < 5),
    "any_side_below": ("when-range", lambda value: 1 < value <= 5),
    "gap_above": ("when-gap", lambda value: 0 <= value < 4),
}


def _measures(draft: Draft) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, step in draft.steps.items():
        if step.measures:
            if step.measures in seen:
                first = draft.line(("steps", seen[step.measures], "measure"))
                yield draft.at(("steps", index, "measure"), "measure-twice", id=step.measures, first=first)
            seen.setdefault(step.measures, index)
    if not seen:
        yield draft.at(("steps",), "no-measure")


def _windows(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        for name in type(step).model_fields:
            held = getattr(step, name)
            if isinstance(held, timedelta) and held > _LONGEST_WINDOW:
                yield draft.at(("steps", index, name), "long-window")


def _ending(draft: Draft) -> Iterator[Problem]:
    """What only takes measures, as a pulse does, ends with where they point; all else with what people will do."""
    asking = [step for step in draft.steps.values() if step.asks]
    measures_alone = len(asking) > 1 and all(step.measures for step in asking)
    if not measures_alone and not any(step.takeaway for step in draft.steps.values()):
        yield draft.at(("steps",), "no-commitment")


def _lengths(draft: Draft) -> Iterator[Problem]:
    for index, step in draft.steps.items():
        for language, text in step.prompt.items():
            if len(text) > _LONG_PROMPT:
                yield draft.at(("steps", index, "prompt", language), "long-prompt", count=len(text))
        for name, options in step.lists():
            for n, option in enumerate(options):
                for language, text in option.text.items():
                    if len(text) > _LONG_LABEL:
                        path = ("steps", index, name, n, "text", language)
                        yield draft.at(path, "long-label", count=len(text))


def _dates(draft: Draft) -> Iterator[Problem]:
    for path, node in coverage.texts(draft.root):
        for language, text in node.value.items() if isinstance(node.value, dict) else ():
            for _ in unfilled(str(text.value), prompt=path[-1] == "prompt"):
                yield draft.at((*path, language), "bad-date")


_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _header,
    _step_ids,
    _option_ids,
    _objections,
    _sources,
    _conditions,
    pairing.check,
    variant.check,
    _measures,
    _windows,
    _ending,
    _lengths,
    _dates,
)
