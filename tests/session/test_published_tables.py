"""No two tables that were ever published differ by fewer than three people, and what isn't published has no
influence on anything that is. Random sessions, with late answers, edits, withdrawals and steps opened again;
against somebody who keeps everything (`attacker`)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.json import json_summary
from bot.session import events as e
from bot.session.answers import WAITING, Answer, Answers
from bot.session.disclosure.visibility import View, visible
from bot.session.engine import advance
from bot.session.kinds import SPECS
from bot.session.kinds.choice import ChoiceValue
from bot.session.kinds.figures import Figures
from bot.session.kinds.matrix import MatrixValue
from bot.session.kinds.scale import ScaleValue
from bot.session.kinds.text import TextValue
from bot.session.shown import Shown
from bot.session.state import Session
from bot.session.values import PassValue, Value
from bot.summary.tally import tally
from tests.often import often
from tests.session.attacker import Counted, given_away
from tests.session.exchange import publications
from tests.session.guarded import GUARDED, PRIVATE, SCENARIO, STEPS, Play, plays


def counted(shown: Shown) -> Counted:
    return (shown.id, repr(shown.value))


def _shown(views: list[View]) -> list[frozenset[Counted]]:
    return [frozenset(map(counted, view.answers)) for view in views if view.hidden is None]


def _parts(views: list[View]) -> list[frozenset[Counted]]:
    """What tables tell of each side and organisation."""
    parts = []
    for view in views:
        of: dict[object, set[Counted]] = defaultdict(set)
        for shown in view.answers:
            for part in (shown.side, shown.organisation):
                if part is not None:
                    of[part].add(counted(shown))
        parts += [frozenset(some) for some in of.values()]
    return parts


def test_every_kind_that_comes_to_figures_is_attacked() -> None:
    guarded = {step.kind for step in SCENARIO.steps}
    assert {name for name, spec in SPECS.items() if spec.figures} <= guarded


@settings(max_examples=often(6, 200))
@given(plays())
def test_no_difference_of_what_was_published_tells_of_too_few(play: Play) -> None:
    """Of two tables, of two breakdowns, of the rows of a private matrix: all asked of the same sessions, since playing
    one takes longer than looking at it."""
    for step in GUARDED:
        views = play.tables[step, "document"] + play.tables[step, "group"]
        _of_two_tables(play, step, views)
        _of_two_breakdowns(play, step, views)
    _of_rows(play)


def _of_two_tables(play: Play, step: str, views: list[View]) -> None:
    """The first table of a question in the group is shown however few are in it, and later ones go beyond it."""
    tables = set(_shown(views)) - {frozenset()}
    if step not in PRIVATE and tables:
        first = min(tables, key=len)
        tables = {table - first for table in tables} - {frozenset()}
    for one, other in combinations(tables, 2):
        for difference in (one - other, other - one):
            people = {play.author[id] for id, _ in difference}
            assert not people or len(people) >= play.session.minimum, (step, people)
    assert given_away(tables | set(_parts(views)), play.author, fewer_than=play.session.minimum) == (), step


def _of_two_breakdowns(play: Play, step: str, views: list[View]) -> None:
    """As if each part were told exactly: what is told is less."""
    assert given_away(set(_parts(views)), play.author, fewer_than=play.session.minimum) == (), step


def _of_rows(play: Play) -> None:
    rows: set[frozenset[Counted]] = set()
    for view in play.tables["who", "document"]:
        for row in ("money", "words"):
            said = {(s.id, dict(s.value.cells)[row]) for s in view.answers
                    if isinstance(s.value, MatrixValue) and row in dict(s.value.cells)}  # fmt: skip
            rows.add(frozenset((id, f"{row} {cell}") for id, cell in said))
    assert given_away(rows, play.author, fewer_than=play.session.minimum) == ()


def _labels(step: str, view: View) -> Counter[tuple[str | None, str | None]]:
    """What may stand beside the answers in a document: beside figures nothing."""
    if SPECS[STEPS[step].kind].figures:
        return Counter({(None, None): len(view.answers)})
    return Counter(
        (s.organisation.name if s.organisation else None, s.side.value if s.side else None) for s in view.answers
    )


@settings(max_examples=often(6, 100))
@given(plays())
def test_the_documents_and_the_chat_say_what_is_visible_and_no_more(play: Play) -> None:
    """So that the tests above, which look at the views, have looked at all that there is."""
    for session in (play.moments[len(play.moments) // 2], play.moments[-1]):
        document = json.loads(json_summary([(SCENARIO, session)]))["sessions"][0]
        for told in document["steps"]:
            view = visible(SCENARIO, session, told["id"], audience="document")
            assert Counter((a["organisation"], a["side"]) for a in told["answers"]) == _labels(told["id"], view)
            late = {answer["late"] for answer in told["answers"]}
            assert late <= ({None} if told["id"] in GUARDED else {True, False}), told["id"]
        for result in tally(SCENARIO, session, audience="group").steps:
            view = visible(SCENARIO, session, result.step, audience="group")
            if result.kind == "scale" and not result.hidden:
                scores = Counter(s.value.score for s in view.answers if isinstance(s.value, ScaleValue))
                assert isinstance(result.came_to, Figures)
                assert result.came_to.counts == tuple(scores[n] for n in range(1, 6))
            for part in result.came_to.parts if isinstance(result.came_to, Figures) else ():
                assert part.people == sum(s.side is part.side for s in view.answers) >= play.session.minimum


def _otherwise(answer: Answer, *, passed: bool) -> Value:
    """Something else that could have been said, or a pass in its place."""
    value = answer.value
    if passed:
        return PassValue()
    if isinstance(value, TextValue):
        return replace(value, text="entirely other words, and many more of them, to be counted")
    if isinstance(value, ScaleValue):
        return replace(value, score=6 - value.score if value.score != 3 else 1)
    if isinstance(value, MatrixValue):
        return MatrixValue(tuple((row, "them" if column == "us" else "us") for row, column in value.cells))
    return ChoiceValue(("mail",)) if isinstance(value, ChoiceValue) else value


def _unpublished(session: Session, answer: Answer) -> bool:
    if answer in session.held:
        return True
    if answer.step not in GUARDED or answer.passed:
        return False
    hidden = visible(SCENARIO, session, answer.step, audience="document").hidden
    return hidden is not None or answer.batch == WAITING


@settings(max_examples=often(6, 100))
@given(plays(), st.data())
def test_what_is_sealed_or_hidden_has_no_influence_on_what_is_said(play: Play, data: st.DataObject) -> None:
    """Everything published is the same, byte for byte, whatever those answers say that aren't to be seen, and whether
    they are answers or passes: sealed ones, too few, withdrawn ones, and what came late and waits."""
    for session in data.draw(st.lists(st.sampled_from(play.moments), min_size=2, max_size=4)):
        passing = data.draw(st.booleans())
        swapped = replace(
            session,
            answers=Answers(
                replace(a, value=_otherwise(a, passed=passing)) if _unpublished(session, a) else a
                for a in session.answers
            ),
        )
        assert publications(swapped) == publications(session)
        following = e.Next(sure=True, by=play.actor(0), at=play.at)
        after = [advance(SCENARIO, one, following).session for one in (session, swapped)]
        for step, asked_about in (("why", "score"), ("talk", "pulse"), ("gap", "pulse")):
            if visible(SCENARIO, after[0], asked_about, audience="document").hidden:
                assert after[0].step(step) == after[1].step(step), "a condition is a publication too"
