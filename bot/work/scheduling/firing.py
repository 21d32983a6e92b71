"""The time of a planned workshop has come. It opens by itself where whoever planned it still steers there and nothing
runs; else those who facilitate are told in private, once, and what comes again comes at its next time.

A moment that was missed for less than half a day opens late, in waking hours: people have planned to be there that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.reading.plans import coming
from bot.session.addresses import PrivatePlace, Ref, RefKind
from bot.session.roles import Presence, may, role_in
from bot.session.state import NOBODY
from bot.session.wakes import ScheduleDue
from bot.store import groups, people, roles, schedules, sessions, timers
from bot.store.groups import Group
from bot.store.people import Person
from bot.store.schedules import Scheduled
from bot.wording import refusals
from bot.wording.catalog import words
from bot.wording.scheduling import Hindered, hindered
from bot.work.beginning import begin_or_ask
from bot.work.context import Context, reader_language, send
from bot.work.facilitators import facilitating
from bot.work.over_days import quiet_hours
from bot.work.scheduling.planning import reckon
from bot.work.scheduling.telling import in_utc, on_the_wall, told

#: How late it may open.
_LATE = timedelta(hours=12)
#: When it is tried again where Telegram couldn't be asked who may.
_TRY_AGAIN = timedelta(minutes=10)


def due(context: Context, wake: ScheduleDue) -> None:
    """The moment of one, or several, has come. Raises NeedsPresence."""
    group = groups.get(context.tx, wake.group)
    if group is None:
        return
    later: list[datetime] = []
    for one in schedules.of_group(context.tx, group.id):
        if one.next <= context.now and (again := _at_its_time(context, group, one)):
            later.append(again)
    reckon(context, group)
    if later:
        timers.set_group(context.tx, wake, min(later))


def _at_its_time(context: Context, group: Group, one: Scheduled) -> datetime | None:
    """Open it, or say why not; gives when it is to be tried again, if it is."""
    waking = quiet_hours(context, group).over(context.now)
    if not group.active:
        _goes_on(context, group, one)
    elif waking > context.now:
        return waking
    elif context.now - one.next >= _LATE:
        _tell(context, group, one, Hindered.MISSED)
    elif sessions.running_in(context.tx, group.id):
        _tell(context, group, one, Hindered.RUNNING)
    elif one.workshop.scenario not in context.runtime.library.ids():
        _tell(context, group, one, Hindered.UNKNOWN)
    else:
        return _by_whom(context, group, one)
    return None


def _by_whom(context: Context, group: Group, one: Scheduled) -> datetime | None:
    """Open it for whoever planned it, if they steer there at this moment."""
    person = people.get(context.tx, one.person) if one.person else None
    if person is None:
        _ask(context, group, one)
        return None
    presence = context.presences(group, (person.person,))[person.person]
    grant = roles.given(context.tx, person.person, group.id)
    if presence is Presence.UNKNOWN and people.account(context.tx, person.person) is not None:
        return context.now + _TRY_AGAIN
    if may(role_in(grant.role if grant else None, presence), "session"):
        _open(context, group, one, person)
    else:
        _ask(context, group, one)
    return None


def _open(context: Context, group: Group, one: Scheduled, person: Person) -> None:
    _goes_on(context, group, one)
    begin_or_ask(replace(context, person=person, group=group, callback="", number=0), one.workshop)


def _goes_on(context: Context, group: Group, one: Scheduled) -> datetime | None:
    """What comes again comes at its next time; gives when (on the wall, with its zone)."""
    wall = coming(one.plan, max(on_the_wall(context, group), one.plan.first))
    next = in_utc(context, group, wall) if wall else None
    schedules.move(context.tx, one.id, next)
    return next.astimezone(quiet_hours(context, group).there) if next else None


def _tell(context: Context, group: Group, one: Scheduled, why: Hindered) -> None:
    """Tell those who facilitate, in private."""
    then = _goes_on(context, group, one)
    _to_all(context, group, one, why, then)


def _ask(context: Context, group: Group, one: Scheduled) -> None:
    """Ask those who facilitate whether it is to open: whoever taps opens it. One that comes once waits as something
    asked about, for a day."""
    schedules.drop(context.tx, [one.id])
    asked = schedules.add(context.tx, group.id, one.workshop, None, one.next, one.plan, context.now, asked=True)
    wall = coming(one.plan, max(on_the_wall(context, group), one.plan.first))
    if wall:
        next = in_utc(context, group, wall)
        schedules.add(context.tx, group.id, one.workshop, None, next, one.plan, context.now, asked=False)
    _to_all(context, group, asked, Hindered.NOBODY_S, None)


def _to_all(context: Context, group: Group, one: Scheduled, why: Hindered, then: datetime | None) -> None:
    quiet = quiet_hours(context, group)
    for person in _told(context, group):
        w = words(reader_language(person, group.languages[0]))
        message = hindered(w, why, told(context, group, one, w), group.title, then)
        asleep = replace(quiet, zone=person.zone or quiet.zone).at(context.now)
        send(context, message, place=PrivatePlace(person.person), ref=Ref(RefKind.ISSUE), session=None, silent=asleep)


def _told(context: Context, group: Group) -> list[Person]:
    """Who is told in private: those who facilitate at this moment; where none can be written to, who looks after it."""
    there = _reachable(context, facilitating(context, group.id, NOBODY))
    return there or _reachable(context, roles.coordinators_of(context.tx, group.id))


def _reachable(context: Context, who: Sequence[str]) -> list[Person]:
    return [person for one in who if (person := people.get(context.tx, one)) and person.reachable]


def opened(context: Context, pressed: list[str]) -> None:
    """A button, in private: it opens now, for whoever taps it; what comes again of it is theirs from then on."""
    one = schedules.get(context.tx, pressed[0])
    group = groups.get(context.tx, one.group) if one else None
    if one is None or group is None or not one.asked or not may(context.role(group), "session"):
        context.toast(refusals.press_again(context.words), alert=True)
        return
    if sessions.running_in(context.tx, group.id):
        context.toast(refusals.press_again(context.words), alert=True)
        return
    schedules.drop(context.tx, [one.id])
    schedules.adopt(context.tx, group.id, one.workshop, context.person.person)
    begin_or_ask(replace(context, group=group, callback="", number=0), one.workshop)
    context.toast()
