"""A scheduled workshop as it is told: its title and its moment, in the reader's language and the group's zone."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.scenario.texts import text_in
from bot.session.playing import Mode
from bot.store.groups import Group
from bot.store.schedules import Scheduled
from bot.wording.catalog import Words
from bot.wording.scheduling import Told
from bot.work.context import Context
from bot.work.over_days import quiet_hours


def told(context: Context, group: Group, one: Scheduled, w: Words) -> Told:
    """One, in somebody's words."""
    library, id = context.runtime.library, one.workshop.scenario
    title = text_in(library.get(id).title, w.language).text if id in library.ids() else id
    at = one.next.astimezone(quiet_hours(context, group).there)
    return Told(one.id, title, one.workshop.mode is Mode.DAYS, at, one.plan.every)


def on_the_wall(context: Context, group: Group) -> datetime:
    """What the clocks of a group show, without their zone."""
    return context.now.astimezone(quiet_hours(context, group).there).replace(tzinfo=None)


def in_utc(context: Context, group: Group, wall: datetime) -> datetime:
    """The moment of a time on a group's clocks (UTC); one that a change of clocks leaves out is as late as it would
    have been, of one that comes twice it is the first."""
    return wall.replace(tzinfo=quiet_hours(context, group).there).astimezone(UTC)
