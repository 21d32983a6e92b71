"""/wipe: a group with all that was ever said in it, erased at once by somebody who coordinates."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import ChatPlace, GroupPlace
from bot.store import groups, outbox, sessions, unsent, withdrawals
from bot.store.groups import Group
from bot.store.outbox import Draft
from bot.wording import erasure, refusals
from bot.work.context import Context
from bot.work.privacy.unsaying import unsay


def wipe(context: Context, incoming: IncomingMessage) -> None:
    """/wipe: which group?"""
    held = sessions.count_by_group(context.tx)
    known = [(group.id, group.title, held.get(group.id, 0)) for group in groups.everyone(context.tx)]
    context.say(erasure.choose_wipe(context.words, known))


def chosen(context: Context, words: list[str]) -> None:
    """A group chosen: asks once more."""
    if group := _group(context, words):
        held = sessions.count_by_group(context.tx).get(group.id, 0)
        context.say(erasure.wipe_sure(context.words, group.id, group.title, held))
        context.toast()


def sure(context: Context, words: list[str]) -> None:
    """The second tap."""
    if group := _group(context, words):
        held = sessions.count_by_group(context.tx).get(group.id, 0)
        people = groups.count_members(context.tx, group.id)
        edited = _erase(context, group)
        context.say(erasure.wiped(context.words, group.title, held, people, edited))
        context.toast()


def _group(context: Context, words: list[str]) -> Group | None:
    group = groups.get(context.tx, int(words[0]))
    if group is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return None
    return group


def _erase(context: Context, group: Group) -> int:
    """Erase it all. The bot's messages there are changed, and it leaves, as in any chat that it doesn't know;
    gives how many messages are to be changed."""
    tx = context.tx
    unsent.move_edits(tx, GroupPlace(group.id), ChatPlace(group.chat), context.now)
    edited = sum(_erase_session(context, code, group) for code in sessions.of_group(tx, group.id))
    if group.active:
        outbox.put(tx, Draft(place=ChatPlace(group.chat), method="leave"), context.now)
    groups.erase(tx, group.id)
    withdrawals.note(tx, withdrawals.group(group.id), context.now)
    return edited


def _erase_session(context: Context, code: str, group: Group) -> int:
    stored = sessions.load(context.tx, code)
    edited = unsay(context, stored, group, slowly=False) if stored else 0
    sessions.erase(context.tx, code)
    withdrawals.note(context.tx, withdrawals.session(code), context.now)
    return edited
