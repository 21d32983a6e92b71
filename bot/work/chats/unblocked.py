"""Somebody who had blocked the bot lets it write again: what they missed in private and can still be used is
offered again."""

from __future__ import annotations

from bot.session import events as e
from bot.session.placing import answered_by
from bot.session.steering import open_step
from bot.store import groups, sessions
from bot.work.context import Context
from bot.work.run_event import circumstances, play


def returned(context: Context) -> None:
    """The private questions that are open to them and, where they steer, the buttons for it."""
    person = context.person.person
    for code in sessions.open_to(context.tx, person, context.now):
        if step := _missed(context, code, person):
            _ask(context, code, step)
    for group in groups.all_active(context.tx):
        running = sessions.running_in(context.tx, group.id)
        stored = sessions.load(context.tx, running) if running else None
        if stored and stored.session.facilitator == person:
            code = stored.session.code
            play(context, code, lambda _, __, who: e.AskStatus(**circumstances(context, who)), steering=True)


def _ask(context: Context, code: str, step: str) -> None:
    play(context, code, lambda _, __, who: e.AskPrivately(**circumstances(context, who), step=step))


def _missed(context: Context, code: str, person: str) -> str | None:
    """The private step that is open in a session and that they haven't answered."""
    stored = sessions.load(context.tx, code)
    step = open_step(stored.session) if stored else None
    if stored is None or step is None or person in answered_by(stored.session, step):
        return None
    return step if context.runtime.scenario(stored.digest, stored.source).step(step).private else None
