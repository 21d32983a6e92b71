"""What people get in private in a session over days, in their own waking hours: the private questions, once they are
awake; and reminders, at most two a person and window, one in its middle and one near its end, for those who haven't
answered. The group never learns whom. Those who can't be written to are told once, all alike, what they can do.

A session is woken for the next moment at which anybody might be due, whether they have answered by then or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zlib import crc32

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import NO_REF, Ref, RefKind, step_ref
from bot.session.answers import PersonId
from bot.session.effects import Effect, Post, Short, Text, WakeAt
from bot.session.lines import asked_of
from bot.session.outcome import Outcome, aside, refusal, toast
from bot.session.pace import Pace
from bot.session.placing import answered_by, open_steps
from bot.session.quiet import QuietHours
from bot.session.state import Phase, Session
from bot.session.wakes import RemindersDue

#: How often one person is reminded of one question, and how far apart.
MOST, APART = 2, timedelta(hours=2)
#: How long before the end of a window the second reminder comes: an eighth of it. With the figures of field studies
#: (people who start late finish the same day), one in the middle and one near the end are what helps.
_NEAR_THE_END = 8
#: How long before the end of a window a reminder is of no use any more.
_TOO_LATE = timedelta(hours=1)
#: How long before somebody's night a reminder comes that would have fallen into it.
_BEFORE_BED = timedelta(hours=1)
#: Reminders that are due in the same minute in many groups are spread over so many seconds, since all groups of a bot
#: share its pace.
SPREAD = 1800

Clocks = Mapping[PersonId, QuietHours]


def due(scenario: Scenario, session: Session, event: e.Due) -> Outcome:
    """Whoever is due is reminded, and the session is woken for the next."""
    pace, opened = session.pace, _opened(session)
    if pace is None or pace.closes is None or opened is None or session.phase is not Phase.RUNNING:
        return Outcome(session)
    session, prompted = _prompted(scenario, session, pace, event)
    session, reminded = _reminded(scenario, session, session.pace or pace, opened, event)
    session, hint = _hint(session, event)
    coming = _next(session, opened, event)
    woken = (WakeAt(coming, RemindersDue()),) if coming else ()
    return Outcome(session, (*prompted, *reminded, *hint, *woken))


def _prompted(scenario: Scenario, session: Session, pace: Pace, event: e.Due) -> tuple[Session, tuple[Effect, ...]]:
    """The private questions go to those who are awake and haven't got them."""
    private = tuple(step for step in open_steps(session) if scenario.step(step).private)
    awake = [p for p in session.active() if p in event.clocks and not event.clocks[p].at(event.at)]
    people = [person for person in awake if person not in pace.prompted]
    if not private or not people:
        return session, ()
    session = replace(session, pace=replace(pace, prompted=pace.prompted.union(people)))
    return session, asked_of(scenario, session, private, people)


def remind(scenario: Scenario, session: Session, event: e.Remind) -> Outcome:
    """Whoever facilitates has it done now, as far as people may be disturbed."""
    pace, opened = session.pace, _opened(session)
    if pace is None or opened is None:
        return refusal(session, Text.ONLY_OVER_DAYS if pace is None else Text.NOT_NOW)
    due_now = {p: s for p, s in _missing(scenario, session).items() if p in event.clocks and _may(pace, p, event)}
    said = aside(event, Text.REMINDED) if event.source else toast(Text.REMINDED)
    return _said(session, pace, due_now, event, (said,))


def _opened(session: Session) -> datetime | None:
    return next((session.step(step).opened for step in open_steps(session)), None)


def _missing(scenario: Scenario, session: Session) -> dict[PersonId, str]:
    """Those who take part and haven't answered all that is open, each with the first question that they haven't."""
    asked = [step for step in open_steps(session) if scenario.step(step).asks]
    left = {p: [step for step in asked if p not in answered_by(session, step)] for p in session.active()}
    return {person: steps[0] for person, steps in left.items() if steps}


