"""Windows: until when a question of a session over days is open, and when the session is to be looked at next.

Pure figures. What happens then is `overdue`; who is reminded meanwhile, `reminders`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zlib import crc32

from bot.scenario.durations import after, in_hours
from bot.scenario.model import Scenario
from bot.scenario.pairing import total_window
from bot.session.effects import WakeAt
from bot.session.pace import Pace
from bot.session.placing import answered_by, open_steps
from bot.session.state import MINIMUM, Phase, Session
from bot.session.wakes import RemindersDue, WindowOver

#: How long a question is open where nothing else is said: a whole day, so that everybody has an evening.
_WINDOW = timedelta(days=1)
#: How short and how long a window is at most, whatever is asked for.
SHORTEST, LONGEST_WINDOW = timedelta(hours=12), timedelta(days=14)
#: When everybody has answered, so long remains to put a slip right.
_SECOND_THOUGHT = timedelta(minutes=5)
#: How long after the opening the first question comes by itself, and how many must have joined by then.
_FIRST, ENOUGH_TO_BEGIN = timedelta(hours=1), 3
#: How long those who facilitate have to say what becomes of a question that too few have answered.
_TO_DECIDE = timedelta(hours=24)
#: To what the end of a window is rounded up.
_QUARTER = timedelta(minutes=15)
#: Windows that end in the same minute are spread over so many seconds, since all groups of a bot share its pace.
_SPREAD = 600


def window_of(scenario: Scenario, pace: Pace, steps: tuple[str, ...]) -> timedelta:
    """How long questions that open together are open: as the group has set, as long as the whole number of days makes
    it, else the longest that the scenario gives one of them."""
    if pace.window:
        return pace.window
    given = [window for step in steps if (window := scenario.step(step).window)]
    longest = max(given, default=_WINDOW)
    return longest if pace.days is None else _stretched(longest, pace.days, total_window(scenario.steps))


def _stretched(window: timedelta, days: int, whole: timedelta) -> timedelta:
    """A window as much longer or shorter as the whole is, to the hour."""
    part = window * (timedelta(days=days) / whole) if whole else window
    hours = min(max(round(part / timedelta(hours=1)), SHORTEST // timedelta(hours=1)), int(LONGEST_WINDOW.days * 24))
    return in_hours(hours)


def usual_days(scenario: Scenario, pace: Pace) -> int:
    """Over about how many days a session of this pace goes, if its windows run to their end."""
    if pace.window is None:
        whole = total_window(scenario.steps)
    else:
        turns = sum(not before.with_next for before in scenario.steps)
        whole = pace.window * turns
    return max(1, round(whole / timedelta(days=1)))


def opened(scenario: Scenario, session: Session, at: datetime) -> Session:
    """The session with the window of its open questions beginning now, if it has a pace."""
    if session.pace is None:
        return session
    steps = open_steps(session)
    return replace(session, pace=_begun(session.pace, _end(scenario, session.pace, steps, at)))


def ended(session: Session) -> Session:
    """The session with nothing of a window left."""
    return replace(session, pace=_begun(session.pace, None)) if session.pace else session


def _begun(pace: Pace, closes: datetime | None) -> Pace:
    return Pace(pace.quiet, pace.window, pace.days, closes=closes, hinted=pace.hinted)


def _end(scenario: Scenario, pace: Pace, steps: tuple[str, ...], at: datetime) -> datetime:
    """When a window ends; in the quiet hours it runs on until they do."""
    return _told(pace, after(at, window_of(scenario, pace, steps), pace.quiet.there))


def _told(pace: Pace, moment: datetime) -> datetime:
    """A moment at which a window can end: outside the quiet hours, and on a quarter of an hour, as people say it."""
    over = moment + (datetime.min.replace(tzinfo=UTC) - moment) % _QUARTER
    return pace.quiet.over(over)


def extended(scenario: Scenario, session: Session, pace: Pace, at: datetime, by: timedelta | None = None) -> Pace:
    """The pace with its window longer by that, or by itself once more."""
    length = by or window_of(scenario, pace, open_steps(session))
    base = pace.closes if pace.closes and at < pace.closes + timedelta(seconds=2 * _SPREAD) else at
    closes = _told(pace, after(base, length, pace.quiet.there))
    return replace(pace, closes=closes, extended=True, asked=None, onward=None)


def heard(session: Session) -> tuple[int, int]:
    """How many have answered or passed on all that is open, voices that were passed on for others counted too; and how
    many it takes, half of those who take part and three at least."""
    steps, present = open_steps(session), session.active()
    have = sum(all(person in answered_by(session, step) for step in steps) for person in present)
    relayed = sum(
        any(person in answered_by(session, step) for step in steps)
        for person, who in session.participants.items()
        if who.relayed
    )
    return have + relayed, max(MINIMUM, -(-len(present) // 2))


def everybody(session: Session) -> bool:
    """Whether all who take part have answered or passed on all that is open, and are enough."""
    steps, present = open_steps(session), session.active()
    have, needed = heard(session)
    missing = any(person not in answered_by(session, step) for person in present for step in steps)
    return bool(steps and present) and have >= needed and not missing


def noticed(session: Session, at: datetime) -> Session:
    """The session knowing since when everybody has answered, or that somebody hasn't any more."""
    pace = session.pace
    if pace is None or session.phase is not Phase.RUNNING:
        return session
    whole = everybody(session)
    if whole == (pace.complete is not None):
        return session
    return replace(session, pace=replace(pace, complete=at if whole else None))


