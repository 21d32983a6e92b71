"""Edits and /undo as the session alone decides them: as after a restart, where no memory tells of equal texts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.engine import advance
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.state import GRACE, Phase, Progress, Session, session_from_json, session_to_json
from tests.session.moves import PEOPLE, SCENARIO, START, in_phase

WHO = e.Actor(PEOPLE[0], Role.FACILITATOR, True, "o1")
SOURCE = "p:x:7"


def _at(step: str) -> Session:
    """A session in which this step is open."""
    session, now = in_phase(Phase.RUNNING), START
    while session.step(step).progress is not Progress.OPEN:
        now += timedelta(minutes=1)
        if session.step("story").progress is Progress.OPEN:  # so that there is something to vote on
            for n, person in enumerate(PEOPLE[:3]):
                by = e.Actor(person, Role.MEMBER, True, "o1")
                said = {"step": "story", "text": f"Story {n}", "private": True, "source": f"p:{n}:3", "chance": n + 1}
                session = advance(SCENARIO, session, e.Reply(by=by, at=now, **said)).session
        session = advance(SCENARIO, session, e.Next(sure=True, by=WHO, at=now)).session
    return session


def _do(session: Session, kind: type[e.Event], *, at: timedelta = timedelta(hours=1), **more: object) -> Outcome:
    event = kind(**{"by": WHO, "at": START + at, "chance": 99, "source": SOURCE, "private": True, **more})
    return advance(SCENARIO, session_from_json(session_to_json(session)), event)


SAID = {
    "today": ("2", "4"),
    "story": ("They told me too late.", "They told nobody."),
    "who": ("1a 2b", "1b 2b"),
    "pick": ("1", "2"),
    "channel": ("1,3", "2"),
    "promise": ("Read it ; us ; 2027-02-01", "Read it ; them ; 2027-02-01"),
}


@pytest.mark.parametrize("step", SAID)
def test_the_same_text_is_nothing_and_another_is_an_edit(step: str) -> None:
    text, other = SAID[step]
    said = _do(_at(step), e.Reply, step=step, text=text).session
    same = _do(said, e.Edit, text=text)
    assert (same.session, same.effects) == (said, ())
    changed = _do(said, e.Edit, text=other)
    assert len(changed.session.answers) == len(said.answers)
    assert changed.session != said
    assert fx.Receive(SOURCE) in changed.effects


@pytest.mark.parametrize("step", SAID)
def test_the_same_text_is_nothing_after_the_close_and_after_the_end_too(step: str) -> None:
    said = _do(_at(step), e.Reply, step=step, text=SAID[step][0]).session
    closed = _do(said, e.Next, sure=True, source="", private=False).session
    ended = closed if closed.closed else _do(closed, e.Close, at=timedelta(hours=2), sure=True).session
    for session, at in ((closed, timedelta(hours=2)), (ended, GRACE + timedelta(days=3))):
        same = _do(session, e.Edit, text=SAID[step][0], at=at)
        assert (same.session, same.effects) == (session, ())


@pytest.mark.parametrize("then", ["tapped", "said again", "taken back", "forgotten"])
@pytest.mark.parametrize("text", ["2", "3", "words"])
def test_a_message_that_is_no_longer_in_force_is_no_new_answer(then: str, text: str) -> None:
    said = _do(_at("today"), e.Reply, step="today", text="2").session
    match then:
        case "tapped":
            said = _do(said, e.Tap, source="", step="today", code="5").session
        case "said again":
            said = _do(said, e.Reply, source="p:x:8", step="today", text="5").session
        case "taken back":
            said = _do(said, e.Undo, source="p:x:8").session
        case "forgotten":
            said = _do(said, e.Forget, source="p:x:8").session
    edited = _do(said, e.Edit, text=text)
    assert (edited.session, edited.effects) == (said, ())


def test_what_was_asked_back_is_read_once_it_can_be_and_only_by_its_author() -> None:
    unread = _do(_at("today"), e.Reply, step="today", text="perhaps").session
    assert [(back.source, back.step) for back in unread.unclear] == [(SOURCE, "today")]
    another = e.Actor(PEOPLE[1], Role.MEMBER, True, "o2")
    assert _do(unread, e.Edit, text="4", by=another).session == unread
    read = _do(unread, e.Edit, text="4").session
    assert [a.value.score for a in read.answers.by(PEOPLE[0], "today")] == [4]
    assert read.unclear == ()


@pytest.mark.parametrize("how", ["forgotten", "answered otherwise", "the anonymous question closes"])
def test_who_was_asked_back_isnt_remembered_for_longer_than_it_matters(how: str) -> None:
    step = "secret" if how.startswith("the") else "today"
    unread = _do(_at(step), e.Reply, step=step, text="" if step == "secret" else "perhaps").session
    assert SOURCE in session_to_json(unread).decode()
    match how:
        case "forgotten":
            after = _do(unread, e.Forget).session
        case "answered otherwise":
            after = _do(unread, e.Tap, source="", step="today", code="5").session
        case _:
            after = _do(unread, e.Next, sure=True, source="", private=False).session
    assert SOURCE not in session_to_json(after).decode()


def test_a_session_of_the_version_before_is_read() -> None:
    """Without those asked back, and without when it came to its step."""
    session = in_phase(Phase.RUNNING)
    written = session_to_json(session).decode()
    for field in ('"unclear":[],', f'"moved":"{session.moved.isoformat().replace("+00:00", "Z")}",'):
        assert field in written
        written = written.replace(field, "")
    written = written.replace(',"before":null', "")
    old = session_from_json(written)
    assert (old.answers, old.unclear, old.moved) == (session.answers, (), None)
    assert _do(old, e.Next, sure=True, source="").session.step("story").progress is Progress.OPEN
