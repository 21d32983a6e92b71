"""What is kept of an anonymous question is the same, byte for byte, whoever of those who answered said what, and in
whatever order what several phones send at once arrives. So nobody who reads it can tell.

Of those who answered before a question closed any may have said any of it; of those who came after, any of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.session import events as e
from bot.session.chance import BITS, drawn
from bot.session.engine import advance
from bot.session.placing import unattributed
from bot.session.roles import Role
from bot.session.state import Phase, Progress, Session, session_from_json, session_to_json
from tests.often import often
from tests.session.guarded import SCENARIO, STEPS, TEXTS, opened

NAMELESS = tuple(id for id in STEPS if unattributed(SCENARIO, id))
EVERYBODY = range(9)
_SEED = 2**BITS // 3


@dataclass(frozen=True)
class Act:
    """Something that one of those who answer a question does, by the message of that number."""

    kind: type[e.Event]
    role: int
    number: int
    text: int


@dataclass(frozen=True)
class Part:
    """What happens at one question: what those in the first roles do while it is open, and what those in the next
    roles say afterwards."""

    acts: tuple[Act, ...]
    late: tuple[Act, ...]

    @property
    def roles(self) -> tuple[range, range]:
        """Of those who answer in time, and of those who come late."""
        first = len({act.role for act in self.acts})
        return range(first), range(first, first + len(self.late))


Script = dict[str, Part]
#: Who is in which role, question by question.
Cast = dict[str, Sequence[int]]


def _chance(*of: object) -> int:
    """Chance of its own for each thing that happens, whoever does it."""
    return sum(drawn(_SEED, f"{of} {n}") << 64 * n for n in range(BITS // 64))


def _does(session: Session, step: str, act: Act, who: int) -> Session:
    person, kind = f"p{who}", STEPS[step].kind
    by = e.Actor(person, Role.MEMBER, True, session.participants[person].organisation)
    text = f"words {act.number} {act.text}" if kind == "text" else TEXTS[kind][act.text % len(TEXTS[kind])]
    said = {e.Reply: {"step": step, "text": text}, e.Edit: {"said_to": step, "text": text}, e.Undo: {"sure": True}}
    at, source = session.opened + timedelta(hours=2), f"p:{person}:{act.number}"
    event = act.kind(by=by, at=at, chance=_chance(step, act), private=True, source=source, **said[act.kind])
    return _kept(session, event)


def _kept(session: Session, event: e.Event) -> Session:
    return session_from_json(session_to_json(advance(SCENARIO, session, event).session))


def _onward(session: Session, number: int) -> Session:
    by = e.Actor("p0", Role.FACILITATOR, True, "o0")
    at = session.opened + timedelta(hours=1, minutes=number)
    return _kept(session, e.Next(sure=True, by=by, at=at, chance=_chance("next", number)))


def played(script: Script, cast: Cast) -> list[bytes]:
    """The session at each moment at which a question has just closed, and in the end."""
    session, seen = opened((3, 3, 3)).session, []
    for number in range(len(STEPS) + 1):
        session = _onward(session, number)
        seen.append(session_to_json(session))
        step = next((id for id, state in session.steps.items() if state.progress is Progress.OPEN), "")
        for act in script[step].acts if step in script else ():
            session = _does(session, step, act, cast[step][act.role])
    assert session.phase is Phase.CLOSED
    for step, part in script.items():
        for act in part.late:
            session = _does(session, step, act, cast[step][act.role])
    return [*seen, session_to_json(session)]


_WHATS = ((e.Reply,), (e.Reply, e.Reply), (e.Reply, e.Edit), (e.Reply, e.Undo, e.Reply))


@st.composite
def parts(draw: st.DrawFn) -> Part:
    count, acts = draw(st.integers(1, 9)), list[Act]()
    for role in range(count):
        for kind in draw(st.sampled_from(_WHATS)):
            number = len([act for act in acts if act.kind is e.Reply]) + (kind is e.Reply)
            acts.append(Act(kind, role, number, draw(st.integers(0, 9))))
    late = draw(st.lists(st.integers(0, 9), max_size=9 - count))
    return Part(tuple(acts), tuple(Act(e.Reply, count + n, 100 + n, text) for n, text in enumerate(late)))


SCRIPTS = st.fixed_dictionaries({step: parts() for step in NAMELESS})


def _recast(draw: st.DataObject, script: Script, cast: Cast) -> Cast:
    """Other people in the roles: the same answer in time, and the same late."""
    others = {}
    for step, part in script.items():
        groups: Iterable[Sequence[int]] = ([cast[step][role] for role in roles] for roles in part.roles)
        others[step] = [who for group in groups for who in draw.draw(st.permutations(group))]
    return others


@settings(max_examples=often(15, 300))
@given(SCRIPTS, st.data())
def test_who_said_what_leaves_the_same_bytes(script: Script, data: st.DataObject) -> None:
    cast = {step: data.draw(st.permutations(EVERYBODY)) for step in script}
    assert played(script, cast) == played(script, _recast(data, script, cast))


@settings(max_examples=often(15, 300))
@given(SCRIPTS, st.data())
def test_in_which_order_it_arrived_leaves_the_same_bytes(script: Script, data: st.DataObject) -> None:
    """Each phone keeps to its own order; between phones there is none."""
    cast = dict.fromkeys(script, EVERYBODY)
    shuffled = {}
    for step, part in script.items():
        turns = data.draw(st.permutations([act.role for act in part.acts]))
        queues = {role: [act for act in part.acts if act.role == role] for role in turns}
        shuffled[step] = Part(tuple(queues[role].pop(0) for role in turns), part.late)
    assert played(script, cast) == played(shuffled, cast)
