"""Whatever happens in whatever order, the engine keeps its word: states random sequences of events."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scenario.load import load
from bot.scenario.model import AskingStep, Scenario
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import GroupPlace
from bot.session.engine import advance, begin, phases
from bot.session.organisations import Organisation, Side
from bot.session.outcome import Outcome
from bot.session.placing import SUMMARY, unattributed
from bot.session.roles import MAY, Role
from bot.session.state import GRACE, HOLD, Phase, Progress, Session
from bot.session.state import session_from_json as from_json
from bot.session.state import session_to_json as to_json
from bot.session.wakes import HeldOver
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import LIMIT, pages, size
from bot.wording.scene import Scene
from tests.often import often

FILE = Path(__file__).parents[1] / "dialogues" / "scenarios" / "small.yaml"
START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
ORGANISATIONS = (Organisation("o1", "Toit vert", Side.SOUTH), Organisation("o2", "Aurore", Side.NORTH))
#: Every event that a session can meet.
KINDS = get_args(e.SessionEvent)
PEOPLE = ("p:fatou", "p:lia", "p:omar", "p:zoe", "p:ines", "p:tomas")


def scenario() -> Scenario:
    read = load(FILE.read_bytes()).scenario
    assert read is not None
    return read


SCENARIO = scenario()
STEPS = tuple(step.id for step in SCENARIO.steps)


@dataclass(frozen=True)
class Move:
    """Something that somebody does, before a session is there to do it in."""

    kind: type[e.Event]
    who: int
    step: int
    text: str
    private: bool
    minutes: int


#: Steering comes often enough that sessions get somewhere, and answers often enough to be worth it.
_OFTEN = [e.Reply, e.Tap, e.Next] * 4 + [e.Join] * 5
_TEXTS = ["1", "3", "5", "1a 2b", "1a", "aa", "1,3", "-", "words", "do it ; us ; 2027-03-01", "", "<b>&", "9 9 9"]


def moves() -> st.SearchStrategy[list[Move]]:
    one = st.builds(
        Move,
        kind=st.sampled_from([*KINDS, *_OFTEN]),
        who=st.integers(0, len(PEOPLE) - 1),
        step=st.integers(0, len(STEPS) - 1),
        text=st.sampled_from(_TEXTS),
        private=st.booleans(),
        minutes=st.sampled_from([0, 1, 10, 600, 6000]),
    )
    return st.lists(one, min_size=10, max_size=60)


def opened() -> Session:
    by = e.Actor(PEOPLE[0], Role.FACILITATOR)
    event = e.Open(by=by, at=START, code="TESTS", scenario="small", languages=("fr",), organisations=ORGANISATIONS)
    outcome = begin(SCENARIO, event)
    assert outcome is not None
    return outcome.session


def event(move: Move, session: Session, number: int, at: datetime, enrolled: set[str]) -> e.Event:
    """The move as an event of this session. Each text says its number, so that it can be found again."""
    person = PEOPLE[move.who]
    role = Role.FACILITATOR if move.who == 0 else Role.STRANGER if move.who == 5 else Role.MEMBER
    organisation = ORGANISATIONS[move.who % 2]
    joined = person in enrolled
    by = e.Actor(person, role, joined, organisation.id if joined else None)
    source = "" if move.kind is e.Tap else f"g:1:{number if move.kind is not e.Edit else number // 3}"
    common = {"by": by, "at": at, "chance": number * 0x9E3779B97F4A7C15 % 2**64, "source": source}
    step, text = STEPS[move.step], f"{move.text} §{number}§" if move.text == "words" else move.text
    extra = {
        e.Join: {"organisation": organisation},
        e.Reply: {"step": step, "text": text},
        e.Tap: {"step": step, "code": move.text[:2].strip()},
        e.Edit: {"text": text, "step": step},
        e.Rename: {"alias": move.text},
        e.AskPrivately: {"step": step},
        e.Close: {"sure": move.private},
        e.Correct: {"text": text},
        e.Due: {"wake": HeldOver("x")},
        e.Emptied: {"place": GroupPlace(1)},
    }
    return move.kind(**common, private=move.private, **extra.get(move.kind, {}))


def played(made: list[Move]) -> list[tuple[Session, e.Event, Outcome]]:
    """Each event with the session before it and what came of it."""
    session, at, enrolled, told = opened(), START, set[str](), []
    for number, move in enumerate(made, 1):
        at += timedelta(minutes=move.minutes)
        happened = event(move, session, number, at, enrolled)
        outcome = advance(SCENARIO, session, happened)
        told.append((session, happened, outcome))
        enrolled |= {effect.person for effect in outcome.effects if isinstance(effect, fx.Enrol)}
        session = outcome.session
    return told


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
        assert answer.step == SUMMARY or session.step(answer.step).progress in (Progress.OPEN, Progress.CLOSED) or (
            session.step(answer.step).progress is Progress.SKIPPED
        )  # fmt: skip
        if answer.step != SUMMARY and unattributed(SCENARIO, answer.step):
            closed = session.step(answer.step).progress is Progress.CLOSED
            linked = (answer.person, answer.organisation, answer.at, answer.source)
            assert (linked == (None,) * 4) == closed
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


@settings(max_examples=often(50, 250))
@given(moves())
def test_sealed_means_sealed(made: list[Move]) -> None:
    """No message says anything of a private or together-revealed step before it closes, nor of what
    waits for its author's yes, nor of what a stranger wrote."""
    for _, _, outcome in played(made):
        session = outcome.session
        sealed = {
            number
            for answer in (*session.answers, *session.held)
            for number in re.findall(r"§(\d+)§", str(answer.value))
            if answer in session.held or _is_sealed(session, answer.step)
        }
        for effect in outcome.effects:
            if isinstance(effect, fx.Post | fx.Revise | fx.Toast | fx.Refuse):
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


