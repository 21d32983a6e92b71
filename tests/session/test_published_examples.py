"""What of a question is shown when, and what stands then: examples beside the random sessions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.documents.json import json_summary
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import PrivatePlace
from bot.session.disclosure.visibility import View, visible
from bot.session.engine import advance
from bot.session.kinds.scale import ScaleValue
from bot.session.organisations import Side
from bot.session.roles import Role
from bot.session.state import Progress
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import bare, pages
from bot.wording.scene import Scene
from bot.work.privacy.retention import what_stays
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
    play.do(e.Edit, 1, source=source, text="1", step="mood")
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


@pytest.mark.parametrize("step", ["mood", "story", "secret", "nick", "score"])
@pytest.mark.parametrize(("on_time", "late"), [((0, 1), (2,)), ((0,), (1, 2)), ((), (0, 1, 2)), ((0, 1), (2, 3, 4))])
def test_nothing_tells_which_private_answer_came_late(step: str, on_time: Sequence[int], late: Sequence[int]) -> None:
    play = _closed(step, dict.fromkeys(on_time, "2"))
    for who in late:
        play.do(e.Reply, who, step=step, text="2")
    answers = _in_json(play, step)
    assert len(answers) >= 3
    assert {answer["late"] for answer in answers} == {None}


def test_what_everybody_saw_come_late_in_the_group_is_marked_in_data() -> None:
    play = _closed("pulse", {0: "1", 1: "1", 2: "1"})
    assert play.session.step("talk").progress is Progress.OPEN
    play.do(e.Reply, 0, step="talk", text="On time.")
    play.do(e.Next, 0)
    play.do(e.Reply, 1, step="talk", text="Late.")
    assert {(a["value"]["text"], a["late"]) for a in _in_json(play, "talk")} == {("On time.", False), ("Late.", True)}


@pytest.mark.parametrize("step", ["mood", "story", "pulse", "means", "table", "who"])
def test_passes_stand_in_no_table(step: str) -> None:
    said = "1a 2a" if step in ("table", "who") else "1"
    plays = [_closed(step, {0: said, 1: said, 2: said, **passes}) for passes in ({}, {3: "-"}, {3: "-", 4: "-"})]
    assert {len(_in_json(play, step)) for play in plays} == {3}
    assert len({_result(play, step) for play in plays}) == 1


@pytest.mark.parametrize("step", ["mood", "story", "secret", "who"])
@pytest.mark.parametrize("texts", [("-",), ("1",), ("1", "-"), ("1", "1"), ("1", "1", "-")])
def test_how_many_are_too_few_is_not_told(step: str, texts: Sequence[str]) -> None:
    said = {who: "1a" if text == "1" and step == "who" else text for who, text in enumerate(texts)}
    assert _result(_closed(step, said), step) == "With fewer than 3 people, what they said isn't shown."


@pytest.mark.parametrize("step", ["mood", "story", "secret", "who", "pulse"])
def test_where_nobody_answered_that_is_said(step: str) -> None:
    assert _result(_closed(step, {}), step) == "Nobody answered this question."


def _closed(step: str, texts: dict[int, str]) -> Play:
    """All are with one organisation; these have answered a question, and it has closed."""
    play = opened((9, 0, 0))
    while play.session.step(step).progress is not Progress.OPEN:
        play.do(e.Next, 0)
    for who, text in texts.items():
        play.do(e.Reply, who, step=step, text=text)
    play.do(e.Next, 0)
    return play


def _in_json(play: Play, step: str) -> list[dict[str, Any]]:
    document = json.loads(json_summary([(SCENARIO, play.session)]))["sessions"][0]
    answers: list[dict[str, Any]] = next(told["answers"] for told in document["steps"] if told["id"] == step)
    return answers


def _result(play: Play, step: str) -> str:
    """The result as the group reads it when the question closes."""
    message = render(fx.Turn(step, None), Scene(SCENARIO, play.session, words("en")))
    return " ".join(bare(page) for page in pages(message))


def test_a_question_in_the_group_is_shown_once_it_closes_and_a_late_answer_to_it_waits() -> None:
    play = opened((6, 3, 0))
    while play.session.step("pulse").progress is not Progress.OPEN:
        play.do(e.Next, 0)
    for who in range(4):
        play.do(e.Tap, who, step="pulse", code="4")
        assert _in_json(play, "pulse") == []
    play.do(e.Next, 0)
    for who in (4, 5):
        play.do(e.Tap, who, step="pulse", code="1")
        assert [answer["value"] for answer in _in_json(play, "pulse")] == [4] * 4
    play.do(e.Tap, 6, step="pulse", code="1")
    assert sorted(answer["value"] for answer in _in_json(play, "pulse")) == [1, 1, 1, 4, 4, 4, 4]


@pytest.mark.parametrize("first", [{}, {3: "-"}])
def test_a_question_that_was_closed_before_anybody_answered_can_be_opened_again(first: dict[int, str]) -> None:
    play = _closed("pulse", first)
    play.do(e.Back, 0)
    play.do(e.Reply, 0, step="pulse", text="4")
    play.do(e.Next, 0)
    assert [answer["value"] for answer in _in_json(play, "pulse")] == [4]


@pytest.mark.parametrize("step", ["pulse", "means", "table", "mood"])
@pytest.mark.parametrize("kind", [e.Undo, e.Forget])
def test_nothing_is_told_any_more_of_figures_of_which_one_was_taken_back(step: str, kind: type[e.Event]) -> None:
    play = _closed(step, dict.fromkeys(range(5), "1a" if step == "table" else "1"))
    play.do(kind, 2)
    play.do(e.Close, 0, sure=True)
    gone = "An answer has been taken back since, so what was said is no longer shown."
    assert (_result(play, step), _in_json(play, step)) == (gone, [])
    kept = next(s for s in what_stays(SCENARIO, play.session, 1, play.at).steps if s.step == step)
    assert (kept.people, kept.mean, kept.spread) == (None, None, None)


@pytest.mark.parametrize("step", ["mood", "pulse", "secret", "score"])
def test_a_late_pass_fills_no_table(step: str) -> None:
    play = _closed(step, {0: "1", 1: "1", 2: "1"})
    for who, text in ((3, "2"), (4, "2"), (5, "-"), (6, "-")):
        play.do(e.Reply, who, step=step, text=text)
        assert len(_in_json(play, step)) == 3
    play.do(e.Reply, 7, step=step, text="2")
    assert len(_in_json(play, step)) == 6
