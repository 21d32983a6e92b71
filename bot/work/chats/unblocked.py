"""Somebody who had blocked the bot lets it write again: what they missed in private and can still be used is
offered again."""

from __future__ import annotations

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.roles import may
from bot.session.state import Session
from bot.store import roles, sessions, under_way
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
    theirs = {group.id: group for group in roles.perhaps_steered(context.tx, person)}
    for code, group_id in under_way.steered_by(context.tx, person, theirs):
        if may(context.role(theirs[group_id]), "status"):
            play(context, code, lambda _, __, who: e.AskStatus(**circumstances(context, who)), steering=True)


def _missed(where: e.Circumstances, scenario: Scenario, session: Session) -> e.SessionEvent | None:
    step = route.missed(scenario, session, where["by"].person)
    return e.AskPrivately(**where, step=step) if step else None
