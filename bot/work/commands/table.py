"""All commands and all buttons, each by its name, and what becomes of one: refused where it doesn't work or isn't
theirs who asks, else carried out.

The rows stand with their families. Roles are asked of `session.roles` at the moment of use. What a button says was
signed for its chat and, where it is personal, for its person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from bot.gateway.api.buttons import SIGNATURE, verify
from bot.gateway.inbound.updates import ButtonPress, IncomingMessage
from bot.store import confirmations
from bot.store.confirmations import Confirmation
from bot.wording import refusals
from bot.wording.catalog import Words
from bot.wording.message import Message
from bot.work.access import allowed
from bot.work.commands import (
    caring,
    checking,
    commitments,
    coordinating,
    everybody,
    group,
    oneself,
    organisations,
    partnership,
    scenarios,
    scheduling,
    start,
    starting,
    steering,
    summaries,
    taking_part,
    team,
)
from bot.work.commands.help import help_row
from bot.work.commands.row import Command, Where
from bot.work.context import Context, owned

_Row = TypeVar("_Row")

#: The families that have rows, in the order of the menus.
_FAMILIES = (
    starting,
    scheduling,
    steering,
    organisations,
    group,
    checking,
    taking_part,
    caring,
    commitments,
    summaries,
    partnership,
    scenarios,
    coordinating,
    team,
    everybody,
    oneself,
    start,
)


def once(rows: Iterable[_Row], name: Callable[[_Row], str]) -> dict[str, _Row]:
    """Rows by their names. Raises ValueError where two have the same."""
    found: dict[str, _Row] = {}
    for row in rows:
        if name(row) in found:
            raise ValueError(f"two rows are called {name(row)!r}")
        found[name(row)] = row
    return found


_ROWS: list[Command] = [row for family in _FAMILIES for row in family.COMMANDS]

#: Name -> command.
COMMANDS: dict[str, Command] = once([*_ROWS, help_row(_ROWS)], lambda row: row.name)

#: Verb -> button.
PRESSES = once([row for family in _FAMILIES for row in family.PRESSES], lambda row: row.verb)


def works(name: str, where: Where) -> Command | Callable[[Words], Message] | None:
    """The command of that name where it works in that chat, else what is said of it: nothing (None) of one that isn't
    known in a group, where it may be another bot's."""
    row, private = COMMANDS.get(name), where is Where.PRIVATE
    if row is None:
        return refusals.unknown_command if private else None
    if where in row.works:
        return row
    return refusals.in_group_only if private else refusals.in_private_only


def is_command(name: str | None, *, reply_in_group: bool) -> bool:
    """Whether a text that looks like a command of that name is one. A reply to the bot in a group with a name that
    there isn't are words, such as `/maybe`: another bot's command needs no reply to this one."""
    return name is not None and (name in COMMANDS or not reply_in_group)


def command(context: Context, incoming: IncomingMessage) -> None:
    """Carry out a command, or say kindly why not."""
    found = works(incoming.command or "", Where.GROUP if context.group else Where.PRIVATE)
    if not isinstance(found, Command):
        if found is not None:
            context.say(found(context.words))
    elif found.by_engine or allowed(context, found.act):
        found.handler(context, incoming)


def press(context: Context, pressed: ButtonPress) -> None:
    """Carry out a press; one whose signature is not for this chat changes nothing."""
    verb, *rest = pressed.data[SIGNATURE:].split("-", 1)
    row = PRESSES.get(verb)
    personal = row is not None and row.personal
    place = owned(context.place, context.person.person) if personal else str(context.place)
    if row is None or verify(context.runtime.secret, place, pressed.data) is None:
        said = refusals.not_your_button if personal else refusals.press_again
        context.toast(said(context.words), alert=True)
    elif (row.by_engine or allowed(context, row.act)) and (not row.once or _first(context, pressed.data)):
        words = rest[0].split("-") if rest else []
        row.handler(context, words[:-1] if row.once else words)


def _first(context: Context, data: str) -> bool:
    """Whether a button that is good once is pressed for the first time, and in time; if not, that is said."""
    match confirmations.use(context.tx, data, context.now):
        case Confirmation.GOOD:
            return True
        case Confirmation.USED:
            context.toast(refusals.done_already(context.words), alert=True)
        case Confirmation.OVER:
            context.toast(refusals.button_over(context.words), alert=True)
    return False
