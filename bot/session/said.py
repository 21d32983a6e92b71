"""What people say to questions, ask for, or pass on: each such event to whoever decides it. A part of the engine."""

from __future__ import annotations

from typing import assert_never

from bot.scenario.model import Scenario
from bot.session import (
    amending,
    answering,
    catching_up,
    lines,
    part_by_part,
    relaying,
    replying,
    settling,
)
from bot.session import events as e
from bot.session.outcome import Outcome
from bot.session.state import Session


def answered(scenario: Scenario, session: Session, event: e.Answering) -> Outcome:
    """An answer, a change of one, or one taken back."""
    match event:
        case e.Reply():
            return lines.turned(scenario, session, part_by_part.reply(scenario, session, event), event)
        case e.Replies():
            return replying.replies(scenario, session, event)
        case e.Tap():
            return lines.turned(scenario, session, answering.tap(scenario, session, event), event)
        case e.TurnTo():
            return lines.turn_to(scenario, session, event)
        case e.Settle():
            return settling.settle(scenario, session, event)
        case e.Edit():
            return replying.edit(scenario, session, event)
        case e.Undo():
            return amending.undo(scenario, session, event)
        case _:
            assert_never(event)


def relayed(scenario: Scenario, session: Session, event: e.Relaying) -> Outcome:
    """What somebody else says, passed on."""
    match event:
        case e.AskRelay():
            return relaying.ask(scenario, session, event)
        case e.Relay():
            return relaying.relay(scenario, session, event)
        case e.ForgetVoice():
            return relaying.forget(scenario, session, event)
        case _:
            assert_never(event)


def asked(scenario: Scenario, session: Session, event: e.AskingFor) -> Outcome:
    """What somebody asks for in private."""
    match event:
        case e.AskPrivately():
            return lines.ask_privately(scenario, session, event)
        case e.CatchUp():
            return catching_up.catch_up(scenario, session, event)
        case e.AskAhead():
            return catching_up.ask_ahead(scenario, session, event)
        case _:
            assert_never(event)
