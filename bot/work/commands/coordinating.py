"""Looking after groups: which there are, links for helpers, erasing one. Each coordinator has their own groups."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.roles import Role
from bot.store import invites, record, roles, sessions
from bot.store.groups import Group
from bot.store.invites import Invite
from bot.store.roles import EVERYWHERE, OWN, Grant, Origin
from bot.wording import coordinating, refusals
from bot.wording.catalog import N_
from bot.work.access import reached
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.privacy import wipe


def _open_ones(context: Context) -> list[Group]:
    return [group for group in roles.looked_after(context.tx, context.person.person) if group.active]


def _list_groups(context: Context, incoming: IncomingMessage) -> None:
    """/groups"""
    count = sessions.count_by_group(context.tx)
    known = [(group.title, count.get(group.id, 0)) for group in _open_ones(context)]
    context.say(coordinating.groups_list(context.words, known))


def _invite(context: Context, incoming: IncomingMessage) -> None:
    """/invite"""
    known = [(group.id, group.title) for group in _open_ones(context)]
    everywhere = roles.everywhere(context.tx, context.person.person)
    if known or everywhere:
        context.say(coordinating.whom_to_invite(context.words, known, everywhere=everywhere))
    else:
        context.say(refusals.no_group(context.words))


def _invite_pressed(context: Context, words: list[str]) -> None:
    """A one-time link for the role chosen, in a group that whoever asks looks after."""
    match words:
        case ["o"]:
            actor = next((g for g in roles.held_by(context.tx, context.person.person) if g.where == EVERYWHERE), None)
            _make(context, actor, Role.COORDINATOR, OWN)
        case ["c" | "f" as letter, number]:
            if group := reached(context, int(number), "invite"):
                role = Role.COORDINATOR if letter == "c" else Role.FACILITATOR
                _make(context, roles.given(context.tx, context.person.person, group.id), role, group.id)
        case _:
            _make(context, None, Role.COORDINATOR, OWN)


def _make(context: Context, actor: Grant | None, role: Role, where: int) -> None:
    if actor is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return
    token = invites.create(context.tx, Invite(role, where, Origin.INVITED, actor.person), context.now)
    record.note(context.tx, where, record.Deed.INVITED, context.now, actor=actor)
    link = f"https://t.me/{context.runtime.bot_username}?start={token}"
    context.say(coordinating.invitation(context.words, link))
    context.toast()


COMMANDS = (
    Command("groups", Where.PRIVATE, "groups", N_("my groups"), _list_groups),
    Command("invite", Where.PRIVATE, "invite", N_("invite somebody to help"), _invite),
    Command("wipe", Where.PRIVATE, "wipe", N_("erase a group"), wipe.wipe),
)
PRESSES = (
    Press("invite", "invite", _invite_pressed),
    Press("wipe", "wipe", wipe.chosen),
    Press("wipeyes", "wipe", wipe.sure, personal=True, once=True),
)
