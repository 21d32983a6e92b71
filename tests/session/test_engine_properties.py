"""Whatever happens in whatever order, the engine keeps its word: states random sequences of events."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scenario.step import AskingStep
from bot.session import ahead
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import order_of
from bot.session.engine import advance
from bot.session.placing import SUMMARY, unattributed
from bot.session.roles import Role
from bot.session.state import Phase, Progress, Session
from bot.session.state import session_from_json as from_json
from bot.session.state import session_to_json as to_json
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import LIMIT, pages, size
from bot.wording.scene import Scene
from tests.often import often
from tests.session.moves import (
    PEOPLE,
    SCENARIO,
    Move,
    moves,
    played,
)


@settings(max_examples=often(50, 250))
@given(moves())
def test_no_sequence_of_events_breaks_an_invariant(made: list[Move]) -> None:
    for before, happened, outcome in played(made):
        after = outcome.session
        assert from_json(to_json(after)) == after
        again = advance(SCENARIO, from_json(to_json(before)), happened)
        assert (again.session, again.effects) == (after, outcome.effects)
        if outcome.refused:
            assert after == before
        _phases(before, after)
        _answers(after, happened.at)
        _people(after)
        _lists(before, after)


def _phases(before: Session, after: Session) -> None:
    opened_now = [id for id, step in after.steps.items() if step.progress is Progress.OPEN]
    assert len(opened_now) == (1 if after.phase in (Phase.RUNNING, Phase.PAUSED) else 0)
    assert (after.closed is not None) == (after.phase is Phase.CLOSED)
    if before.phase is Phase.CLOSED:
        assert after.phase is Phase.CLOSED
        assert after.steps.keys() == before.steps.keys()


def _answers(session: Session, now: datetime) -> None:
    assert len({answer.id for answer in session.answers}) == len(session.answers)
    for answer in session.answers:
        assert answer.person is None or answer.person in session.participants
        waits = answer.step != SUMMARY and session.step(answer.step).progress is Progress.WAITING
        assert not waits or ahead.takes(SCENARIO, session, answer.step), "only what builds on nobody is answered ahead"
        never = waits and session.step(answer.step).opened is None
        assert not (never and session.phase is Phase.CLOSED), "what was never asked isn't kept"
        if answer.step != SUMMARY and unattributed(SCENARIO, answer.step):
            closed = session.step(answer.step).progress is Progress.CLOSED
            linked = (answer.person, answer.organisation, answer.at, answer.source)
            assert linked == (None,) * 4 or (not closed and None not in linked[:1])
            # one that is open again by a step taken back keeps what was cut, which leads to nobody
            assert closed or answer.person or session.step(answer.step).answered
    for back in session.unclear:
        assert not (unattributed(SCENARIO, back.step) and session.step(back.step).progress is Progress.CLOSED)
        since = [a for a in session.answers.by(back.person, back.step) if order_of(a.source) > order_of(back.source)]
        assert not since, "whoever was asked back has answered since"
    given_each = Counter((a.person, a.step, a.passed) for a in session.answers if a.person)
    for (person, step, passed), count in given_each.items():
        several = step == SUMMARY or SCENARIO.step(step).kind in ("text", "commitment")
        assert count <= (30 if several and not passed else 1)
        assert (person, step, not passed) not in given_each
    assert all((a.person and session.participants.get(a.person) is None) or not session.participants[a.person].active
               for a in session.held)  # fmt: skip
    assert all(a.at is not None and a.at <= now for a in session.held)


def _people(session: Session) -> None:
    aliases = [who.alias for who in session.participants.values()]
    assert len(set(aliases)) == len(aliases)
    assert session.agreed <= session.participants.keys()
    assert PEOPLE[5] not in session.participants, "a stranger has no part"
    for who in session.participants.values():
        assert who.proposal is None or who.organisation is None, "what waits is no organisation yet"
        assert who.organisation is None or session.organisation(who.organisation)
    assert len({o.id for o in session.organisations}) == len(session.organisations)


def _lists(before: Session, after: Session) -> None:
    """Numbers never come to mean another organisation; sides stay once anything has been asked."""
    for old, new in zip(before.organisations, after.organisations, strict=False):
        assert old.id == new.id
        assert old.side == new.side or before.phase is Phase.OPENING
    assert len(after.organisations) >= len(before.organisations)
    assert after.proposed >= before.proposed


@settings(max_examples=often(50, 250))
@given(moves())
def test_sealed_means_sealed(made: list[Move]) -> None:
    """No message says anything of a private or together-revealed step before it closes, nor of what
    waits for its author's yes, nor of what a stranger wrote."""
    for _, event, outcome in played(made):
        session = outcome.session
        sealed = {
            number
            for answer in (*session.answers, *session.held)
            for number in re.findall(r"§(\d+)§", str(answer.value))
            if answer in session.held or _is_sealed(session, answer.step)
        }
        for effect in outcome.effects:
            if isinstance(effect, fx.Post | fx.Revise | fx.Toast | fx.Refuse):
                if isinstance(effect.body, fx.Echo):  # somebody's own answers, told back to them alone
                    assert effect.to == event.by.person or not any(one.said for one in effect.body.answers)
                    continue
                private = isinstance(effect, fx.Post | fx.Revise) and effect.to is not None
                message = render(effect.body, Scene(SCENARIO, session, words("fr"), private=private))
                html = pages(message)
                assert all(size(page) <= LIMIT for page in html)
                assert not sealed & set(re.findall(r"§(\d+)§", "".join(html)))


def _is_sealed(session: Session, step: str) -> bool:
    if step == SUMMARY:
        return False
    shape = SCENARIO.step(step)
    assert isinstance(shape, AskingStep)
    if session.step(step).progress in (Progress.WAITING, Progress.SKIPPED):
        return True
    return (shape.private or shape.revealed != "live") and session.step(step).progress is not Progress.CLOSED


@settings(max_examples=often(30, 100))
@given(moves(), st.integers(0, 4))
def test_whoever_is_forgotten_leaves_no_trace(made: list[Move], who: int) -> None:
    told = played(made)
    session, person = told[-1][2].session, PEOPLE[who]
    texts = {n for a in (*session.answers, *session.held) if a.person == person
             for n in re.findall(r"§\d+§", str(a.value))}  # fmt: skip
    at = told[-1][1].at
    outcome = advance(SCENARIO, session, e.Forget(by=e.Actor(person, Role.STRANGER), at=at))
    kept = to_json(outcome.session).decode()
    assert not any(text in kept for text in texts)
    assert person not in kept.replace(f'"facilitator":"{person}"', "")
