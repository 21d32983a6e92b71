"""What is set for a group: from how many people on results are shown, and whether private chats are tidied."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.commands import arguments
from bot.session.state import MINIMUM, MOST_NEEDED
from bot.store import group_settings, sessions
from bot.store.groups import Group
from bot.wording.catalog import N_
from bot.wording.settings import least_set, least_unread, tidying_set, what_is_set
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context


def _settings(context: Context, incoming: IncomingMessage) -> None:
    """/settings [least number]"""
    if context.group is None:
        return
    said = " ".join(arguments(incoming.argument))
    if not said:
        context.say(what_is_set(context.words, context.group.least, tidies=context.group.tidies))
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
    group_settings.set_least(context.tx, group.id, least)
    context.say(least_set(context.words, least, running=_running(context, group)))


def _running(context: Context, group: Group) -> bool:
    return sessions.running_in(context.tx, group.id) is not None


def _tidy_pressed(context: Context, words: list[str]) -> None:
    """Private chats are tidied from the next workshop on, or left alone."""
    if context.group:
        tidies = words[0] == "on"
        group_settings.set_tidies(context.tx, context.group.id, tidies)
        context.say(tidying_set(context.words, tidies=tidies, running=_running(context, context.group)))
        context.toast()


COMMANDS = (
    Command("settings", Where.GROUP, "settings", N_("when results are shown, how private chats are tidied"), _settings),
)
PRESSES = (Press("least", "settings", _least_pressed), Press("tidy", "settings", _tidy_pressed))
