"""/commitments: the group's in the group; in private one's own, and those of the groups that one looks after. And what
is under way, before a group's next workshop opens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from bot.reading.commands import arguments
from bot.session.addresses import GroupPlace, RefKind
from bot.session.pledges import Pledge, pledges_ref
from bot.session.roles import may
from bot.store import commitments, roles
from bot.store.groups import Group
from bot.work.commitments.answering import said
from bot.work.commitments.telling import post
from bot.work.context import Context

#: How many a list shows, those under way first; and how many of these a group reads before a workshop.
_LISTED, _AHEAD = 20, 5


def show(context: Context, argument: str) -> None:
    """The list, or with "2 done" what became of one of it."""
    every = _listed(context)
    shown = every[:_LISTED]
    if arguments(argument):
        said(context, pledges_ref(RefKind.PLEDGES, [one.id for one in shown]), argument)
    else:
        post(context, RefKind.PLEDGES, shown, context.place, more=len(every) - len(shown))


def _listed(context: Context) -> list[Pledge]:
    """All that whoever asks may see here, in one order each time."""
    if context.group:
        return _ordered(commitments.of_group(context.tx, context.group.id))
    person = context.person.person
    mine = commitments.of_person(context.tx, person)
    after = [group for group in roles.looked_after(context.tx, person) if may(context.role(group), "summaries")]
    theirs = [one for group in after for one in _ordered(commitments.of_group(context.tx, group.id))]
    seen = {one.id for one in theirs}
    return [*_ordered([one for one in mine if one.id not in seen]), *theirs]


def _ordered(pledges: Sequence[Pledge]) -> list[Pledge]:
    """Those under way before the others."""
    return sorted(pledges, key=lambda one: (one.group, not one.under_way))


def tell_ahead(context: Context, group: Group) -> None:
    """What is under way in a group, before its workshop opens; nothing where there is nothing."""
    under_way = [one for one in commitments.of_group(context.tx, group.id) if one.under_way]
    if under_way:
        first = list(islice(under_way, _AHEAD))
        post(context, RefKind.PLEDGES_AHEAD, first, GroupPlace(group.id), more=len(under_way) - len(first))
