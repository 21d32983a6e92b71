"""Starting a workshop: /session, and choosing one from the list, whole or short."""

from __future__ import annotations

from functools import partial

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.commands import arguments
from bot.scenario.library import Library
from bot.scenario.variant import has_short
from bot.session.addresses import Ref, RefKind
from bot.session.playing import Workshop
from bot.store import organisations, sessions
from bot.wording import refusals, starting
from bot.wording.catalog import N_, Words
from bot.wording.message import Message
from bot.wording.organisations import ask_organisations
from bot.work.commands.row import BETWEEN, Command, Press, Where
from bot.work.context import Context
from bot.work.run_event import open_session

_PICK, _WHOLE = "pick", "whole"


def _session(context: Context, incoming: IncomingMessage) -> None:
    """/session [name] [live] [short]"""
    if context.group is None:
        return
    running = sessions.running_in(context.tx, context.group.id) is not None
    named = workshop_named(incoming.argument, context.runtime.library, context.words, running=running)
    if isinstance(named, Message):
        context.say(named)
    else:
        _begin_or_ask(context, named)


def workshop_named(said: str, library: Library, w: Words, *, running: bool) -> Workshop | Message:
    """The workshop that /session asks for, by its id; else what is answered. `running`: a session is under way."""
    words = arguments(said)
    name = next((word for word in words if word not in ("live", "async", _WHOLE, Workshop.SHORT)), "")
    if running:
        return starting.already_running(w)
    if "async" in words:
        return starting.live_only(w)
    if not name:
        return starting.choose_scenario(w, library.all())
    if name not in library.ids():
        return starting.unknown_scenario(w, name, library.ids())
    return _in_variant(Workshop(name, Workshop.SHORT in words), library, w)


def _in_variant(workshop: Workshop, library: Library, w: Words) -> Workshop | Message:
    scenario = library.get(workshop.scenario)
    return starting.no_short(w, scenario) if workshop.short and not has_short(scenario) else workshop


def workshop_pressed(verb: str, id: str, library: Library, w: Words) -> Workshop | Message:
    """The workshop that a button of that verb means; else what is answered, such as whether whole or short is meant."""
    if verb == _PICK and has_short(library.get(id)):
        return starting.whole_or_short(w, library.get(id))
    return _in_variant(Workshop(id, verb == Workshop.SHORT), library, w)


def _begin_or_ask(context: Context, workshop: Workshop) -> None:
    """Start a session; in a group without organisations ask for them first, and start then."""
    if context.group is None:
        return
    if organisations.of_group(context.tx, context.group.id):
        open_session(context, context.group, workshop)
    else:
        context.say(ask_organisations(context.words), ref=Ref(RefKind.ORGANISATIONS, str(workshop)))


def _pressed(verb: str, context: Context, words: list[str]) -> None:
    """A workshop chosen from the list, or one of its variants."""
    name, library, w = "-".join(words), context.runtime.library, context.words
    if context.group is None or name not in library.ids():
        context.toast(refusals.press_again(w), alert=True)
    elif sessions.running_in(context.tx, context.group.id):
        context.answer(starting.already_running(w))
    else:
        meant = workshop_pressed(verb, name, library, w)
        if isinstance(meant, Message):
            context.say(meant)
        else:
            _begin_or_ask(context, meant)
        context.toast()


COMMANDS = (Command("session", Where.GROUP, "session", N_("start a workshop"), _session, when=BETWEEN),)
PRESSES = tuple(Press(verb, "session", partial(_pressed, verb)) for verb in (_PICK, _WHOLE, Workshop.SHORT))
