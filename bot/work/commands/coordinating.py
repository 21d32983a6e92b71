"""Looking after groups: which there are, links for helpers, erasing one."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.roles import Role
from bot.store import groups, invites, sessions
from bot.wording import coordinating
from bot.wording.catalog import N_
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.privacy import wipe


def _list_groups(context: Context, incoming: IncomingMessage) -> None:
    """/groups"""
    count = sessions.count_by_group(context.tx)
    known = [(group.title, count.get(group.id, 0)) for group in groups.all_active(context.tx)]
    context.say(coordinating.groups_list(context.words, known))


def _invite(context: Context, incoming: IncomingMessage) -> None:
    """/invite"""
    known = [(group.id, group.title) for group in groups.all_active(context.tx)]
    context.say(coordinating.whom_to_invite(context.words, known))


def _invite_pressed(context: Context, rest: list[str]) -> None:
    """A one-time link for the role chosen."""
    role = Role.COORDINATOR if rest[0] == "c" else Role.FACILITATOR
    group_id = int(rest[1]) if role is Role.FACILITATOR else None
    token = invites.create(context.tx, role, group_id, context.now)
    link = f"https://t.me/{context.runtime.bot_username}?start={token}"
    context.say(coordinating.invitation(context.words, link))
    context.toast()


COMMANDS = (
    Command("groups", Where.PRIVATE, "groups", N_("the groups I look after"), _list_groups),
    Command("invite", Where.PRIVATE, "invite", N_("invite somebody to help"), _invite),
    Command("wipe", Where.PRIVATE, "wipe", N_("erase a group"), wipe.wipe),
)
PRESSES = (
    Press("invite", "invite", _invite_pressed),
    Press("wipe", "wipe", wipe.chosen),
    Press("wipeyes", "wipe", wipe.sure),
)
