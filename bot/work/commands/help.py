"""/help: what can be done here, from the rows of all commands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.roles import may
from bot.store import roles
from bot.wording.catalog import N_
from bot.wording.help import help_text
from bot.work.commands.offered import offered
from bot.work.commands.row import Command, Where
from bot.work.context import Context


def help_row(others: Sequence[Command]) -> Command:
    """The row of /help, which tells of all others and comes last."""

    def show(context: Context, incoming: IncomingMessage) -> None:
        where = Where.GROUP if context.group else Where.PRIVATE
        context.say(help_text(context.words, offered((*others, row), where, steers=_steers(context))))

    row = Command("help", Where.ANYWHERE, "help", N_("help"), show)
    return row


def _steers(context: Context) -> bool:
    """Whether somebody facilitates: here, or in private anywhere."""
    if context.group:
        return may(context.role(), "next")
    return bool(roles.perhaps_steered(context.tx, context.person.person)) or may(context.role(), "groups")
