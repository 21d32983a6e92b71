"""Which commands are offered: where they work, to those who may."""

from __future__ import annotations

from collections.abc import Iterable

from bot.session.roles import Role, needed
from bot.work.commands.row import Command, Where


def offered(commands: Iterable[Command], where: Where, *, steers: bool) -> list[tuple[str, str]]:
    """The name of each command that is offered there, and the sentence that says what it does, in the order given.
    What facilitators do is for those alone who steer."""
    return [
        (command.name, command.does)
        for command in commands
        if where in command.offered and (steers or needed(command.act) is not Role.FACILITATOR)
    ]
