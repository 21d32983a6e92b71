"""What measures are told by: what stays of a workshop. Each figure of it is of a table that was shown, of enough
people; and what isn't shown has no influence on it. Random sessions, as in `tests/session/test_published_tables.py`."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scenario.model import Scenario
from bot.session.answers import WAITING, Answer, Answers
from bot.session.disclosure.visibility import visible
from bot.session.kinds.scale import ScaleValue
from bot.session.state import Session
from bot.store.tallies import StepTally
from bot.work.privacy.retention import what_stays
from tests.often import often
from tests.session import guarded
from tests.session.guarded import START, Play, plays

#: The scales of the random sessions.
SCALES = ("mood", "score", "pulse")


def _measuring() -> Scenario:
    """The scenario of the random sessions, whose scales take measures."""
    steps = tuple(
        step.model_copy(update={"measure": step.id}) if step.id in SCALES else step for step in guarded.SCENARIO.steps
    )
    return guarded.SCENARIO.model_copy(update={"steps": steps})


MEASURING = _measuring()


def measured(session: Session) -> dict[str, StepTally]:
    stays = what_stays(MEASURING, session, 1, START)
    return {step.step: step for step in stays.steps if step.measure}


@settings(max_examples=often(6, 200))
@given(plays())
def test_each_figure_is_of_a_table_that_was_shown_of_enough_people(play: Play) -> None:
    for session in play.moments[:: max(len(play.moments) // 12, 1)]:
        for id, kept in measured(session).items():
            assert (kept.people is None) == (kept.mean is None)
            if kept.mean is None:
                continue
            shown = visible(MEASURING, session, id, audience="document").answers
            scores = [one.value.score for one in shown if isinstance(one.value, ScaleValue)]
            # who is forgotten is counted no more, and what they said where nothing leads to them is still there
            assert session.minimum <= (kept.people or 0) <= len(scores)
            assert kept.mean == fmean(scores)


def _otherwise(session: Session, answer: Answer) -> Answer:
    """An unpublished answer that says something else."""
    hidden = visible(MEASURING, session, answer.step, audience="document").hidden
    if answer.step not in SCALES or answer.passed or not (hidden or answer.batch == WAITING):
        return answer
    assert isinstance(answer.value, ScaleValue)
    return replace(answer, value=replace(answer.value, score=6 - answer.value.score % 5))


@settings(max_examples=often(6, 200))
@given(plays(), st.data())
def test_what_is_not_shown_has_no_influence_on_it(play: Play, data: st.DataObject) -> None:
    for session in data.draw(st.lists(st.sampled_from(play.moments), min_size=2, max_size=6)):
        swapped = replace(session, answers=Answers(_otherwise(session, a) for a in session.answers))
        assert measured(swapped) == measured(session)
