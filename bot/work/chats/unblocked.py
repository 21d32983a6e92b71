"""Somebody who had blocked the bot lets it write again: what they missed in private and can still be used is
offered again."""

from __future__ import annotations

from bot.scenario.model import AskingStep
from bot.session import events as e
from bot.session.placing import answered_by
from bot.session.steering import open_step
from bot.store import groups, sessions
from bot.work.context import Visit
from bot.work.run_event import circumstances, play


def returned(visit: Visit) -> None:
    """The private questions that are open to them and, where they steer, the buttons for it."""
    person = visit.person.person
    for code in sessions.open_to(visit.tx, person, visit.now):
        if step := _missed(visit, code, person):
            _ask(visit, code, step)
    for group in groups.all_active(visit.tx):
        running = sessions.running_in(visit.tx, group.id)
        stored = sessions.load(visit.tx, running) if running else None
        if stored and stored.session.facilitator == person:
            code = stored.session.code
            play(visit, code, lambda _, __, who: e.AskStatus(**circumstances(visit, who)), steering=True)


def _ask(visit: Visit, code: str, step: str) -> None:
    play(visit, code, lambda _, __, who: e.AskPrivately(**circumstances(visit, who), step=step))


def _missed(visit: Visit, code: str, person: str) -> str | None:
    """The private step that is open in a session and that they haven't answered."""
    stored = sessions.load(visit.tx, code)
    step = open_step(stored.session) if stored else None
    if stored is None or step is None or person in answered_by(stored.session, step):
        return None
    shape = visit.world.scenario(stored.digest, stored.source).step(step)
    return step if isinstance(shape, AskingStep) and shape.private else None
