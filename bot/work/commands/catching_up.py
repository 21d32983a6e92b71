"""/catchup and /ahead: in which session. Of several that somebody takes part in it is the only one with something open
to them, or to come; where there are more, they are asked which.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import ahead
from bot.session import events as e
from bot.session.catching_up import open_to
from bot.session.state import Phase, Session
from bot.store import groups, sessions
from bot.wording import refusals
from bot.wording.which_group import ask_which_group
from bot.work.commands.to_session import Pressed
from bot.work.context import Context
from bot.work.run_event import circumstances, play

#: Makes the event.
_Make = Callable[[e.Circumstances], e.CatchUp | e.AskAhead]
#: Whether there is something for somebody in a session.
_Has = Callable[[Scenario, Session, e.CatchUp | e.AskAhead], bool]


def _catch_up(where: e.Circumstances) -> e.CatchUp:
    return e.CatchUp(**where)


def _ask_ahead(where: e.Circumstances) -> e.AskAhead:
    return e.AskAhead(**where)


def catch_up(context: Context, incoming: IncomingMessage) -> None:
    """/catchup"""
    _ask(context, "catchup", _catch_up, lambda scenario, session, event: bool(open_to(scenario, session, event)))


def ask_ahead(context: Context, incoming: IncomingMessage) -> None:
    """/ahead"""
    _ask(context, "ahead", _ask_ahead, lambda scenario, session, _: bool(ahead.coming(scenario, session)))


def _ask(context: Context, verb: str, make: _Make, has: _Has) -> None:
    there = [code for code in sessions.open_to(context.tx, context.person.person, context.now) if _alive(context, code)]
    with_some = [code for code in there if _has(context, code, make, has)]
    if len(with_some) > 1:
        titles = [(code, _title(context, code)) for code in reversed(with_some)]
        context.say(ask_which_group(context.words, verb, titles))
    elif not there:
        context.say(refusals.nothing_running(context.words))
    else:
        code = (with_some or there)[-1]
        play(context, code, lambda _, __, who: make(circumstances(context, who)), showing=True)


def _alive(context: Context, code: str) -> bool:
    stored = sessions.load(context.tx, code)
    return stored is not None and stored.session.phase is not Phase.CLOSED


def _has(context: Context, code: str, make: _Make, has: _Has) -> bool:
    stored = sessions.load(context.tx, code)
    if stored is None:
        return False
    event = make(circumstances(context, e.Actor(context.person.person)))
    return has(context.runtime.scenario(stored), stored.session, event)


def _title(context: Context, code: str) -> str:
    stored = sessions.load(context.tx, code)
    group = groups.get(context.tx, stored.group_id) if stored else None
    return group.title if group else code


catch_up_pressed = Pressed(lambda where, _, __: _catch_up(where))
ask_ahead_pressed = Pressed(lambda where, _, __: _ask_ahead(where))
