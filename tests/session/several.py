"""A session of questions that are answered in private and in the group, several in one message, ahead or passed on."""

from __future__ import annotations

from datetime import timedelta

from bot.resources import folder
from bot.scenario.library import Library
from bot.session import effects as fx
from bot.session import events as e
from bot.session.engine import advance, begin
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.state import Session
from bot.session.state import session_from_json as from_json
from bot.session.state import session_to_json as to_json
from tests.session.guarded import START
from tests.session.moves import ORGANISATIONS

SCENARIO = Library([folder("tests") / "dialogues" / "scenarios"]).get("post")
LEAD = e.Actor("lead", Role.FACILITATOR, True, ORGANISATIONS[0].id)
PEOPLE = ("p1", "p2", "p3", "p4")
STEPS = tuple(step.id for step in SCENARIO.steps)
#: The questions that can be answered ahead, by their numbers.
AHEAD = tuple(enumerate(("mood", "silent", "help", "who", "bring"), 1))


def member(person: str) -> e.Actor:
    """Somebody who takes part."""
    return e.Actor(person, Role.MEMBER, True, ORGANISATIONS[0].id)


class Play:
    """A session, played event by event; each goes through JSON."""

    def __init__(self) -> None:
        self.number, self.outcomes = 0, list[Outcome]()
        told = {"code": "TESTS", "scenario": "post", "languages": ("en",), "organisations": ORGANISATIONS}
        opened = begin(SCENARIO, e.Open(by=LEAD, at=START, **told))
        assert opened
        self.session: Session = opened.session
        for person in ("lead", *PEOPLE):
            self.do(e.Join, LEAD if person == "lead" else member(person), organisation=ORGANISATIONS[0])

    def do(self, kind: type[e.Event], by: e.Actor, **more: object) -> Outcome:
        """Something happens."""
        self.number += 1
        at = START + timedelta(minutes=10 * self.number)
        known = {"chance": 10**20 + self.number, "source": f"p:{by.person}:{self.number}", "private": True} | more
        outcome = advance(SCENARIO, from_json(to_json(self.session)), kind(by=by, at=at, **known))
        self.session = outcome.session
        self.outcomes.append(outcome)
        return outcome

    def ahead(self, person: str, text: str, asked: tuple[tuple[int, str], ...] = AHEAD) -> Outcome:
        """Somebody answers what is to come."""
        return self.do(e.Replies, member(person), asked=asked, text=text)

    def goes_on(self) -> Outcome:
        """The next question opens."""
        return self.do(e.Next, LEAD, sure=True, source="", private=False)


def echo_of(outcome: Outcome) -> fx.Echo:
    """What was told back."""
    bodies = [effect.body for effect in outcome.effects if isinstance(effect, fx.Post | fx.Revise)]
    return next(body for body in bodies if isinstance(body, fx.Echo))
