"""Answers given ahead: sealed until their question opens, counted from then on, gone where it never does."""

from __future__ import annotations

import pytest

from bot.documents.json import json_summary
from bot.session import events as e
from bot.session.copying import copied
from bot.session.disclosure.visibility import visible
from bot.session.placing import answered_by
from bot.session.state import Progress
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import pages
from bot.wording.scene import Scene
from tests.session.several import AHEAD, LEAD, SCENARIO, Play, echo_of, member

TEXT = "1. 2\n2. Grey heron\n3. White heron\n4. 1a 2b\n5. Night heron"
LATER = {"help": "White heron", "silent": "Grey heron", "bring": "Night heron"}


def _played() -> Play:
    play = Play()
    play.ahead("p1", TEXT)
    return play


def test_nothing_of_it_is_in_any_message_or_document_before_its_question_opens() -> None:
    play = _played()
    for person in ("lead", "p2"):
        by = LEAD if person == "lead" else member(person)
        play.do(e.CatchUp, by)
        play.do(e.AskAhead, by)
    play.do(e.AskStatus, LEAD)
    for step, text in LATER.items():
        assert play.session.step(step).progress is Progress.WAITING
        for audience in ("group", "document"):
            assert not visible(SCENARIO, play.session, step, audience=audience).answers
        assert text not in json_summary([(SCENARIO, play.session)]).decode()
    for outcome in play.outcomes[7:]:
        for effect in outcome.effects:
            if body := getattr(effect, "body", None):
                scene = Scene(SCENARIO, play.session, words("en"), private=getattr(effect, "to", None) is not None)
                assert "heron" not in "".join(pages(render(body, scene)))


def test_it_counts_once_its_question_opens_and_is_asked_no_more() -> None:
    play = _played()
    opened = play.goes_on()
    assert "p1" in answered_by(play.session, "mood")
    asked = {effect.to for effect in opened.effects if getattr(effect, "to", None)}
    assert "p1" not in asked
    assert {"p2", "p3", "p4"} <= asked


def test_the_last_reply_counts() -> None:
    play = _played()
    said = play.ahead("p1", "3. Blue heron")
    assert [one.number for one in echo_of(said).answers] == [3]
    assert [answer.value.text for answer in play.session.answers.by("p1", "help")] == ["Blue heron"]
    assert len(play.session.answers.by("p1", "bring")) == 1


def test_what_builds_on_others_is_not_taken() -> None:
    play = Play()
    said = play.ahead("p1", "1. 2\n2. 1", ((1, "mood"), (2, "first")))
    assert [(one.number, one.refused is None) for one in echo_of(said).answers] == [(1, True), (2, False)]
    assert not play.session.answers.to("first")


@pytest.mark.parametrize("how", ["leave", "departed", "close", "forget"])
def test_it_goes_where_its_question_never_comes_or_its_author_goes(how: str) -> None:
    play = _played()
    if how == "leave":
        play.do(e.Leave, member("p1"))
    elif how == "departed":
        play.do(e.Departed, member(""), person="p1")
    elif how == "forget":
        play.do(e.Forget, member("p1"))
    else:
        play.do(e.Close, LEAD, sure=True)
    assert not list(play.session.answers)


def test_what_was_asked_stays_when_its_author_leaves() -> None:
    play = _played()
    play.goes_on()
    play.do(e.Leave, member("p1"))
    assert [answer.step for answer in play.session.answers] == ["mood"]


def test_a_backup_has_no_anonymous_answer_that_was_given_ahead() -> None:
    kept = {answer.step for answer in copied(SCENARIO, _played().session).answers}
    assert kept == {"mood", "help", "who"}


def test_an_edit_changes_what_the_message_said_and_nothing_else() -> None:
    play = Play()
    play.do(e.Replies, member("p1"), asked=AHEAD, text="1. 2\n3. White heron", source="p:p1:70")
    play.do(e.Edit, member("p1"), text="1. 4\n2. Grey heron\n3. White heron", source="p:p1:70")
    assert play.session.answers.by("p1", "mood")[0].value.score == 4
    assert not play.session.answers.by("p1", "silent")


def test_the_same_words_sent_twice_are_one_answer() -> None:
    play = Play()
    for _ in range(3):
        play.goes_on()
    for _ in range(2):
        play.do(e.Reply, member("p2"), step="help", text="White heron", private=False)
    assert len(play.session.answers.by("p2", "help")) == 1
