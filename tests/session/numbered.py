"""A session that one person plays, an event a minute: for tests of what is asked in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.engine import advance, begin
from bot.session.organisations import Organisation, Side
from bot.session.roles import Role
from bot.session.state import Session

START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
LEAD = e.Actor("p0", Role.FACILITATOR, True, "o1")
_ORGANISATIONS = (Organisation("o1", "Toit", Side.SOUTH), Organisation("o2", "Aurore", Side.NORTH))


def begun(scenario: Scenario) -> Session:
    """A session in which the facilitator takes part."""
    opening = e.Open(
        by=LEAD, at=START, code="TESTS", scenario=scenario.id, languages=("en",), organisations=_ORGANISATIONS
    )
    outcome = begin(scenario, opening)
    assert outcome is not None
    return advanced(scenario, outcome.session, e.Join)


def advanced(scenario: Scenario, session: Session, kind: type[e.Event], by: e.Actor = LEAD, **more: object) -> Session:
    """The session after one more event, some minutes later."""
    at = (session.moved or START) + timedelta(minutes=len(session.answers) + 1)
    chance = (len(session.answers) + 1) * 0x9E3779B97F4A7C15 % 2**64
    event = kind(**{"by": by, "at": at, "chance": chance, "private": True, "source": f"p:{by.person}:1", **more})
    return advance(scenario, session, event).session
