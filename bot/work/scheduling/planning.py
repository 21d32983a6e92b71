"""A workshop is planned: what was understood is said back whole; what can be read two ways, or falls into the quiet
hours, is asked. /schedule lists what is planned and takes it off."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.commands import arguments
from bot.reading.plans import Plan, Unplanned, coming, read_plans
from bot.reading.words import Meaning, says
from bot.session.playing import Workshop
from bot.session.wakes import ScheduleDue
from bot.store import groups, schedules, timers
from bot.store.groups import Group
from bot.store.schedules import Scheduled
from bot.wording import refusals
from bot.wording import scheduling as wording
from bot.work.access import allowed
from bot.work.context import Context
from bot.work.over_days import quiet_hours
from bot.work.scheduling.telling import in_utc, on_the_wall, told

#: How many a group can have: more is a calendar.
_MOST = 10
#: Where English is read, a day and a month in digits are written in either order.
_EITHER_ORDER = "en"


def plan(context: Context, group: Group, workshop: Workshop, said: str) -> None:
    """Plan a workshop for when a text says."""
    w = context.words
    read = read_plans(said, on_the_wall(context, group), day_first=group.languages[0] != _EITHER_ORDER)
    if isinstance(read, Unplanned):
        context.say(wording.unplanned(w, read, workshop.scenario))
    elif len(schedules.of_group(context.tx, group.id)) >= _MOST:
        context.say(wording.too_many(w))
    else:
        schedules.unask(context.tx, group.id)
        _set_or_ask(context, group, workshop, read)


def _set_or_ask(context: Context, group: Group, workshop: Workshop, read: tuple[Plan, ...]) -> None:
    w, quiet = context.words, quiet_hours(context, group)
    moments = [in_utc(context, group, one.first) for one in read]
    plans = [_waking(context, group, one) for one in read]
    asks = len(read) > 1 or quiet.at(moments[0])
    made = [_add(context, group, workshop, one, asked=asks) for one in plans]
    if len(read) > 1:
        context.say(wording.which(w, [told(context, group, one, w) for one in made]))
    elif asks:
        at = moments[0].astimezone(quiet.there)
        context.say(wording.quiet(w, at, quiet.start, quiet.end, told(context, group, made[0], w)))
    else:
        _is_set(context, group, made[0])


def _waking(context: Context, group: Group, one: Plan) -> Plan:
    """The same, at the end of the quiet hours where it falls into them."""
    quiet = quiet_hours(context, group)
    over = quiet.over(in_utc(context, group, one.first))
    return replace(one, first=over.astimezone(quiet.there).replace(tzinfo=None))


def _add(context: Context, group: Group, workshop: Workshop, one: Plan, *, asked: bool) -> Scheduled:
    next, person = in_utc(context, group, one.first), context.person.person
    return schedules.add(context.tx, group.id, workshop, person, next, one, context.now, asked=asked)


def _is_set(context: Context, group: Group, one: Scheduled) -> None:
    reckon(context, group)
    context.say(wording.scheduled(context.words, told(context, group, one, context.words)))


def reckon(context: Context, group: Group) -> None:
    """Set the group's one timer for the next that opens."""
    planned = schedules.of_group(context.tx, group.id)
    timers.set_group(context.tx, ScheduleDue(group.id), planned[0].next if planned else None)


def moved(context: Context, group: Group) -> None:
    """The group's clocks are others: what is planned is at the same time on these."""
    wall = on_the_wall(context, group)
    for one in schedules.of_group(context.tx, group.id):
        at = one.plan.first if one.plan.first > wall else coming(one.plan, wall)
        if one.next > context.now and at is not None:
            schedules.move(context.tx, one.id, in_utc(context, group, at))
    reckon(context, group)


def chosen(context: Context, words: list[str]) -> None:
    """A button: one of those that were asked about."""
    found = _of(context, words[0])
    if found and (found[1].next <= context.now or not found[1].asked):
        context.toast(refusals.press_again(context.words), alert=True)
    elif found:
        group, one = found
        schedules.choose(context.tx, one)
        _is_set(context, group, one)
        context.toast()


def _of(context: Context, id: str) -> tuple[Group, Scheduled] | None:
    """The one that a button is about, in the group where it was pressed."""
    one = schedules.get(context.tx, id)
    group = groups.get(context.tx, one.group) if one else None
    if one is None or group is None or not context.group or context.group.id != group.id:
        context.toast(refusals.press_again(context.words), alert=True)
        return None
    return (group, one) if allowed(context, "schedule", group) else None


# -- the list ---------------------------------------------------------------------------------------------------------


def show(context: Context, argument: str) -> None:
    """/schedule, and /schedule cancel 1"""
    if context.group is None:
        return
    planned, said = schedules.of_group(context.tx, context.group.id), arguments(argument)
    number = said[-1] if said else ""
    if not said:
        context.say(
            wording.schedule_list(context.words, [told(context, context.group, one, context.words) for one in planned])
        )
    elif says(" ".join(said[:-1]), Meaning.CANCEL) and number.isdecimal() and 1 <= int(number) <= len(planned):
        _take_off(context, context.group, planned[int(number) - 1])
    else:
        context.say(wording.schedule_unread(context.words))


def cancel_pressed(context: Context, words: list[str]) -> None:
    """A button: one is taken off."""
    if found := _of(context, words[0]):
        _take_off(context, *found)
        context.toast()


def _take_off(context: Context, group: Group, one: Scheduled) -> None:
    schedules.drop(context.tx, [one.id])
    reckon(context, group)
    context.say(wording.cancelled(context.words, told(context, group, one, context.words)))