def _may(pace: Pace, person: PersonId, event: e.Due | e.Remind) -> bool:
    """Whether somebody may be reminded now: awake, not twice before, nor just now."""
    count, last = pace.reminded.get(person, (0, None))
    rested = last is None or event.at >= last + APART
    in_time = pace.closes is not None and event.at < pace.closes
    return count < MOST and rested and in_time and person not in event.muted and not event.clocks[person].at(event.at)


def _spread(session: Session) -> timedelta:
    return timedelta(seconds=crc32(session.code.encode()) % SPREAD)


def _planned(pace: Pace, opened: datetime, person: PersonId, clock: QuietHours, later: timedelta) -> datetime | None:
    """When the next reminder of a person is planned; None: no more."""
    count, last = pace.reminded.get(person, (0, None))
    if pace.closes is None or count >= MOST:
        return None
    window = pace.closes - opened
    at = opened + window / 2 if count == 0 else pace.closes - window / _NEAR_THE_END
    at = _awake(at, opened, clock) + later
    at = clock.over(max(at, last + APART) if last else at)
    return at if at <= pace.closes - _TOO_LATE else None


def _awake(at: datetime, opened: datetime, clock: QuietHours) -> datetime:
    """A moment at which somebody is awake: in the evening before, else, where the question came in the night, in the
    morning after."""
    if not clock.at(at):
        return at
    evening = clock.before(at) - _BEFORE_BED
    return evening if evening > opened else clock.over(at)


def _reminded(
    scenario: Scenario, session: Session, pace: Pace, opened: datetime, event: e.Due
) -> tuple[Session, tuple[Effect, ...]]:
    def is_due(person: PersonId) -> bool:
        planned = _planned(pace, opened, person, event.clocks[person], _spread(session))
        return planned is not None and planned <= event.at and _may(pace, person, event)

    missing = {p: step for p, step in _missing(scenario, session).items() if p in event.clocks and is_due(p)}
    outcome = _said(session, pace, missing, event, ())
    return outcome.session, outcome.effects


def _said(
    session: Session, pace: Pace, people: Mapping[PersonId, str], event: e.Due | e.Remind, more: tuple[Effect, ...]
) -> Outcome:
    """Each is reminded of one question, and that is counted."""
    if people:
        counts = {p: (pace.reminded.get(p, (0, event.at))[0] + 1, event.at) for p in people}
        session = replace(session, pace=replace(pace, reminded={**pace.reminded, **counts}))
    posts = (Post(Short(Text.REMINDER, step), Ref(RefKind.REMINDER, step), to=one) for one, step in people.items())
    return Outcome(session, (*posts, *more))


def _hint(session: Session, event: e.Due) -> tuple[Session, tuple[Effect, ...]]:
    """One neutral line in the group, once a session, from the middle of a window on, where somebody who takes part
    can't be written to; whether they have answered plays no part in it."""
    pace, opened, steps = session.pace, _opened(session), open_steps(session)
    if pace is None or pace.closes is None or opened is None or pace.hinted:
        return session, ()
    unreached = [p for p in session.active() if p not in event.clocks]
    late = event.at >= opened + (pace.closes - opened) / 2
    if not unreached or not late or pace.quiet.at(event.at):
        return session, ()
    session = replace(session, pace=replace(pace, hinted=True))
    return session, (Post(Short(Text.HINT, steps[0]), NO_REF, under=step_ref(steps[0])),)


def _next(session: Session, opened: datetime, event: e.Due) -> datetime | None:
    """The next moment at which anybody may be due, or the hint is."""
    pace = session.pace
    if pace is None or pace.closes is None:
        return None
    middle = opened + (pace.closes - opened) / 2
    moments = [] if pace.hinted else [pace.quiet.over(middle)]
    for person in session.active():
        if clock := event.clocks.get(person):
            planned = _planned(pace, opened, person, clock, _spread(session))
            moments += [max(planned, clock.over(event.at))] if planned else []
            moments += [] if person in pace.prompted else [clock.over(event.at)]
    coming = [moment for moment in moments if moment > event.at]
    return min(coming, default=None)
