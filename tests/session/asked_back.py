"""A session in which somebody may be asked something back about their answer, for tests that ask and answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from bot.scenario.load import load
from bot.scenario.model import Scenario
from bot.session import effects as fx
from bot.session import events as e
from bot.session.answers import Answer
from bot.session.effects import Text
from bot.session.engine import advance, begin
from bot.session.kinds.commitment import CommitmentValue
from bot.session.organisations import Organisation, Side
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.state import Session, session_from_json, session_to_json
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import pages
from bot.wording.scene import Scene

#: A Monday, an hour before midnight in UTC; in Nairobi it is Tuesday.
START = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)
YAML = """palabre: 1
id: one
title: {{ fr: T }}
purpose: {{ fr: P }}
steps:
  - {{ id: do, kind: commitment, prompt: {{ fr: Quoi }}{how} }}
  - {{ id: end, kind: message, prompt: {{ fr: Fin }} }}
"""
GROUP, PRIVATE = "g:1:", "p:awa:"


class Room:
    """A session in which the question is open, kept as JSON between any two events; Awa leads, Sam takes part."""

    def __init__(self, how: str = "") -> None:
        read = load(YAML.format(how=how).encode()).scenario
        assert read is not None
        self.scenario: Scenario = read
        self.numbers = count(1)
        self.at = START
        lead = e.Actor("awa", Role.FACILITATOR)
        opened = begin(read, e.Open(by=lead, at=START, code="ABCDE", scenario="one", languages=("fr",),
                                    organisations=(Organisation("o1", "Toit vert", Side.SOUTH),)))  # fmt: skip
        assert opened is not None
        self.session: Session = opened.session
        for name in ("awa", "sam"):
            self.bring(e.Join, name, organisation=self.session.organisations[0])
        self.bring(e.Next, "awa", sure=True)

    def bring(
        self, kind: type[e.Event], name: str, where: str = GROUP, *, number: int | None = None, **what: object
    ) -> Outcome:
        """An event, in a message of its own unless it is a tap or the edit of the one with that number."""
        role = Role.FACILITATOR if name == "awa" else Role.MEMBER
        fresh = next(self.numbers)
        source = f"{where}{number or fresh}" if where else ""
        actor = e.Actor(
            name, role, name in self.session.participants, "o1" if name in self.session.participants else None
        )
        event = kind(by=actor, at=self.at, chance=fresh, source=source, private=where == PRIVATE, **what)
        outcome = advance(self.scenario, session_from_json(session_to_json(self.session)), event)
        self.session = outcome.session
        return outcome

    def says(self, name: str, text: str, where: str = GROUP, *, day: date | None = None) -> Outcome:
        """A reply to the question."""
        return self.bring(e.Reply, name, where, step="do", text=text, day=day)

    def settles(
        self, name: str, text: str, where: str = GROUP, *, doubt: int = 1, number: int | None = None
    ) -> Outcome:
        """A reply to what somebody was asked back about the first answer, or a tap where there is no place."""
        about = (next(iter(self.session.answers)).id, doubt)
        return self.bring(e.Settle, name, where, number=number, doubt=about, said=text, edited=number is not None)

    @property
    def answer(self) -> Answer:
        """The first answer."""
        return next(iter(self.session.answers))

    @property
    def all(self) -> list[tuple[str, date | None]]:
        """What the first answer commits to, and by when."""
        assert isinstance(self.answer.value, CommitmentValue)
        return [(one.what, one.due) for one in self.answer.value.commitments]

    def told(self, outcome: Outcome) -> list[str]:
        """What is said in new messages and toasts, and in those that are edited."""
        bodies = [x.body for x in outcome.effects if isinstance(x, fx.Post | fx.Toast | fx.Refuse)]
        edits = [x.body for x in outcome.effects if isinstance(x, fx.Revise) and isinstance(x.body, fx.AskBack)]
        scene = Scene(self.scenario, self.session, words("en"))
        return [str(pages(render(body, scene))[0]) for body in (*bodies, *edits)]


def asked(outcome: Outcome) -> list[tuple[int, str | None]]:
    """What is asked: the number, and in whose private chat."""
    return [(x.body.number, x.to) for x in outcome.effects if isinstance(x, fx.Post) and isinstance(x.body, fx.AskBack)]


def refused(outcome: Outcome) -> list[Text]:
    """Why not."""
    return [x.body.text for x in outcome.effects if isinstance(x, fx.Post | fx.Toast) and isinstance(x.body, fx.Short)]
