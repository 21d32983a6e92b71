"""/check: whether all is well in a group. In private whoever steers several groups says which."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.wording.catalog import N_
from bot.work import which_group
from bot.work.checking import answer
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context


def _check(context: Context, incoming: IncomingMessage) -> None:
    """/check"""
    if group := which_group.meant(context, "check", "check"):
        answer(context, group)


def _pressed(context: Context, words: list[str]) -> None:
    if group := which_group.of_button(context, words[0], "check"):
        answer(context, group)
        context.toast()


COMMANDS = (Command("check", Where.ANYWHERE, "check", N_("whether all is well in this group"), _check, by_engine=True),)
PRESSES = (Press("check", "check", _pressed, by_engine=True),)
