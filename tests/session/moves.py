"""What people do in random sessions: moves, as events of a session, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from hypothesis import strategies as st

from bot.scenario.load import load
from bot.scenario.model import Scenario
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import GroupPlace
from bot.session.engine import advance, begin
from bot.session.organisations import Organisation, Side
from bot.session.outcome import Outcome
from bot.session.pace import Pace
from bot.session.quiet import QuietHours
from bot.session.roles import Role
from bot.session.state import Phase, Session
from bot.session.wakes import HeldOver, RemindersDue, StepStands, WindowOver

FILE = Path(__file__).parents[1] / "dialogues" / "scenarios" / "small.yaml"


START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


ORGANISATIONS = (Organisation("o1", "Toit vert", Side.SOUTH), Organisation("o2", "Aurore", Side.NORTH))


#: What is proposed, how a facilitator decides, and what the list can be changed to: one is taken off, renamed, put on
#: the other side, or added.
PROPOSED = ("Rivage", "Toît vert", "Aur0re", "Pont", "x" * 41)
SETTLED = (ORGANISATIONS[0], None, Organisation("o3", "Rivage", Side.NORTH))
LISTS = (
    ORGANISATIONS,
    ORGANISATIONS[:1],
    (*ORGANISATIONS, Organisation("o4", "Pont", Side.OTHER)),
    (Organisation("o1", "Toit bleu", Side.NORTH), ORGANISATIONS[1]),
)


#: Every event that a session can meet.
KINDS = get_args(e.SessionEvent)


PEOPLE = ("p:fatou", "p:lia", "p:omar", "p:zoe", "p:ines", "p:tomas")


#: What sessions are woken for.
_WAKES = (HeldOver(), StepStands(), WindowOver(), RemindersDue())


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


_TEXTS = [
    "1",
    "3",
    "5",
    "1a 2b",
    "1a",
    "aa",
    "1,3",
    "-",
    "words",
    "do it ; us ; 2027-03-01",
    "do ; soon\ncall ; us ; 2020-01-01",
    "fin mars",
    "1m",
    "",
    "<b>&",
    "9 9 9",
]


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


def opened(pace: Pace | None = None) -> Session:
    by = e.Actor(PEOPLE[0], Role.FACILITATOR)
    told = {"code": "TESTS", "scenario": "small", "languages": ("fr",), "organisations": ORGANISATIONS, "pace": pace}
    outcome = begin(SCENARIO, e.Open(by=by, at=START, **told))
    assert outcome is not None
    return outcome.session


def event(move: Move, session: Session, number: int, at: datetime, enrolled: set[str]) -> e.Event:
    """The move as an event of this session. Each text says its number, so that it can be found again."""
    person = PEOPLE[move.who]
    role = Role.FACILITATOR if move.who == 0 else Role.STRANGER if move.who == 5 else Role.MEMBER
    organisation = ORGANISATIONS[move.who % 2]
    joined = person in enrolled
    by = e.Actor(person, role, joined, organisation.id if joined else None)
    source = "" if move.kind in (e.Tap, e.TurnTo) else f"g:1:{number if move.kind is not e.Edit else number // 3}"
    common = {"by": by, "at": at, "chance": number * 0x9E3779B97F4A7C15 % 2**64, "source": source}
    extra = _more(move, session, number).get(move.kind, {})
    return move.kind(**common, private=move.private, **extra)


def _more(move: Move, session: Session, number: int) -> dict[type[e.Event], dict[str, object]]:
    """What an event of each kind says besides, where it does."""
    person, organisation = PEOPLE[move.who], ORGANISATIONS[move.who % 2]
    step, text = STEPS[move.step], f"{move.text} §{number}§" if move.text == "words" else move.text
    return {
        e.Join: {"organisation": organisation},
        e.Propose: {"name": PROPOSED[move.step % len(PROPOSED)], "side": Side.NORTH},
        e.Decide: {"number": 1 + move.step % 3, "organisation": SETTLED[len(move.text) % len(SETTLED)]},
        e.Relist: {"listed": LISTS[move.step % len(LISTS)]},
        e.Reply: {"step": step, "text": text, "sure": True},
        e.Replies: {"asked": _asked(move), "text": f"1. {text}\n2. {move.text}" if move.minutes else text},
        **_relaying(session, move, text),
        e.Tap: {"step": step, "code": move.text[:2].strip()},
        e.TurnTo: {"step": step, "line": len(move.text) - 1},
        e.Settle: {"doubt": _doubt(session, move), "said": move.text, "edited": move.private},
        e.Edit: {"text": text, "said_to": step},
        e.Undo: {"sure": move.private or None},
        e.Rename: {"alias": move.text},
        e.AskPrivately: {"step": step},
        e.Close: {"sure": move.private},
        e.Next: {"sure": (True, True, None, False)[move.step % 4]},
        e.Correct: {"text": text},
        **_caring(session, move, step, text),
        e.Due: {"wake": _WAKES[move.step % len(_WAKES)], **_reminding(session)},
        e.Remind: _reminding(session),
        e.Extend: {"by_length": timedelta(hours=move.step) or None},
        e.Emptied: {"place": GroupPlace(1)},
        e.Departed: {"person": person},
        e.Unseated: {"person": person},
    }


def _asked(move: Move) -> tuple[tuple[int, str], ...]:
    """Some questions, asked in one message."""
    return tuple(enumerate((STEPS[move.step], *STEPS[: len(move.text) % 3]), 1))


def _relaying(session: Session, move: Move, text: str) -> dict[type[e.Event], dict[str, object]]:
    voice = _voice(session, move)
    return {
        e.Relay: {"asked": _asked(move), "text": f"{1 + move.step % 2}\n1. {text}", "voice": voice},
        e.ForgetVoice: {"voice": voice, "sure": move.private or None},
    }


def _voice(session: Session, move: Move) -> str:
    """A voice that was passed on, or a new one."""
    voices = [person for person, who in session.participants.items() if who.relayed]
    return voices[0] if voices and move.minutes else ""


def _reminding(session: Session) -> e.Reminding:
    """All who take part can be written to, but for one, and another doesn't want to be reminded."""
    return {"clocks": dict.fromkeys(session.active()[1:], QuietHours()), "muted": frozenset(PEOPLE[2:3])}


