"""Questions are counted as they are asked: what is left out leaves no gap, and a lost vote is told."""

from __future__ import annotations

from bot.scenario.load import load
from bot.session import events as e
from bot.session.numbering import ballot_lost_before, question_number, questions
from bot.session.placing import open_step
from bot.session.state import Session
from bot.wording.catalog import words
from bot.wording.chat import status_line
from bot.wording.scene import Scene
from tests.session.numbered import advanced, begun

SCENARIO = load(b"""
palabre: 1
id: counted
title: { en: Counted }
purpose: { en: To count }
steps:
  - { id: hello, kind: message, prompt: { en: Hello } }
  - { id: mood, kind: scale, prompt: { en: Mood } }
  - { id: low, kind: text, when: { step: mood, mean_below: 3 }, prompt: { en: Why so low } }
  - { id: ideas, kind: text, collect: private, prompt: { en: Ideas } }
  - { id: pick, kind: vote, on: ideas, prompt: { en: Pick } }
  - { id: last, kind: text, prompt: { en: Last } }
""").scenario
assert SCENARIO is not None


def _status(session: Session) -> str:
    return str(status_line(Scene(SCENARIO, session, words("en"))))


def test_what_is_left_out_leaves_no_gap() -> None:
    session = begun(SCENARIO)
    assert questions(SCENARIO, session) == 5
    session = advanced(SCENARIO, session, e.Next, sure=True)
    assert (open_step(session), question_number(SCENARIO, session, "hello")) == ("hello", None)
    assert _status(session) == "Between two questions."
    session = advanced(SCENARIO, session, e.Next, sure=True)
    assert question_number(SCENARIO, session, "mood") == (1, 5)
    session = advanced(SCENARIO, session, e.Reply, step="mood", text="5")
    session = advanced(SCENARIO, session, e.Next, sure=True)
    assert (open_step(session), question_number(SCENARIO, session, "ideas")) == ("ideas", (2, 4))
    assert _status(session).startswith("Question 2 of 4")
    session = advanced(SCENARIO, session, e.Next, sure=True)
    assert (open_step(session), question_number(SCENARIO, session, "last")) == ("last", (3, 3))


def test_a_vote_that_has_nothing_to_be_held_on_is_told_and_a_condition_is_not() -> None:
    session = begun(SCENARIO)
    for _ in range(2):
        session = advanced(SCENARIO, session, e.Next, sure=True)
    session = advanced(SCENARIO, session, e.Reply, step="mood", text="5")
    session = advanced(SCENARIO, session, e.Next, sure=True)
    assert not ballot_lost_before(SCENARIO, session, "ideas")
    session = advanced(SCENARIO, session, e.Next, sure=True)
    assert ballot_lost_before(SCENARIO, session, "last")


PROPOSED = load(b"""
palabre: 1
id: proposed
title: { en: Proposed }
purpose: { en: To propose }
steps:
  - { id: ideas, kind: text, prompt: { en: Ideas } }
  - { id: mood, kind: scale, prompt: { en: Mood } }
  - { id: pick, kind: vote, on: ideas, prompt: { en: Pick } }
""").scenario
assert PROPOSED is not None


def test_a_vote_numbers_answers_as_their_result_did_and_late_ones_stand_behind() -> None:
    session = advanced(PROPOSED, begun(PROPOSED), e.Next, sure=True)
    for n in range(6):
        session = advanced(PROPOSED, session, e.Reply, step="ideas", text=f"idea {n}", source=f"p:p0:{n}")
    session = advanced(PROPOSED, session, e.Next, sure=True)
    shown = session.step("pick").candidates
    assert sorted(shown) == sorted(answer.id for answer in session.answers.to("ideas"))
    for n in range(6, 12):
        session = advanced(PROPOSED, session, e.Reply, step="ideas", text=f"idea {n}", source=f"p:p0:{n}")
    session = advanced(PROPOSED, session, e.Next, sure=True)
    candidates = session.step("pick").candidates
    assert candidates[:6] == shown
    assert len(candidates) == 12
    assert sorted(candidates) != list(candidates), "sorted anew the late ones would stand among the others"
