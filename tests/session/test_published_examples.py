"""What of a question is shown when, and what stands then: examples beside the random sessions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.session import events as e
from bot.session.addresses import PrivatePlace
from bot.session.disclosure.visibility import View, visible
from bot.session.engine import advance
from bot.session.kinds.scale import ScaleValue
from bot.session.organisations import Side
from bot.session.roles import Role
from bot.session.state import Progress
from tests.session.guarded import ORGANISATIONS, SCENARIO, Play, opened


def _together(*late_ones: tuple[int, str]) -> Play:
    """Five have answered the first question, and it has closed; then these answer late."""
    play = opened((6, 3, 0))
    play.do(e.Next, 0)
    for who in range(5):
        play.do(e.Reply, who, step="mood", text="4")
    play.do(e.Next, 0)
    for who, text in late_ones:
        play.do(e.Reply, who, step="mood", text=text)
    return play


@pytest.mark.parametrize("step", ["mood", "means"])
def test_a_part_that_was_too_small_at_first_is_not_told_when_it_has_grown(step: str) -> None:
    """The whole was shown then, so the first few could be worked out."""
    play = opened((4, 5, 0))
    while play.session.step(step).progress is not Progress.OPEN:
        play.do(e.Next, 0)
    for who in (0, 1, 2, 4, 5):
        play.do(e.Reply, who, step=step, text="1")
    play.do(e.Next, 0)
    for who in (6, 7, 8):
        play.do(e.Reply, who, step=step, text="2")
    view = visible(SCENARIO, play.session, step, audience="document")
    assert (len(view.answers), view.sides_hidden, {s.side for s in view.answers}) == (8, True, {None})


@pytest.mark.parametrize(("people", "asked"), [(2, False), (3, True)])
def test_too_few_private_answers_bring_no_further_question(people: int, *, asked: bool) -> None:
    play = opened((6, 3, 0))
    while play.session.step("score").progress is not Progress.OPEN:
        play.do(e.Next, 0)
    for who in range(people):
        play.do(e.Reply, who, step="score", text="1")
    play.do(e.Next, 0)
    assert (play.session.step("why").progress is Progress.OPEN) == asked


def _mood(play: Play) -> View:
    return visible(SCENARIO, play.session, "mood", audience="group")


@pytest.mark.parametrize(
    ("count", "people", "waiting"), [(0, 5, False), (1, 5, True), (2, 5, True), (3, 8, False), (4, 8, True)]
)
def test_late_answers_to_a_private_question_are_shown_three_at_a_time(
    count: int, people: int, *, waiting: bool
) -> None:
    view = _mood(_together(*((5 + n, "1") for n in range(count))))
    assert (view.people, len(view.answers), view.waiting) == (people, people, waiting)


def test_an_answer_that_was_shown_stands() -> None:
    play = _together()
    play.do(e.Reply, 1, step="mood", text="1")
    assert {s.value for s in _mood(play).answers} == {ScaleValue(4)}
    source = play.session.answers.to("mood")[1].source
    play.do(e.Edit, 1, source=source, text="1")
    assert {s.value for s in _mood(play).answers} == {ScaleValue(4)}
    play.do(e.Back, 0)
    play.do(e.Reply, 1, step="mood", text="1")
    play.do(e.Next, 0)
    assert {s.value for s in _mood(play).answers} == {ScaleValue(4)}


@pytest.mark.parametrize("kind", [e.Undo, e.Forget])
def test_an_answer_that_is_taken_back_takes_the_question_s_results_with_it(kind: type[e.Event]) -> None:
    play = _together((5, "1"), (6, "2"))
    play.do(kind, 2)
    assert (_mood(play).hidden, _mood(play).answers) == ("withdrawn", ())
    play.do(e.Reply, 7, step="mood", text="1")
    assert _mood(play).hidden == "withdrawn"


def test_what_waited_can_be_taken_back_without_a_trace() -> None:
    play = _together((5, "1"), (6, "2"))
    play.do(e.Undo, 5)
    assert (_mood(play).hidden, _mood(play).people, _mood(play).waiting) == (None, 5, True)


def test_what_waited_for_its_author_s_yes_waits_for_others_then() -> None:
    """They answer one question before their yes, and are let in by an answer to the next."""
    play = _together()
    for number, (step, text, consented) in enumerate((("mood", "1", False), ("who", "1a", True))):
        by = e.Actor("p9", Role.MEMBER, consented, "o0")
        source = f"p:p9:{number}"
        answered = e.Reply(by=by, at=play.at, chance=number, source=source, private=True, step=step, text=text)
        play.session = advance(SCENARIO, play.session, answered).session
    assert [answer.step for answer in play.session.answers.all_by("p9")] == ["mood", "who"]
    assert (_mood(play).people, _mood(play).waiting) == (5, True)


def test_a_chat_that_has_lost_its_messages_changes_no_table() -> None:
    play = _together((5, "1"))
    shown = _mood(play)
    for who in range(6):
        play.do(e.Emptied, who, place=PrivatePlace(f"p{who}"))
    assert {answer.source.split(":")[0] for answer in play.session.answers if answer.source} == {"gone"}
    assert (_mood(play), shown.waiting) == (shown, True)


def test_an_organisation_that_changes_sides_changes_no_table_of_this_session() -> None:
    play = _together()
    play.do(e.Join, 8, organisation=replace(ORGANISATIONS[0], side=Side.NORTH))
    assert play.session.organisation("o0") == ORGANISATIONS[0]
