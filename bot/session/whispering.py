"""A whisper: an unsigned word to all who facilitate, each in private. It changes nothing in the session, and nothing of
it is kept there: not that there was one."""

from __future__ import annotations

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import WHISPER_REF, WHISPERED_REF
from bot.session.effects import AskFacilitators, Post, Short, Text
from bot.session.outcome import Outcome
from bot.session.state import Session


def whisper(scenario: Scenario, session: Session, event: e.Whisper) -> Outcome:
    """The words go out with nothing that tells of their author; who wrote them is told that they have."""
    told = AskFacilitators(Short(Text.WHISPER, detail=event.text), WHISPER_REF, session.facilitator)
    sent = Post(Short(Text.WHISPERED), WHISPERED_REF, to=event.by.person)
    return Outcome(session, (told, sent))
