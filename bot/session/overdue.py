"""What becomes of a question over days whose time has come: it closes where enough have answered, is open once as long
again where they haven't, and then those who facilitate are asked. If they say nothing, it closes after a day of waking
hours. The first question opens by itself.

Nobody is waited for: whoever says nothing never keeps a group from going on.
"""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import windows
from bot.session.addresses import STATUS_REF, Ref, RefKind, step_ref
from bot.session.effects import AskFacilitators, Effect, Post, Revise, Short, Status, Text, WakeAt
from bot.session.outcome import Outcome, refreshed, refusal, toast, told
from bot.session.pace import Pace
from bot.session.placing import open_step, open_steps
from bot.session.state import Phase, Session
from bot.session.steering import onward
from bot.session.wakes import RemindersDue, WindowOver


def due(scenario: Scenario, session: Session, event: e.Due) -> Outcome:
    """The moment for which a session was woken, as far as it is come."""
    moment, pace = windows.due(scenario, session), session.pace
    if pace is None or moment is None:
        return Outcome(session)
    if moment > event.at or pace.quiet.at(event.at):  # it was put off, or the bot was away until it was night again
        return Outcome(session, (WakeAt(max(moment, pace.quiet.over(event.at)), WindowOver()),))
    return _decided(scenario, session, pace, event)


def _decided(scenario: Scenario, session: Session, pace: Pace, event: e.Due) -> Outcome:
    have, needed = windows.heard(session)
    asks = any(scenario.step(step).asks for step in open_steps(session))
    over = session.phase is Phase.OPENING or not asks or pace.onward or pace.complete or have >= needed
    if over or pace.asked:
        return onward(scenario, session, event)
    if not pace.extended:
        return _extended(scenario, session, windows.extended(scenario, session, pace, event.at), event)
    session = replace(session, pace=replace(pace, asked=event.at))
    step = open_step(session) or ""
    asked = Short(Text.WINDOW_OVER, step)
    return Outcome(session, (AskFacilitators(asked, Ref(RefKind.GOING_ON, step), session.facilitator),))


def _extended(scenario: Scenario, session: Session, pace: Pace, event: e.Event) -> Outcome:
    """The group is told once, in one line that names nobody."""
    step = open_step(session) or ""
    session = replace(session, pace=pace)
    line = Post(Short(Text.STAYS_OPEN_UNTIL, step), Ref(RefKind.NUDGE, step), under=step_ref(step))
    return Outcome(session, (line, Revise(Status(), STATUS_REF), *_after(session, event)))


def _after(session: Session, event: e.Event) -> tuple[Effect, ...]:
    return (*refreshed(session, debounce=False)[1:], WakeAt(event.at, RemindersDue()))


def extend(scenario: Scenario, session: Session, event: e.Extend) -> Outcome:
    """Those who facilitate leave what is open open for longer."""
    pace = session.pace
    if pace is None:
        return refusal(session, Text.ONLY_OVER_DAYS)
    if event.leaving is not None and event.leaving != (open_step(session) or ""):
        return Outcome(session, (toast(Text.MOVED_ON),))
    if pace.closes is None:
        return refusal(session, Text.NOT_NOW)
    longer = windows.extended(scenario, session, pace, event.at, event.by_length)
    if pace.quiet.at(event.at):
        session = replace(session, pace=longer)
        said: tuple[Effect, ...] = (Revise(Status(), STATUS_REF), *_after(session, event))
        return Outcome(session, (*said, *told(event, Text.EXTENDED)))
    outcome = _extended(scenario, session, longer, event)
    return replace(outcome, effects=(*outcome.effects, *told(event, Text.EXTENDED)))
