"""What the fields and sentences of a result could give away: lateness, passes, how many are too few, and what is left
of figures when one of those who gave them is gone. Examples beside the random sessions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from bot.documents.json import json_summary
from bot.session import effects as fx
from bot.session import events as e
from bot.session.disclosure.visibility import visible
from bot.session.state import Progress
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import bare, pages
from bot.wording.scene import Scene
from bot.work.privacy.retention import what_stays
from tests.session.guarded import SCENARIO, Play, opened


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
    kept = "It takes answers from 3 people to show them. Until then these stay hidden from everyone."
    assert _result(_closed(step, said), step) == kept


@pytest.mark.parametrize("step", ["mood", "story", "secret", "who", "pulse"])
def test_where_nobody_answered_that_is_said(step: str) -> None:
    assert _result(_closed(step, {}), step) == "There were no answers to this question."


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
    message = render(fx.Turn((step,), ()), Scene(SCENARIO, play.session, words("en")))
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
    gone = "Somebody has taken an answer back, so the answers to this question are no longer shown."
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


@pytest.mark.parametrize("step", ["secret", "score"])
@pytest.mark.parametrize("people", [1, 2])
def test_what_few_said_anonymously_stays_hidden_when_they_are_forgotten(step: str, people: int) -> None:
    play = _closed(step, dict.fromkeys(range(1, 1 + people), "2"))
    for who in range(1, 1 + people):
        play.do(e.Forget, who)
        assert visible(SCENARIO, play.session, step, audience="document").hidden == "few"
        assert _in_json(play, step) == []
