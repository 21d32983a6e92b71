"""What a session over days needs to know of its group and of people: the pace, and when each of them is awake."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from zoneinfo import ZoneInfo

from bot.scenario.durations import in_hours
from bot.session.event import Actor
from bot.session.moments import Due, Reminding
from bot.session.pace import Pace
from bot.session.playing import Mode, Workshop
from bot.session.quiet import QuietHours
from bot.session.roles import Role
from bot.session.state import Session
from bot.session.wakes import EngineWake, RemindersDue
from bot.store import people
from bot.store.groups import Group
from bot.work.context import Context
from bot.work.runtime import Runtime


def due(context: Context, session: Session, wake: EngineWake) -> Due:
    """The event of a moment for which a session was woken; with what reminders need to know of people."""
    nobody = Actor("", Role.STRANGER)
    chance = context.runtime.chance()  # the end of a session draws ids anew
    if not isinstance(wake, RemindersDue):
        return Due(by=nobody, at=context.now, chance=chance, wake=wake)
    return Due(by=nobody, at=context.now, chance=chance, wake=wake, **reminding(context, session))


def reminding(context: Context, session: Session) -> Reminding:
    """When each of those who take part and can be written to is awake, and who doesn't want to be reminded."""
    quiet = session.pace.quiet if session.pace else QuietHours()
    found = [person for one in session.active() if (person := people.get(context.tx, one)) is not None]
    clocks = {one.person: replace(quiet, zone=one.zone or quiet.zone) for one in found if one.reachable}
    return {"clocks": clocks, "muted": frozenset(one.person for one in found if one.muted)}


def pace_of(context: Context, group: Group, workshop: Workshop) -> Pace | None:
    """The pace of a workshop over days, as the group has set it; None for a live one."""
    if workshop.mode is Mode.LIVE:
        return None
    hours = group.rhythm.window
    return Pace(quiet_hours(context, group), in_hours(hours) if hours else None, workshop.days)


def quiet_hours(context: Context, group: Group) -> QuietHours:
    """When nothing is posted in a group."""
    return QuietHours(str(zone_of(context.runtime, group)), group.rhythm.quiet_from, group.rhythm.quiet_to)


def zone_of(runtime: Runtime, group: Group | None) -> tzinfo:
    """The zone in which a group lives, or of all else: the group's own, else the operator's."""
    return ZoneInfo(group.rhythm.zone) if group and group.rhythm.zone else runtime.zone
