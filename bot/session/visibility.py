"""Visibility: the one function that decides what of a step's answers may be shown, and to whom.

Results in the chat, votes, summaries, documents and exports all ask here. Sealed means sealed: nothing of
a private step, nor of one that is revealed together, before it closes. Small numbers stay hidden: a
private step's result, and any breakdown, is shown only from three people on (SAFETY, "Small numbers").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.scenario.model import AskingStep, Scenario
from bot.session.placing import SUMMARY
from bot.session.state import Answer, Organisation, Progress, Session, Side
from bot.session.values import TextValue, Value

#: From how many people on a private result, or a part of a breakdown, is shown.
MINIMUM = 3

Audience = Literal["group", "document"]
Hidden = Literal["sealed", "few", "never"]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it may be shown: of its author only what the step's attribution gives."""

    id: str
    value: Value
    alias: str | None
    organisation: Organisation | None
    late: bool


@dataclass(frozen=True, slots=True)
class View:
    """What may be shown of a step: the answers, or why not; how many people answered, and how many passed."""

    answers: tuple[Shown, ...]
    people: int
    passed: int
    hidden: Hidden | None = None


def visible(scenario: Scenario, session: Session, step: str, *, audience: Audience, minimum: int = MINIMUM) -> View:
    """What may be shown of the answers to one step. Counts may always be shown; values as the rules say."""
    given = [a for a in session.answers_to(step) if not a.passed]
    passed = len(session.answers_to(step)) - len(given)
    people = _people(session, step, given, passed)
    if step == SUMMARY:
        return View(tuple(_corrected(session, a) for a in given), people, passed)
    shape = scenario.step(step)
    if not isinstance(shape, AskingStep):
        return View((), 0, 0)
    hidden = _hidden(shape, session, people, audience, minimum)
    if hidden:
        return View((), people, passed, hidden)
    ordered = given if shape.attribution == "alias" else sorted(given, key=lambda a: a.id)
    return View(tuple(_shown(shape, session, a) for a in ordered), people, passed)


def _people(session: Session, step: str, given: Iterable[Answer], passed: int) -> int:
    """How many people gave these answers; where the links are cut, no more than there can be."""
    authors = {a.person for a in given if a.person is not None}
    unlinked = sum(1 for a in given if a.person is None)
    return len(authors) + min(unlinked, max(len(session.step(step).answered) - passed, 0))


def _hidden(shape: AskingStep, session: Session, people: int, audience: Audience, minimum: int) -> Hidden | None:
    sealed = shape.private or shape.revealed != "live"
    if sealed and session.step(shape.id).progress is not Progress.CLOSED:
        return "sealed"
    if shape.revealed == "never" and audience == "group":
        return "never"
    return "few" if shape.private and people < minimum else None


def _shown(shape: AskingStep, session: Session, answer: Answer) -> Shown:
    organisation = None if shape.attribution == "none" else session.organisation(answer.organisation)
    who = session.participants.get(answer.person or "")
    alias = who.alias if who and shape.attribution == "alias" else None
    return Shown(answer.id, answer.value, alias, organisation, answer.late)


def _corrected(session: Session, answer: Answer) -> Shown:
    return Shown(answer.id, answer.value, None, session.organisation(answer.organisation), answer.late)


def votable(scenario: Scenario, session: Session, step: str) -> tuple[str, ...]:
    """The answers to a text step that the group can vote on, by their ids."""
    view = visible(scenario, session, step, audience="group")
    return tuple(shown.id for shown in view.answers if isinstance(shown.value, TextValue))


def by_side(answers: Iterable[Shown]) -> dict[Side, list[Shown]] | None:
    """The answers of each side. Each is from another person, as with a scale or a choice. None where they
    may not be told apart: a part that has fewer than three people would be seen, or could be worked out
    from the others and the whole."""
    parts: dict[Side, list[Shown]] = {}
    for shown in answers:
        if shown.organisation is None:
            return None
        parts.setdefault(shown.organisation.side, []).append(shown)
    return parts if enough(map(len, parts.values())) else None


def enough(people: Iterable[int]) -> bool:
    """Whether a table with so many people in each part gives nobody away."""
    return all(count >= MINIMUM for count in people if count)


def by_organisation(answers: Iterable[Shown]) -> dict[str, list[Shown]] | None:
    """The answers of each organisation, by its id, under the same rule."""
    parts: dict[str, list[Shown]] = {}
    for shown in answers:
        if shown.organisation is None:
            return None
        parts.setdefault(shown.organisation.id, []).append(shown)
    return parts if enough(map(len, parts.values())) else None


def members(session: Session) -> dict[str, int] | None:
    """How many people take part with each organisation, under the same rule."""
    counts = Counter(who.organisation for who in session.participants.values())
    if None in counts or not enough(counts.values()):
        return None
    return {id: count for id, count in counts.items() if id is not None}
