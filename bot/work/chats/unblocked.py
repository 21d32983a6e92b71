"""Somebody who had blocked the bot lets it write again: what they missed in private and can still be used is
offered again."""

from __future__ import annotations

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.roles import may
from bot.session.state import Session
from bot.store import groups, sessions
from bot.work import route
from bot.work.context import Context
from bot.work.run_event import circumstances, play


def returned(context: Context) -> None:
    """The private questions that are open to them and, where they steer, the buttons for it."""
    person = context.person.person

    def missed(scenario: Scenario, session: Session, who: e.Actor) -> e.SessionEvent | None:
        return _missed(circumstances(context, who), scenario, session) if may(who.role, "private") else None

    for code in sessions.open_to(context.tx, person, context.now):
        play(context, code, missed, showing=True)
    for group in groups.all_active(context.tx):
        running = sessions.running_in(context.tx, group.id)
        stored = sessions.load(context.tx, running) if running else None
        if stored and stored.session.facilitator == person and may(context.role(group), "status"):
            code = stored.session.code
            play(context, code, lambda _, __, who: e.AskStatus(**circumstances(context, who)), steering=True)


def _missed(where: e.Circumstances, scenario: Scenario, session: Session) -> e.SessionEvent | None:
    step = route.missed(scenario, session, where["by"].person)
    return e.AskPrivately(**where, step=step) if step else None
