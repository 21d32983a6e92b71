"""Visibility: the one function that decides what of a step's answers may be shown, and to whom.

Results in the chat, votes, summaries, documents and exports all ask here. Sealed means sealed: nothing of
a private step, nor of one that is revealed together, before it closes. Small numbers stay hidden: a
private step's result, and any breakdown, is shown only from three people on (docs/safety.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bot.scenario.model import AskingStep, CommitmentStep, Scenario, TextStep
from bot.session.answers import Answer
from bot.session.placing import SUMMARY
from bot.session.state import Organisation, Progress, Session, Side
from bot.session.values import TextValue, Value

#: From how many people on a private result, or a part of a breakdown, is shown.
MINIMUM = 3

Audience = Literal["group", "document"]
Hidden = Literal["sealed", "few", "never"]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it may be shown: of its author only what the step's attribution gives, and where it is
    a figure, only what small numbers allow."""

    id: str
    value: Value
    alias: str | None
    organisation: Organisation | None
    side: Side | None
    late: bool


@dataclass(frozen=True, slots=True)
class View:
    """What may be shown of a step: the answers, or why not; how many people answered, and how many passed.
    `sides_hidden` and `organisations_hidden` say that these were left out, one being too small to be told."""

    answers: tuple[Shown, ...]
    people: int
    passed: int
    hidden: Hidden | None = None
    sides_hidden: bool = False
    organisations_hidden: bool = False


def visible(scenario: Scenario, session: Session, step: str, *, audience: Audience, minimum: int = MINIMUM) -> View:
    """What may be shown of the answers to one step. Counts may always be shown; values as the rules say."""
    everything = session.answers.to(step)
    given = [a for a in everything if not a.passed]
    passed = len(everything) - len(given)
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
    shown = tuple(_shown(shape, session, a) for a in ordered)
    return _told_apart(shape, View(shown, people, passed), _parts(session, given), minimum)


def _told_apart(shape: AskingStep, view: View, parts: _Parts, minimum: int) -> View:
    """The answers with their organisations and sides, as far as no part is so small that it would be seen,
    or could be worked out from the others and the whole. What was said openly stays as it was said."""
    spoken = isinstance(shape, TextStep | CommitmentStep)
    if shape.attribution == "none" or (spoken and (not shape.private or shape.attribution == "alias")):
        return view
    sides = _tellable(parts.sides, minimum)
    organisations = sides and _tellable(parts.organisations, minimum)
    answers = tuple(
        replace(s, organisation=s.organisation if organisations else None, side=s.side if sides else None)
        for s in view.answers
    )
    return replace(
        view,
        answers=answers,
        sides_hidden=len(parts.sides) > 1 and not sides,
        organisations_hidden=len(parts.organisations) > 1 and not organisations,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """How many people of each organisation, and of each side, answered."""

    organisations: Counter[str | None]
    sides: Counter[Side | None]


def _parts(session: Session, given: Iterable[Answer]) -> _Parts:
    people = {(answer.person, answer.organisation) for answer in given}
    organisations = Counter(organisation for _, organisation in people)
    return _Parts(organisations, Counter(_side(session.organisation(organisation)) for _, organisation in people))


def _tellable(parts: Counter[Side | None] | Counter[str | None], minimum: int) -> bool:
    return None not in parts and enough(parts.values(), minimum)


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
    return Shown(answer.id, answer.value, alias, organisation, _side(organisation), answer.late)


def _side(organisation: Organisation | None) -> Side | None:
    return organisation.side if organisation else None


def _corrected(session: Session, answer: Answer) -> Shown:
    organisation = session.organisation(answer.organisation)
    return Shown(answer.id, answer.value, None, organisation, _side(organisation), answer.late)


def votable(scenario: Scenario, session: Session, step: str) -> tuple[str, ...]:
    """The answers to a text step that the group can vote on, by their ids."""
    view = visible(scenario, session, step, audience="group")
    return tuple(shown.id for shown in view.answers if isinstance(shown.value, TextValue))


def enough(people: Iterable[int], minimum: int = MINIMUM) -> bool:
    """Whether a table with so many people in each part gives nobody away."""
    return all(count >= minimum for count in people if count)


def members(session: Session) -> dict[str, int] | None:
    """How many people take part with each organisation, under the same rule."""
    counts = Counter(who.organisation for who in session.participants.values())
    if None in counts or not enough(counts.values()):
        return None
    return {id: count for id, count in counts.items() if id is not None}
