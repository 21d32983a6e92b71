"""The list as it stands in chats, and a change of it: kept, told to the workshop under way, and shown wherever the list
is shown.

Knows nothing of how a change is said, nor of who may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.session.addresses import listed_ref
from bot.session.events import Relist
from bot.session.organisations import Organisation
from bot.session.state import Phase, Proposal
from bot.store import groups, messages, organisations, sessions
from bot.store.groups import Group
from bot.wording.message import Message
from bot.wording.organisations import organisations_list
from bot.work.context import Context
from bot.work.retell import reader_words, say_instead
from bot.work.run_event import circumstances, play


def show(context: Context, group: Group) -> None:
    """The list, in the chat that asks for it."""
    context.say(_list(context, group), ref=listed_ref(group.id))


def _list(context: Context, group: Group) -> Message:
    listed = organisations.of_group(context.tx, group.id)
    return organisations_list(context.words, group.id, listed, waiting(context, group))


def waiting(context: Context, group: Group) -> list[tuple[str, Proposal]]:
    """What was proposed in the group's last workshop and waits for a facilitator, with the workshop's code."""
    code = sessions.latest_in(context.tx, group.id)
    stored = sessions.load(context.tx, code) if code else None
    return [(stored.session.code, one) for one in stored.session.waiting().values()] if stored else []


def sides_fixed(context: Context, group: Group) -> bool:
    """Whether a workshop has begun whose answers are told by sides."""
    code = sessions.running_in(context.tx, group.id)
    stored = sessions.load(context.tx, code) if code else None
    return stored is not None and stored.session.phase is not Phase.OPENING


def change(context: Context, group: Group, listed: Sequence[Organisation]) -> None:
    """The group's list is this now."""
    organisations.save(context.tx, group.id, listed)
    quiet = replace(context, callback="", number=0)
    if code := sessions.running_in(context.tx, group.id):
        play(quiet, code, lambda _, __, who: Relist(**circumstances(quiet, who), listed=tuple(listed)), steering=True)
    refresh_lists(quiet, group.id)


def refresh_lists(context: Context, group_id: int) -> None:
    """Every message that shows the group's list shows it as it is now."""
    group = groups.get(context.tx, group_id)
    if group is None:
        return
    listed, asked = organisations.of_group(context.tx, group.id), waiting(context, group)
    for parts in messages.lists(context.tx, group.id):
        w = reader_words(context, parts[0].place)
        say_instead(context, parts, organisations_list(w, group.id, listed, asked))
