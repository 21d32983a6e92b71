"""/help: what can be done here, now, and by whoever asks; from the rows of all commands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.answering import over
from bot.session.roles import Role, may
from bot.store import roles, sessions
from bot.wording.catalog import N_
from bot.wording.help import help_text
from bot.work.commands.offered import offered
from bot.work.commands.row import Command, Moment, Where
from bot.work.context import Context


def help_row(others: Sequence[Command]) -> Command:
    """The row of /help, which tells of all others and comes last."""

    def show(context: Context, incoming: IncomingMessage) -> None:
        where = Where.GROUP if context.group else Where.PRIVATE
        here = offered((*others, row), where, role=_role(context), moments=_moments(context))
        context.say(help_text(context.words, here))

    row = Command("help", Where.ANYWHERE, "help", N_("help"), show)
    return row


def _role(context: Context) -> Role:
    """What whoever asks is here, or in private anywhere."""
    if context.group or may(context.role(), "groups"):
        return context.role()
    return Role.FACILITATOR if roles.perhaps_steered(context.tx, context.person.person) else Role.MEMBER


def _moments(context: Context) -> set[Moment]:
    """How far the group's workshop is; in private, those of all groups that whoever asks has to do with."""
    if context.group:
        latest = sessions.latest_in(context.tx, context.group.id)
        return {_moment(context, latest)}
    person = context.person.person
    steered = [sessions.latest_in(context.tx, group.id) for group in roles.perhaps_steered(context.tx, person)]
    codes = {*steered, *sessions.open_to(context.tx, person, context.now)}
    return {_moment(context, code) for code in codes} or {None}


def _moment(context: Context, code: str | None) -> Moment:
    stored = sessions.load(context.tx, code) if code else None
    return stored.session.phase if stored and not over(stored.session, context.now) else None
