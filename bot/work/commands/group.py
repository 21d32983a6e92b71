"""What is set for a group: from how many people on results are shown."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.state import MINIMUM, MOST_NEEDED
from bot.store import groups, sessions
from bot.store.groups import Group
from bot.wording.catalog import N_
from bot.wording.settings import group_settings, least_set, least_unread
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context


def _settings(context: Context, incoming: IncomingMessage) -> None:
    """/settings [least number]"""
    if context.group is None:
        return
    said = incoming.argument.strip()
    if not said:
        context.say(group_settings(context.words, context.group.least))
    elif said.isdecimal() and MINIMUM <= int(said) <= MOST_NEEDED:
        _set_least(context, context.group, int(said))
    else:
        context.say(least_unread(context.words))


def _least_pressed(context: Context, words: list[str]) -> None:
    """A least number chosen by tap."""
    if context.group:
        _set_least(context, context.group, int(words[0]))
        context.toast()


def _set_least(context: Context, group: Group, least: int) -> None:
    groups.set_least(context.tx, group.id, least)
    context.say(least_set(context.words, least, running=sessions.running_in(context.tx, group.id) is not None))


COMMANDS = (Command("settings", Where.GROUP, "settings", N_("from how many people on results are shown"), _settings),)
PRESSES = (Press("least", "settings", _least_pressed),)
