"""On its day a commitment is asked about: in the morning, in the private chat of whoever made it, else in the group.
All that are due in one chat are asked about in one message, one a morning, and never in quiet hours.

One timer a group, for the next morning on which anything is due: what a bot waits for doesn't grow with what is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.session.addresses import GroupPlace, Place, PrivatePlace, RefKind
from bot.session.pledges import Pledge, asked_now, morning, next_waking
from bot.session.quiet import QuietHours
from bot.session.wakes import CommitmentsDue
from bot.store import commitments, groups, people, timers
from bot.store.groups import Group
from bot.work.commitments.telling import post
from bot.work.context import Context
from bot.work.over_days import quiet_hours


def due(context: Context, wake: CommitmentsDue) -> None:
    """A morning has come on which something of a group's is due."""
    group = groups.get(context.tx, wake.group)
    if group is None or not group.active:
        return
    askable = _askable(context, group)
    ready = [one for one in askable if _moment(context, group, one) <= context.now]
    for place in dict.fromkeys(chat(context, group, one) for one in ready):
        _ask(context, group, place, context.now.astimezone(_quiet(context, group, place).there).date())
    reckon(context, group)


def reckon(context: Context, group: Group) -> None:
    """Set the group's one timer for the next morning on which something is due."""
    moments = [_moment(context, group, one) for one in _askable(context, group)] if group.active else []
    timers.set_group(context.tx, CommitmentsDue(group.id), min(moments, default=None))


def moved(context: Context, person: str) -> None:
    """Somebody's mornings are others."""
    for id in {one.group for one in commitments.of_person(context.tx, person)}:
        if group := groups.get(context.tx, id):
            reckon(context, group)


def _askable(context: Context, group: Group) -> list[Pledge]:
    return [one for one in commitments.of_group(context.tx, group.id) if _is_askable(one)]


def _is_askable(pledge: Pledge) -> bool:
    return pledge.ask_on is not None and pledge.under_way and not pledge.waits


def _moment(context: Context, group: Group, pledge: Pledge) -> datetime:
    """When it is asked about (UTC): in its morning; where that has passed, as soon as nobody is disturbed."""
    place = chat(context, group, pledge)
    quiet = _quiet(context, group, place)
    at = morning(pledge.ask_on or date.max, quiet, str(place))
    return at if at > context.now else next_waking(context.now, quiet, str(place))


def chat(context: Context, group: Group, pledge: Pledge) -> Place:
    """Where it is asked about."""
    person = people.get(context.tx, pledge.person) if pledge.person else None
    return PrivatePlace(person.person) if person and person.reachable else GroupPlace(group.id)


def _quiet(context: Context, group: Group, place: Place) -> QuietHours:
    quiet, person = quiet_hours(context, group), None
    if isinstance(place, PrivatePlace):
        person = people.get(context.tx, place.person)
    return replace(quiet, zone=person.zone or quiet.zone) if person else quiet


def _ask(context: Context, group: Group, place: Place, today: date) -> None:
    """Ask about all that is due in a chat on that day; of somebody's in all of their groups."""
    if isinstance(place, PrivatePlace):
        every = commitments.of_person(context.tx, place.person)
    else:
        every = [one for one in commitments.of_group(context.tx, group.id) if chat(context, group, one) == place]
    now = [one for one in every if _is_askable(one) and one.ask_on and one.ask_on <= today]
    if any(one.asked_on == today for one in every):
        _keep(context, [replace(one, ask_on=today + timedelta(days=1)) for one in now])
        return
    if isinstance(place, GroupPlace):  # the light question is for somebody alone
        _keep(context, [replace(one, ask_on=None) for one in now if one.asked])
        now = [one for one in now if not one.asked]
    if now:
        asked = [asked_now(one, today) for one in now]
        _keep(context, asked)
        post(context, RefKind.PLEDGES_ASKED, asked, place)


def _keep(context: Context, pledges: Sequence[Pledge]) -> None:
    for one in pledges:
        commitments.save(context.tx, one)
