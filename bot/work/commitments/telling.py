"""The messages that tell of commitments, as each reads now: in whose words, and brought up to date where one has
changed or gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.session.addresses import ChatPlace, GroupPlace, Place, PrivatePlace, Ref, RefKind
from bot.session.pledges import Pledge, pledges_of, pledges_ref
from bot.store import commitments, groups, messages, outbox
from bot.store.groups import Group
from bot.store.outbox import Draft, Priority
from bot.wording import commitments as wording
from bot.wording.catalog import Words
from bot.wording.commitments import Chapter, Numbered
from bot.wording.erasure import erased_here
from bot.wording.message import Message
from bot.work.context import Context, send
from bot.work.over_days import quiet_hours
from bot.work.retell import reader_words, say_instead

#: How many of the messages that tell of a commitment are edited when something new is said of it, the newest: older
#: ones have gone by. What is erased is taken out of all of them.
_NEWEST = 4


def post(context: Context, kind: RefKind, pledges: Sequence[Pledge], place: Place, *, more: int = 0) -> None:
    """Tell of some, in a place."""
    ids = [one.id for one in pledges]
    ref = pledges_ref(kind, ids)
    message = _says(context, reader_words(context, place), ref, place, more)
    rows = send(context, message, place=place, ref=ref, session=None, silent=_asleep(context, place))
    commitments.tell(context.tx, ids, rows)


def _asleep(context: Context, place: Place) -> bool:
    """Whether a group has its quiet hours: what is told there because of what somebody did makes no sound then."""
    group = groups.get(context.tx, place.group) if isinstance(place, GroupPlace) else None
    return group is not None and quiet_hours(context, group).at(context.now)


def reply(context: Context, ref: Ref, message: Message) -> None:
    """Answer somebody with a message that tells of commitments."""
    under = context.number if context.group and not context.callback else 0
    rows = send(context, message, place=context.place, ref=ref, session=None, reply_to=under or None)
    commitments.tell(context.tx, pledges_of(ref), rows)


def numbered(context: Context, ref: Ref) -> list[Numbered]:
    """Those that there are of what a message tells of, each by its number there."""
    ids = pledges_of(ref)
    return [(ids.index(one.id) + 1, one) for one in commitments.those(context.tx, ids)]


def _says(context: Context, w: Words, ref: Ref, place: Place, more: int = 0) -> Message:
    private, pledges = isinstance(place, PrivatePlace), numbered(context, ref)
    match ref.kind:
        case RefKind.PLEDGES_ASKED:
            return wording.what_became(w, pledges, _titles(context, pledges) if private else "")
        case RefKind.PLEDGES_AHEAD:
            return wording.ahead(w, pledges, more)
        case RefKind.PLEDGES_PROPOSED:
            return wording.proposed(w, pledges)
        case RefKind.PLEDGE_CHANGED:
            return wording.what_possible(w, pledges[0][1]) if pledges else wording.gone(w)
        case _:
            return wording.commitments_list(w, _chapters(context, pledges, titled=private), more)


def _titles(context: Context, pledges: Sequence[Numbered]) -> str:
    """The groups of some, as a heading."""
    found = (groups.get(context.tx, id) for id in dict.fromkeys(one.group for _, one in pledges))
    return " · ".join(group.title for group in found if group)


def _chapters(context: Context, pledges: Sequence[Numbered], *, titled: bool) -> list[Chapter]:
    """Some commitments, those of one group together, in their order."""
    made = []
    for id, some in groupby(pledges, key=lambda one: one[1].group):
        group = groups.get(context.tx, id)
        made.append(Chapter(group.title if group and titled else "", tuple(some)))
    return made


def refresh(context: Context, ids: Sequence[str], *, erased: bool = False) -> None:
    """Something is told of these, or they are gone: the messages that tell of them say what is so now."""
    if not ids:
        return
    quiet = replace(context, callback="", number=0)
    told = [m for m in commitments.told_in(context.tx, ids) if m[0].ref.kind is not RefKind.PLEDGES_UNREAD]
    for parts in told if erased else told[-_NEWEST:]:
        ref, place = parts[0].ref, parts[0].place
        say_instead(quiet, parts, _says(quiet, reader_words(quiet, place), ref, place))


def unsay(context: Context, group: Group) -> None:
    """A group is about to be erased: what its chat and its people's say of its commitments says that it is erased. By
    their numbers, since nothing of the messages is known afterwards."""
    ids = [one.id for one in commitments.of_group(context.tx, group.id)]
    parts = [part for message in commitments.told_in(context.tx, ids) for part in message] if ids else []
    for part in parts:
        place = ChatPlace(group.chat) if isinstance(part.place, GroupPlace) else part.place
        html = str(erased_here(reader_words(context, part.place)))
        draft = Draft(place=place, method="edit", html=html, target=part.number, priority=Priority.LOW)
        if part.number:
            outbox.put(context.tx, draft, context.now)
    messages.gone(context.tx, [part.id for part in parts if isinstance(part.place, PrivatePlace)])