def _every_kind() -> list[tuple[type[e.Event], Phase]]:
    return [(kind, phase) for kind in KINDS for phase in Phase]


def _in_phase(phase: Phase) -> Session:
    """A session that has come to this phase, with one answer in it."""
    session = opened()
    lead = e.Actor(PEOPLE[0], Role.FACILITATOR, True, "o1")
    path = {
        Phase.OPENING: [e.Join(by=lead, at=START, organisation=ORGANISATIONS[0])],
        Phase.RUNNING: [e.Next(by=lead, at=START), e.Reply(by=lead, at=START, source="g:1:1", step="today", text="4")],
        Phase.PAUSED: [e.Pause(by=lead, at=START)],
        Phase.CLOSED: [e.Resume(by=lead, at=START), e.Close(by=lead, at=START, sure=True)],
    }
    for reached, steps in path.items():
        for step in steps:
            session = advance(SCENARIO, session, step).session
        if reached is phase:
            return session
    raise AssertionError(phase)


@pytest.mark.parametrize(("kind", "phase"), _every_kind(), ids=lambda x: x.__name__ if isinstance(x, type) else x)
def test_an_unlisted_transition_changes_nothing(kind: type[e.Event], phase: Phase) -> None:
    session = _in_phase(phase)
    assert session.phase is phase
    move = Move(kind, 0, 0, "4", private=True, minutes=0)
    happened = event(move, session, 7, START, {PEOPLE[0]})
    outcome = advance(SCENARIO, session, happened)
    if phase not in phases(happened):
        assert outcome.session is session
        assert outcome.effects == (fx.Refuse(fx.Short(fx.Text.NOT_NOW)),)
    else:
        assert fx.Refuse(fx.Short(fx.Text.NOT_NOW)) not in outcome.effects


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", [k for k in KINDS if not issubclass(k, e.Moment)], ids=lambda kind: kind.__name__)
def test_an_act_that_isnt_theirs_changes_nothing(kind: type[e.Event], role: Role) -> None:
    for phase in Phase:
        session = _in_phase(phase)
        made = event(Move(kind, 1, 0, "4", private=True, minutes=0), session, 7, START, set())
        values = {f.name: getattr(made, f.name) for f in fields(made) if f.init}
        outcome = advance(SCENARIO, session, kind(**{**values, "by": e.Actor(PEOPLE[1], role)}))
        allowed = role in MAY[made.act]
        why = fx.Text.NOT_TAKING_PART if Role.MEMBER in MAY[made.act] else fx.Text.NOT_YOURS
        assert allowed or outcome.effects == (fx.Refuse(fx.Short(why)),)
        if not allowed:
            assert outcome.session is session


def test_every_event_is_in_the_tables() -> None:
    kinds = {kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Event)}
    assert kinds - {e.Event, e.Moment, e.Open} == {*KINDS}
    acts = {kind.__dataclass_fields__["act"].default for kind in kinds - {e.Event, e.Moment, e.Due, e.Emptied}}
    assert acts <= MAY.keys()


def test_late_is_until_the_grace_is_over() -> None:
    session = _in_phase(Phase.CLOSED)
    lead = e.Actor(PEOPLE[0], Role.FACILITATOR, True, "o1")
    for after, changes in ((GRACE, True), (GRACE + timedelta(seconds=1), False)):
        late = e.Reply(by=lead, at=START + after, source="g:1:9", step="today", text="2")
        outcome = advance(SCENARIO, session, late)
        assert (outcome.session != session) == changes
        assert next(iter(outcome.session.answers)).late == changes


def test_what_waits_for_a_yes_is_gone_after_a_day() -> None:
    session = _in_phase(Phase.RUNNING)
    guest = e.Actor(PEOPLE[1], Role.MEMBER)
    held = advance(SCENARIO, session, e.Reply(by=guest, at=START, source="g:1:2", step="today", text="2")).session
    assert len(held.held) == 1
    nobody = e.Actor("", Role.STRANGER)
    moments = (START + HOLD - timedelta(seconds=1), START + HOLD)
    kept = [advance(SCENARIO, held, e.Due(by=nobody, at=at, wake=HeldOver("x"))).session.held for at in moments]
    assert [len(some) for some in kept] == [1, 0]


def test_sequences_get_far_enough_to_mean_something() -> None:
    """The moves above do reach every phase and kind of result, so the properties aren't empty."""
    session = opened()
    people = [e.Actor(person, Role.FACILITATOR if n == 0 else Role.MEMBER) for n, person in enumerate(PEOPLE[:5])]
    for n, actor in enumerate(people):
        session = advance(
            SCENARIO, session, e.Join(by=actor, at=START, chance=n, organisation=ORGANISATIONS[n % 2])
        ).session
    reached = []
    while session.phase is not Phase.CLOSED:
        session = advance(SCENARIO, session, e.Next(by=people[0], at=START)).session
        reached.append(session)
        step = next((id for id, state in session.steps.items() if state.progress is Progress.OPEN), "")
        for n, actor in enumerate(people if step else []):
            text = {"scale": "2", "matrix": "1a 2b", "vote": "1", "choice": "1"}.get(
                SCENARIO.step(step).kind, f"words §{n}§"
            )
            chance = 100 * STEPS.index(step) + n if step else 0
            reply = e.Reply(by=actor, at=START, chance=chance, source=f"g:1:{step}{n}", step=step, text=text)
            session = advance(SCENARIO, session, reply).session
    assert all(after.steps != before.steps for before, after in pairwise(reached))
    assert {state.progress for state in session.steps.values()} == {Progress.CLOSED}
    assert len(session.answers) == 5 * len(STEPS)
