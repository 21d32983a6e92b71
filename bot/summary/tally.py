"""From answers to results: one step's, and the whole session's. Pure; asks `visibility` for every answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from bot.scenario.model import AskingStep, ChoiceStep, Scenario, VoteStep
from bot.session.disclosure.visibility import Audience, Shown, View, members, visible
from bot.session.organisations import Organisation, Side
from bot.session.placing import SUMMARY
from bot.session.state import Progress, Session
from bot.session.values import ChoiceValue, CommitmentValue, ScaleValue, TextValue, VoteValue
from bot.summary.balance import Share, balance
from bot.summary.matrix import tally_rows
from bot.summary.results import Line, Part, Promise, Ranked, StepResult


def tally_step(scenario: Scenario, session: Session, step: str, *, audience: Audience) -> StepResult:
    """What one step came to, as this audience may see it."""
    view = visible(scenario, session, step, audience=audience)
    shape = scenario.step(step)
    live = isinstance(shape, AskingStep) and shape.revealed == "live" and not shape.private
    result = StepResult(
        step=step,
        kind=shape.kind,
        people=view.people,
        passed=view.passed,
        hidden=view.hidden,
        seen_live=live,
        sides_hidden=view.sides_hidden,
        organisations_hidden=view.organisations_hidden,
        waiting=view.waiting,
        minimum=session.minimum,
    )
    tally = _TALLIES.get(shape.kind)
    return result if view.hidden or tally is None else tally(scenario, session, result, view)


def line(shown: Shown) -> Line:
    """A text answer as a line."""
    value = shown.value
    text, seconds = (value.text, value.seconds if value.voice else 0) if isinstance(value, TextValue) else ("", 0)
    return Line(text, seconds, shown.alias, shown.organisation, shown.late)


def _text(scenario: Scenario, session: Session, result: StepResult, view: View) -> StepResult:
    return replace(result, lines=tuple(line(shown) for shown in view.answers))


def _scores(answers: Sequence[Shown]) -> list[int]:
    return [shown.value.score for shown in answers if isinstance(shown.value, ScaleValue)]


def _scale_counts(answers: Sequence[Shown]) -> tuple[tuple[int, ...], float | None]:
    scores = _scores(answers)
    mean = sum(scores) / len(scores) if scores else None
    return tuple(scores.count(n) for n in range(1, 6)), mean


def _scale(scenario: Scenario, session: Session, result: StepResult, view: View) -> StepResult:
    return _with_parts(result, view, _scale_counts)


def _choice(scenario: Scenario, session: Session, result: StepResult, view: View) -> StepResult:
    step = scenario.step(result.step)
    options = step.options if isinstance(step, ChoiceStep) else ()

    def counts(answers: Sequence[Shown]) -> tuple[tuple[int, ...], float | None]:
        chosen = [s.value.options for s in answers if isinstance(s.value, ChoiceValue)]
        return tuple(sum(option.id in some for some in chosen) for option in options), None

    return _with_parts(result, view, counts)


def _with_parts(
    result: StepResult, view: View, count: Callable[[Sequence[Shown]], tuple[tuple[int, ...], float | None]]
) -> StepResult:
    """The whole, and the sides where there are several and numbers allow it."""
    counts, mean = count(view.answers)
    sides = [side for side in Side if any(shown.side is side for shown in view.answers)]
    parts = [(side, [s for s in view.answers if s.side is side]) for side in sides] if len(sides) > 1 else []
    shown = tuple(
        Part(side, len(answers), part_mean, part_counts)
        for side, answers in parts
        for part_counts, part_mean in (count(answers),)
    )
    return replace(result, counts=counts, mean=mean, parts=shown)


def _matrix(scenario: Scenario, session: Session, result: StepResult, view: View) -> StepResult:
    return replace(result, rows=tally_rows(scenario.step(result.step), view.answers, session.minimum))


def _vote(scenario: Scenario, session: Session, result: StepResult, view: View) -> StepResult:
    step = scenario.step(result.step)
    if not isinstance(step, VoteStep):
        return result
    dots = [id for shown in view.answers if isinstance(shown.value, VoteValue) for id in shown.value.answers]
    known = {s.id: line(s) for s in visible(scenario, session, step.on, audience="group").answers}
    ids = [id for id in session.step(step.id).candidates if id in known]
    ordered = sorted(ids, key=lambda id: -dots.count(id))
    counts = [dots.count(id) for id in ordered]
    ranking = (Ranked(counts.index(n) + 1, n, known[id]) for id, n in zip(ordered, counts, strict=True))
    return replace(result, ranking=tuple(ranking))


def _commitment(scenario: Scenario, session: Session, result: StepResult, view: View) -> StepResult:
    promises = tuple(
        Promise(value.what, value.who, value.when, value.due, shown.organisation)
        for shown in view.answers
        if isinstance(value := shown.value, CommitmentValue)
    )
    return replace(result, promises=promises)


_TALLIES: dict[str, Callable[[Scenario, Session, StepResult, View], StepResult]] = {
    "text": _text,
    "scale": _scale,
    "choice": _choice,
    "matrix": _matrix,
    "vote": _vote,
    "commitment": _commitment,
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to. Days only, no times; `people_of` counts people by organisation id where
    the numbers allow it."""

    code: str
    scenario: str
    opened: date
    closed: date | None
    people: int
    organisations: tuple[Organisation, ...]
    people_of: dict[str, int] | None
    steps: tuple[StepResult, ...]
    corrections: tuple[Line, ...]
    agreed: int
    shares: tuple[Share, ...] | None
    early: bool

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All commitments."""
        return tuple(promise for step in self.steps for promise in step.promises)


def tally(scenario: Scenario, session: Session, *, audience: Audience, zone: tzinfo = UTC) -> Summary:
    """What the whole session came to, as this audience may see it: the steps that were played. Days are
    those of `zone`."""
    played = [s.id for s in scenario.steps if session.step(s.id).progress in (Progress.OPEN, Progress.CLOSED)]
    left = [s.id for s in scenario.steps if session.step(s.id).progress is Progress.WAITING]
    asking = [id for id in played if scenario.step(id).kind != "message"]
    corrections = visible(scenario, session, SUMMARY, audience=audience)
    return Summary(
        code=session.code,
        scenario=session.scenario,
        opened=session.opened.astimezone(zone).date(),
        closed=session.closed.astimezone(zone).date() if session.closed else None,
        people=len(session.participants),
        organisations=session.organisations,
        people_of=members(session),
        steps=tuple(tally_step(scenario, session, id, audience=audience) for id in asking),
        corrections=tuple(line(shown) for shown in corrections.answers),
        agreed=len(session.agreed),
        shares=balance(scenario, session, audience),
        early=bool(left) and session.closed is not None,
    )