def _caring(session: Session, move: Move, step: str, text: str) -> dict[type[e.Event], dict[str, object]]:
    answer, _ = _doubt(session, move)
    return {
        e.Whisper: {"text": text},
        e.Transcribe: {"answer": answer, "text": text},
        e.AskReview: {"step": step},
        e.SetAside: {"step": step, "number": move.who, "reason": move.text},
        e.Reveal: {"step": step},
        e.Probe: {"answer": answer, "question": "why?"},
        e.Elaborate: {"answer": answer, "text": text, "edited": move.private},
    }


def _doubt(session: Session, move: Move) -> tuple[str, int]:
    """Something that somebody was asked about an answer, or may have been."""
    ids = [answer.id for answer in session.answers] or ["x"]
    return ids[move.who % len(ids)], move.step


def played(made: list[Move]) -> list[tuple[Session, e.Event, Outcome]]:
    """Each event with the session before it and what came of it."""
    over_days = Pace() if made and made[0].private else None
    session, at, enrolled, told = opened(over_days), START, set[str](), []
    for number, move in enumerate(made, 1):
        at += timedelta(minutes=move.minutes, seconds=6)  # so that each is a move of its own
        happened = event(move, session, number, at, enrolled)
        outcome = advance(SCENARIO, session, happened)
        told.append((session, happened, outcome))
        enrolled |= {effect.person for effect in outcome.effects if isinstance(effect, fx.Enrol)}
        session = outcome.session
    return told


def in_phase(phase: Phase) -> Session:
    """A session that has come to this phase, with one answer in it."""
    session = opened()
    lead = e.Actor(PEOPLE[0], Role.FACILITATOR, True, "o1")
    path = {
        Phase.OPENING: [e.Join(by=lead, at=START, organisation=ORGANISATIONS[0])],
        Phase.RUNNING: [
            e.Next(sure=True, by=lead, at=START),
            e.Reply(by=lead, at=START, source="g:1:1", step="today", text="4"),
        ],
        Phase.PAUSED: [e.Pause(by=lead, at=START)],
        Phase.CLOSED: [e.Resume(by=lead, at=START), e.Close(by=lead, at=START, sure=True)],
    }
    for reached, steps in path.items():
        for step in steps:
            session = advance(SCENARIO, session, step).session
        if reached is phase:
            return session
    raise AssertionError(phase)