def due(scenario: Scenario, session: Session) -> datetime | None:
    """When the session is to be looked at next; None: not by itself."""
    pace = session.pace
    if pace is None:
        return None
    if session.phase is Phase.OPENING:
        return _spread(session, pace, _begins(session, pace))
    if session.phase is not Phase.RUNNING or pace.closes is None or not open_steps(session):
        return None
    if not any(scenario.step(step).asks for step in open_steps(session)):
        return _spread(session, pace, session.moved)
    if pace.onward:
        return _spread(session, pace, pace.onward)
    if pace.complete:
        return _spread(session, pace, min(pace.complete + _SECOND_THOUGHT, max(pace.closes, pace.complete)))
    if pace.asked:
        return _spread(session, pace, pace.quiet.after_waking(pace.asked, _TO_DECIDE))
    return _spread(session, pace, pace.closes)


def told(scenario: Scenario, session: Session) -> datetime | None:
    """When what comes next by itself is announced to come: an end of quiet hours, or a moment outside them."""
    pace = session.pace
    if pace is None or (session.phase is not Phase.OPENING and not pace.onward):
        return due(scenario, session)
    moment = pace.onward or _begins(session, pace)
    return pace.quiet.over(moment) if moment else None


def _begins(session: Session, pace: Pace) -> datetime | None:
    if pace.opens:
        return pace.opens
    return session.opened + _FIRST if len(session.active()) >= ENOUGH_TO_BEGIN else None


def _spread(session: Session, pace: Pace, moment: datetime | None) -> datetime | None:
    """A moment outside the quiet hours, and not the same for all sessions."""
    if moment is None:
        return None
    awake = pace.quiet.over(moment)
    later = awake + timedelta(seconds=crc32(session.code.encode()) % _SPREAD)
    return awake if pace.quiet.at(later) else later


def at_night(session: Session, at: datetime) -> Session | None:
    """The session going on once the quiet hours are over, where somebody goes on in them; None where they may now."""
    pace = session.pace
    if pace is None or not pace.quiet.at(at):
        return None
    if session.phase is Phase.OPENING:
        return replace(session, pace=replace(pace, opens=at))
    return replace(session, pace=replace(pace, onward=at))


def paused(session: Session, at: datetime) -> Session:
    """The session with its window standing still."""
    return replace(session, pace=replace(session.pace, paused=at)) if session.pace else session


def resumed(session: Session, at: datetime) -> Session:
    """The session with its window open for as long as it was when it began to rest."""
    pace = session.pace
    if pace is None or pace.paused is None:
        return session
    closes = pace.closes and pace.quiet.over(pace.closes + (at - pace.paused))
    return replace(session, pace=replace(pace, closes=closes, paused=None))


def rewoken(scenario: Scenario, before: Session, after_: Session, at: datetime) -> tuple[WakeAt, ...]:
    """The session is woken when it is to be looked at next, where that has changed; and at once for whoever comes to
    take part while something is open."""
    if before.pace is None and after_.pace is None:
        return ()
    moment = due(scenario, after_)
    woken = () if moment == due(scenario, before) else (WakeAt(moment, WindowOver()),)
    new = after_.phase is Phase.RUNNING and {*after_.active()} - {*before.active()}
    return (*woken, WakeAt(at, RemindersDue())) if new else woken
