"""The workshop in which people look after one another, played event by event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.scenario.load import load
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import PrivatePlace, source
from bot.session.engine import advance, begin
from bot.session.organisations import Organisation, Side
from bot.session.roles import Role
from bot.session.state import Session

FILE = Path(__file__).parents[1] / "dialogues" / "scenarios" / "care.yaml"
SCENARIO = load(FILE.read_bytes()).scenario
assert SCENARIO is not None
START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
ORGANISATION = Organisation("o1", "Toit vert", Side.SOUTH)
LEAD, *PEOPLE = (
    e.Actor(name, Role.FACILITATOR if name == "awa" else Role.MEMBER, True, "o1")
    for name in ("awa", "chidi", "nour", "sam")
)


class Told:
    """A session, and what every event came to."""

    def __init__(self, *, reviews: bool = False) -> None:
        what = {"code": "T", "scenario": "care", "languages": ("fr",), "organisations": (ORGANISATION,)}
        opened = e.Open(by=LEAD, at=START, reviews=reviews, **what)
        outcome = begin(SCENARIO, opened)
        assert outcome is not None
        self.session: Session = outcome.session
        self.number = 0
        for who in (LEAD, *PEOPLE):
            self.does(e.Join, who, organisation=ORGANISATION)

    def does(self, kind: type[e.Event], who: e.Actor, **more: object) -> tuple[fx.Effect, ...]:
        self.number += 1
        at = START + timedelta(minutes=self.number)
        where = {"source": source(PrivatePlace(who.person), self.number), "private": True}
        event = kind(**{"by": who, "at": at, "chance": self.number * 7919, **where, **more})
        outcome = advance(SCENARIO, self.session, event)
        self.session = outcome.session
        return outcome.effects

    def next(self) -> None:
        self.does(e.Next, LEAD, sure=True)

    def answer(self, step: str, *people: e.Actor) -> None:
        for who in people:
            self.does(e.Reply, who, step=step, text=f"what {who.person} says", sure=True)
