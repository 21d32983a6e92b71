"""Visibility: the one function that decides what of a step's answers may be shown, and to whom.

Results in the chat, votes, summaries, documents and exports all ask here. Sealed means sealed: nothing of
a private step, nor of one that is revealed together or comes to figures, before it closes. Small numbers stay
hidden: a private step's result, and any breakdown, is shown only from three people on, and so is whatever two
tables differ in (`bot.session.disclosure.batches`); how a part is told then is said in `bot.session.small_numbers`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.scenario.kinds import AnyQuestion, AnyStep
from bot.scenario.model import Scenario
from bot.scenario.step import AskingStep
from bot.session.answers import WAITING, Answer, PersonId
from bot.session.disclosure.batches import guarded, latecomers, looked_at, people_of
from bot.session.kinds import spec_of
from bot.session.kinds.terms import Asked
from bot.session.organisations import Organisation, Side
from bot.session.placing import SUMMARY, asked
from bot.session.shown import Hidden, Shown
from bot.session.small_numbers import enough
from bot.session.state import Progress, Session

Audience = Literal["group", "document"]


@dataclass(frozen=True, slots=True)
class View:
    """What may be shown of a step: the answers, or why not; and how many people gave them, where that may be told.
    `sides_hidden` and `organisations_hidden` say that these were left out, one being too small to be told;
    `waiting`, that somebody has answered since, or passed, and too few to be shown yet; `aside`, for which reasons
    answers were set aside before they were shown."""

    answers: tuple[Shown, ...]
    people: int
    hidden: Hidden | None = None
    sides_hidden: bool = False
    organisations_hidden: bool = False
    waiting: bool = False
    aside: tuple[str, ...] = ()


def visible(scenario: Scenario, session: Session, step: str, *, audience: Audience) -> View:
    """What may be shown of the answers to one step. Passes are told nowhere: neither which nor how many."""
    if step == SUMMARY:
        given = session.answers.to(step)
        return View(tuple(_corrected(session, a) for a in given), len({a.person for a in given}))
    shape = scenario.step(step)
    if not isinstance(shape, AskingStep):
        return View((), 0)
    every, batched = session.answers.to(step), guarded(shape)
    here = [a for a in every if not (batched and a.batch == WAITING)]
    state = session.step(step)
    given = tuple(a for a in here if not a.passed and a.id not in state.set_aside)
    there = len(state.answered) - (len(here) - len(given)) - (latecomers(state) if batched else 0)
    people = people_of(given, there)
    hidden = _hidden(shape, session, people, audience)
    if hidden:
        return View((), people if hidden == "never" else 0, hidden)
    ordered = sorted(given, key=lambda a: a.id)
    if shape.private:
        ordered = _without_small_parts(shape, ordered, session.minimum)
    shown = tuple(_shown(shape, session, a) for a in ordered)
    waiting = len(here) < len(every) and not looked_at(session, shape)
    aside = tuple(state.set_aside[a.id] for a in sorted(here, key=lambda a: a.id) if a.id in state.set_aside)
    return _told_apart(shape, session, View(shown, people, waiting=waiting, aside=aside), given)


def _without_small_parts(shape: AnyStep, given: Sequence[Answer], minimum: int) -> list[Answer]:
    """The answers to a private step without those of their parts of which, in their batch, too few people said
    something."""
    spec, said = spec_of(shape), defaultdict[int, Counter[str]](Counter)
    for answer in given:
        said[answer.batch].update(spec.parts(answer.value))
    large = {batch: {part for part, n in counts.items() if n >= minimum} for batch, counts in said.items()}
    return [replace(answer, value=spec.only(answer.value, large[answer.batch])) for answer in given]


def _told_apart(shape: AnyStep, session: Session, view: View, given: tuple[Answer, ...]) -> View:
    """The answers with their organisations and sides, as far as no part is so small that it would be seen, or
    could be worked out from the others, the whole, or an earlier table. What was said openly stays as it was
    said."""
    if shape.unattributed or not guarded(shape):
        return view
    organisations = {a.id: session.organisation(a.organisation) for a in given}
    sides = _large(shape, given, {id: _side(o) for id, o in organisations.items()}, session.minimum)
    each = sides and _large(shape, given, organisations, session.minimum)

    def bare(shown: Shown) -> Shown:
        return replace(shown, organisation=shown.organisation if each else None, side=shown.side if sides else None)

    return replace(
        view,
        answers=tuple(map(bare, view.answers)),
        sides_hidden=len({_side(o) for o in organisations.values()}) > 1 and not sides,
        organisations_hidden=len({o.id if o else None for o in organisations.values()}) > 1 and not each,
    )


def _large(
    shape: AnyStep, given: Iterable[Answer], part_of: Mapping[str, Side | Organisation | None], minimum: int
) -> bool:
    """Whether every side or organisation has enough people, or none, in every batch; in each part of the answers,
    since a part can be left out."""
    spec = spec_of(shape)
    cells: dict[tuple[int, str], dict[object, set[PersonId | None]]] = {}
    for answer in given:
        for one in spec.parts(answer.value):
            parts = cells.setdefault((answer.batch, one), {})
            parts.setdefault(part_of[answer.id], set()).add(answer.person)
    return all(None not in parts and enough(map(len, parts.values()), minimum) for parts in cells.values())


def _hidden(shape: AnyQuestion, session: Session, people: int, audience: Audience) -> Hidden | None:
    state = session.step(shape.id)
    if state.progress in (Progress.WAITING, Progress.SKIPPED):  # also what was answered ahead
        return "sealed"
    as_it_comes = shape.revealed == "live" and not guarded(shape)
    if not as_it_comes and state.progress is not Progress.CLOSED:
        return "sealed"
    if guarded(shape) and state.withdrawn:
        return "withdrawn"
    if state.reviewing:
        return "review"
    # Who is forgotten is counted no more, and what they said to an anonymous question is still there.
    anybody = session.answers.to(shape.id) or state.answered
    if shape.private and people < session.minimum and anybody:
        return "few"
    if looked_at(session, shape) and not state.tables and anybody:
        return "few"  # they became enough after it had closed, and nobody has looked at them
    return "never" if shape.revealed == "never" and audience == "group" else None


def in_documents_alone(scenario: Scenario) -> bool:
    """Whether documents say something that the group is never shown: then they are for those who coordinate."""
    return any(isinstance(step, AskingStep) and step.revealed == "never" for step in scenario.steps)


def seen_live(session: Session, shape: AnyStep) -> bool:
    """Whether the group has read all the answers as they came. Where nothing leads to their authors any more it isn't
    known which were given in private: if one was, all are told as if unread."""
    return shown_live(shape) and not session.step(shape.id).aside


def shown_live(shape: AnyStep) -> bool:
    """Whether the group has read the answers as they came."""
    return isinstance(shape, AskingStep) and shape.revealed == "live" and not shape.private


def _shown(shape: AnyQuestion, session: Session, answer: Answer) -> Shown:
    organisation = None if shape.unattributed else session.organisation(answer.organisation)
    who = session.participants.get(answer.person or "")
    alias = who.alias if who and shape.attribution == "alias" else None
    late = answer.late if _seen_coming(shape) else None
    relayed = who.relayed if who and (alias or _seen_coming(shape)) else None
    return Shown(answer.id, answer.value, alias, organisation, _side(organisation), late, answer.aside, relayed)


def _seen_coming(shape: AnyQuestion) -> bool:
    """Whether everybody saw each answer come, and whose it was: only then is it told which came late, or, but beside a
    pseudonym, which was passed on."""
    return not guarded(shape) and not shape.unattributed


def _side(organisation: Organisation | None) -> Side | None:
    return organisation.side if organisation else None


def _corrected(session: Session, answer: Answer) -> Shown:
    organisation = session.organisation(answer.organisation)
    return Shown(answer.id, answer.value, None, organisation, _side(organisation), answer.late)


def votable(scenario: Scenario, session: Session, step: str) -> tuple[str, ...]:
    """The answers to a step that the group can vote on, by their ids."""
    view = visible(scenario, session, step, audience="group")
    return tuple(shown.id for shown in view.answers) if scenario.step(step).votable else ()


def asked_about(scenario: Scenario, session: Session, step: str) -> Asked[AnyStep]:
    """A step as it was asked, with the answers of an earlier one that it is about, as the group may know them."""
    question = replace(asked(scenario, session, step), numbered=_numbers(scenario, session, step))
    if question.step.draws_on is None:
        return question
    spec = spec_of(scenario.step(question.step.draws_on))
    view = visible(scenario, session, question.step.draws_on, audience="group")
    return replace(question, source={shown.id: spec.quote(shown.value, shown.author) for shown in view.answers})


def _numbers(scenario: Scenario, session: Session, step: str) -> tuple[str, ...]:
    """The answers to a step in the order in which a later step that is about them numbers them."""
    later = (session.step(one.id) for one in scenario.steps if one.draws_on == step)
    return next((state.candidates for state in later if state.progress is not Progress.SKIPPED), ())


def numbered(scenario: Scenario, session: Session, step: str) -> tuple[str, ...]:
    """The answers that a step is about, numbered as the group has read them; those that came since stand behind. Not
    so where they lead to nobody: their order would tell which came late."""
    on = scenario.step(step).draws_on
    there = votable(scenario, session, on) if on else ()
    before = session.step(step).candidates
    new = tuple(id for id in there if id not in before)
    return there if not there or (on and new and scenario.step(on).unattributed) else (*before, *new)


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer that may be shown: its side and who gave it (for counting alone), where the side may be told, and how
    many words it has."""

    side: Side | None
    person: PersonId | None
    words: int


def voices(scenario: Scenario, session: Session, audience: Audience) -> Iterator[Voice]:
    """Every answer that may be shown, or stands in the documents alone: of those nobody's side is told to the group."""
    people = {answer.id: answer.person for answer in session.answers}
    for step in scenario.steps:
        never = visible(scenario, session, step.id, audience=audience).hidden == "never"
        for shown in visible(scenario, session, step.id, audience="document" if never else audience).answers:
            person = people.get(shown.id)
            side = shown.side if person is not None and not never else None
            yield Voice(side, person if side else None, spec_of(step).words(shown.value))


def agreement(session: Session) -> int | None:
    """How many have said that the summary is them. None once somebody who could have was forgotten: one less, or not,
    would tell what they said."""
    return None if session.step(SUMMARY).withdrawn else len(session.agreed)
