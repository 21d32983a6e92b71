"""From answers to results: one step's, and the whole session's. Pure; asks `visibility` for every answer, and each
step's kind for what its answers come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from bot.content.report import Quoted
from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import Audience, agreement, asked_about, seen_live, visible
from bot.session.kinds import CORRECTION, spec_of
from bot.session.numbering import lost_ballot
from bot.session.organisations import Organisation
from bot.session.placing import SUMMARY
from bot.session.results import StepResult
from bot.session.state import Progress, Session
from bot.summary.balance import Balance, balance


def tally_step(scenario: Scenario, session: Session, step: str, *, audience: Audience) -> StepResult:
    """What one step came to, as this audience may see it."""
    view = visible(scenario, session, step, audience=audience)
    shape = scenario.step(step)
    result = StepResult(
        step=step,
        kind=shape.kind,
        people=view.people,
        hidden=view.hidden,
        seen_live=seen_live(session, shape),
        sides_hidden=view.sides_hidden,
        organisations_hidden=view.organisations_hidden,
        waiting=view.waiting,
        aside=view.aside,
        minimum=session.minimum,
    )
    if view.hidden:
        return result
    asked = asked_about(scenario, session, step)
    return replace(result, came_to=spec_of(shape).tally(asked, view.answers, session.minimum))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to. Days only, no times; `agreed` is how many find themselves in it, None where that may
    not be told any more; `lost_ballots` are those that had nothing to be held on."""

    code: str
    scenario: str
    opened: date
    closed: date | None
    people: int
    organisations: tuple[Organisation, ...]
    steps: tuple[StepResult, ...]
    corrections: tuple[Quoted, ...]
    agreed: int | None
    balance: Balance | None
    early: bool
    lost_ballots: tuple[str, ...]
    as_of: date | None = None


def played(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """The steps that were asked so far, by their ids."""
    begun = (Progress.OPEN, Progress.CLOSED)
    return tuple(step.id for step in scenario.steps if step.asks and session.step(step.id).progress in begun)


def tally(
    scenario: Scenario, session: Session, *, audience: Audience, zone: tzinfo = UTC, day: date | None = None
) -> Summary:
    """What the whole session came to, as this audience may see it: the steps that were played. Days are
    those of `zone`; `day` is today, for what can be read later."""
    left = [s.id for s in scenario.steps if session.step(s.id).progress is Progress.WAITING]
    corrections = visible(scenario, session, SUMMARY, audience=audience)
    asked, people = played(scenario, session), len(session.participants)
    return Summary(
        code=session.code,
        scenario=session.scenario,
        opened=session.opened.astimezone(zone).date(),
        closed=session.closed.astimezone(zone).date() if session.closed else None,
        people=people,
        organisations=tuple(o for o in session.organisations if o.listed),
        steps=tuple(_within(tally_step(scenario, session, id, audience=audience), people, audience) for id in asked),
        corrections=tuple(CORRECTION.quote(shown.value, shown.author) for shown in corrections.answers),
        agreed=agreement(session),
        balance=balance(scenario, session, audience),
        early=bool(left) and session.closed is not None,
        lost_ballots=tuple(step.id for step in scenario.steps if lost_ballot(scenario, session, step.id)),
        as_of=day,
    )


def _within(result: StepResult, people: int, audience: Audience) -> StepResult:
    """A step's result in a summary, which says how many took part. The group isn't told it again with each question
    that all of them answered; a document's questions are read by themselves, and copied."""
    return replace(result, everybody=audience == "group" and result.people == people)
