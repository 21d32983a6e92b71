"""/wipe: a group with all that was ever said in it, erased at once by somebody who coordinates."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import ChatPlace, GroupPlace
from bot.store import groups, outbox, record, roles, sessions, unsent, withdrawals
from bot.store.groups import Group
from bot.store.outbox import Draft
from bot.wording import erasure, team
from bot.work.access import reached
from bot.work.chats.coordinators import tell_coordinators
from bot.work.commitments.telling import unsay as unsay_commitments
from bot.work.context import Context
from bot.work.privacy.unsaying import unsay

#: How many groups are offered, the newest: Telegram refuses a message with more than 100 buttons.
_OFFERED = 90


def wipe(context: Context, incoming: IncomingMessage) -> None:
    """/wipe: which group?"""
    held = sessions.count_by_group(context.tx)
    theirs = roles.looked_after(context.tx, context.person.person)
    known = [(group.id, group.title, held.get(group.id, 0)) for group in theirs[-_OFFERED:]]
    context.say(erasure.choose_wipe(context.words, known))


def chosen(context: Context, words: list[str]) -> None:
    """A group chosen: asks once more."""
    if group := reached(context, int(words[0]), "wipe"):
        held = sessions.count_by_group(context.tx).get(group.id, 0)
        context.say(erasure.wipe_sure(context.words, group.id, group.title, held))
        context.toast()


def sure(context: Context, words: list[str]) -> None:
    """The second tap. The others who look after the group are told; of its record nothing is left, so it stands in that
    of all groups."""
    if group := reached(context, int(words[0]), "wipe"):
        actor = roles.given(context.tx, context.person.person, group.id)
        if actor is not None:
            who, title = actor.holder, group.title
            tell_coordinators(context, group.id, lambda w: team.erased_by(w, who, title))
        record.note(context.tx, roles.EVERYWHERE, record.Deed.ERASED, context.now, actor=actor)
        held = sessions.count_by_group(context.tx).get(group.id, 0)
        people = groups.count_members(context.tx, group.id)
        edited = _erase(context, group)
        context.say(erasure.wiped(context.words, group.title, held, people, edited))
        context.toast()


def _erase(context: Context, group: Group) -> int:
    """Erase it all. The bot's messages there are changed, and it leaves, as in any chat that it doesn't know;
    gives how many messages are to be changed."""
    tx = context.tx
    unsent.move_edits(tx, GroupPlace(group.id), ChatPlace(group.chat), context.now)
    unsay_commitments(context, group)
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
