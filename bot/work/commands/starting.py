"""Starting a workshop: /session, and choosing one from the list."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.commands import arguments
from bot.scenario.library import Library
from bot.session.addresses import Ref, RefKind
from bot.store import organisations, sessions
from bot.wording import refusals, starting
from bot.wording.catalog import N_, Words
from bot.wording.message import Message
from bot.wording.organisations import ask_organisations
from bot.work.commands.row import BETWEEN, Command, Press, Where
from bot.work.context import Context
from bot.work.run_event import open_session


def _session(context: Context, incoming: IncomingMessage) -> None:
    """/session [name] [live]"""
    if context.group is None:
        return
    running = sessions.running_in(context.tx, context.group.id) is not None
    named = scenario_named(incoming.argument, context.runtime.library, context.words, running=running)
    if isinstance(named, Message):
        context.say(named)
    else:
        _begin_or_ask(context, named)


def scenario_named(said: str, library: Library, w: Words, *, running: bool) -> str | Message:
    """The scenario that /session asks for, by its id; else what is answered. `running`: a session is under way."""
    words = arguments(said)
    name = next((word for word in words if word not in ("live", "async")), "")
    if running:
        return starting.already_running(w)
    if "async" in words:
        return starting.live_only(w)
    if not name:
        return starting.choose_scenario(w, library.all())
    return name if name in library.ids() else starting.unknown_scenario(w, name, library.ids())


def _begin_or_ask(context: Context, scenario: str) -> None:
    """Start a session; in a group without organisations ask for them first, and start then."""
    if context.group is None:
        return
    if organisations.of_group(context.tx, context.group.id):
        open_session(context, context.group, scenario)
    else:
        context.say(ask_organisations(context.words), ref=Ref(RefKind.ORGANISATIONS, scenario))


def _pick(context: Context, words: list[str]) -> None:
    """A scenario chosen from the list."""
    name = "-".join(words)
    if context.group is None or name not in context.runtime.library.ids():
        context.toast(refusals.press_again(context.words), alert=True)
    elif sessions.running_in(context.tx, context.group.id):
        context.answer(starting.already_running(context.words))
    else:
        _begin_or_ask(context, name)
        context.toast()


COMMANDS = (Command("session", Where.GROUP, "session", N_("start a workshop"), _session, when=BETWEEN),)
PRESSES = (Press("pick", "session", _pick),)
