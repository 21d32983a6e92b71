"""Which commands are offered: where they work, to those who may, and when they can do anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.session.roles import Role, may
from bot.work.commands.row import EVER, Command, Moment, Where


def offered(
    commands: Iterable[Command], where: Where, *, role: Role, moments: Collection[Moment] = EVER
) -> list[tuple[str, str]]:
    """The name of each command that is offered there, to somebody of that role, at one of these moments, and the
    sentence that says what it does, in the order given. Strangers are told what those may who are in a group."""
    reader = Role.MEMBER if role is Role.STRANGER else role
    return [
        (command.name, command.does)
        for command in commands
        if where in command.offered and may(reader, command.act) and command.when & {*moments}
    ]
