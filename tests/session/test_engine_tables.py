"""What the engine refuses by its tables, and its limits of time; each once."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.engine import advance, phases
from bot.session.roles import MAY, Role
from bot.session.state import GRACE, HOLD, Phase, Progress
from bot.session.wakes import HeldOver
from tests.session.moves import (
    KINDS,
    ORGANISATIONS,
    PEOPLE,
    SCENARIO,
    START,
    STEPS,
    Move,
    event,
    in_phase,
    opened,
)


def _every_kind() -> list[tuple[type[e.Event], Phase]]:
    return [(kind, phase) for kind in KINDS for phase in Phase]


@pytest.mark.parametrize(("kind", "phase"), _every_kind(), ids=lambda x: x.__name__ if isinstance(x, type) else x)
def test_an_unlisted_transition_changes_nothing(kind: type[e.Event], phase: Phase) -> None:
    session = in_phase(phase)
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
        session = in_phase(phase)
        made = event(Move(kind, 1, 0, "4", private=True, minutes=0), session, 7, START, set())
        values = {f.name: getattr(made, f.name) for f in fields(made) if f.init}
        outcome = advance(SCENARIO, session, kind(**{**values, "by": e.Actor(PEOPLE[1], role)}))
        allowed = role in MAY[made.act]
        outside = fx.Text.TOOK_NO_PART if phase is Phase.CLOSED else fx.Text.NOT_TAKING_PART
        why = outside if Role.MEMBER in MAY[made.act] else fx.Text.NOT_YOURS
        assert allowed or outcome.effects == (fx.Refuse(fx.Short(why)),)
        if not allowed:
            assert outcome.session is session


def test_every_event_is_in_the_tables() -> None:
    kinds = {kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Event)}
    assert kinds - {e.Event, e.Moment, e.Open} == {*KINDS}
    done = {kind for kind in kinds - {e.Event} if not issubclass(kind, e.Moment)}
    acts = {kind.__dataclass_fields__["act"].default for kind in done}
    assert acts <= MAY.keys()


def test_late_is_until_the_grace_is_over() -> None:
    session = in_phase(Phase.OPENING)
    lead = e.Actor(PEOPLE[0], Role.FACILITATOR, True, "o1")
    for steered in (e.Next(sure=True, by=lead, at=START), e.Close(by=lead, at=START, sure=True)):
        session = advance(SCENARIO, session, steered).session
    for after, changes in ((GRACE, True), (GRACE + timedelta(seconds=1), False)):
        late = e.Reply(by=lead, at=START + after, source="g:1:9", step="today", text="2")
        outcome = advance(SCENARIO, session, late)
        assert (outcome.session != session) == changes
        assert [answer.late for answer in outcome.session.answers] == [True] * changes


def test_what_waits_for_a_yes_is_gone_after_a_day() -> None:
    session = in_phase(Phase.RUNNING)
    guest = e.Actor(PEOPLE[1], Role.MEMBER)
    held = advance(SCENARIO, session, e.Reply(by=guest, at=START, source="g:1:2", step="today", text="2")).session
    assert len(held.held) == 1
    nobody = e.Actor("", Role.STRANGER)
    moments = (START + HOLD - timedelta(seconds=1), START + HOLD)
    kept = [advance(SCENARIO, held, e.Due(by=nobody, at=at, wake=HeldOver())).session.held for at in moments]
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
        session = advance(SCENARIO, session, e.Next(sure=True, by=people[0], at=START)).session
        reached.append(session)
        step = next((id for id, state in session.steps.items() if state.progress is Progress.OPEN), "")
        for n, actor in enumerate(people if step else []):
            text = {"scale": "2", "matrix": "1a 2b", "vote": "1", "choice": "1"}.get(
                SCENARIO.step(step).kind, f"words §{n}§"
            )
            chance = 100 * STEPS.index(step) + n if step else 0
            reply = e.Reply(
                by=actor, at=START, chance=chance, source=f"g:1:{len(reached)}{n}", step=step, text=text, sure=True
            )
            session = advance(SCENARIO, session, reply).session
    assert all(after.steps != before.steps for before, after in pairwise(reached))
    assert {state.progress for state in session.steps.values()} == {Progress.CLOSED}
    assert len(session.answers) == 5 * len(STEPS)
