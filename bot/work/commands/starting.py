"""Starting a workshop: /session, and choosing one from the list, whole or short, live or over days."""

from __future__ import annotations

from functools import partial

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.commands import arguments
from bot.reading.lengths import length_of
from bot.scenario.durations import Days
from bot.scenario.library import Library
from bot.scenario.variant import has_short
from bot.session.addresses import Ref, RefKind
from bot.session.playing import Mode, Workshop
from bot.store import organisations, sessions
from bot.wording import refusals, starting
from bot.wording.catalog import N_, Words
from bot.wording.message import Message
from bot.wording.organisations import ask_organisations
from bot.work.commands.row import BETWEEN, Command, Press, Where
from bot.work.context import Context
from bot.work.over_days import quiet_hours
from bot.work.run_event import open_session

_PICK, _WHOLE, _OVER = "pick", "whole", "over"
#: How many days can be wanted.
_MOST_DAYS = 30
#: The words that say how it is played, and not which.
_NO_NAMES = (*(mode.value for mode in Mode), _WHOLE, Workshop.SHORT)


def _session(context: Context, incoming: IncomingMessage) -> None:
    """/session [name] [short] [live, or async and over how many days]"""
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
    words, mode = arguments(said), Mode.LIVE
    days = next((length for word in words if isinstance(length := length_of(word), Days)), None)
    if days or Mode.DAYS.value in words:
        mode = Mode.DAYS
    name = next((word for word in words if word not in _NO_NAMES and not length_of(word)), "")
    if running:
        return starting.already_running(w)
    if not name:
        return starting.choose_scenario(w, library.all())
    if name not in library.ids():
        return starting.unknown_scenario(w, name, library.ids())
    if days and days.days > _MOST_DAYS:
        return starting.too_many_days(w, _MOST_DAYS)
    return _in_variant(Workshop(name, Workshop.SHORT in words, mode, days.days if days else None), library, w)


def _in_variant(workshop: Workshop, library: Library, w: Words) -> Workshop | Message:
    scenario = library.get(workshop.scenario)
    return starting.no_short(w, scenario) if workshop.short and not has_short(scenario) else workshop


def workshop_pressed(verb: str, id: str, library: Library, w: Words) -> Workshop | Message:
    """The workshop that a button of that verb means; else what is answered, such as how it is to be played. What is
    played over days says over how many behind its id."""
    if verb == _PICK:
        return starting.how_to_play(w, library.get(id))
    if verb == _OVER:
        id, _, days = id.rpartition("-")
        return Workshop(id, mode=Mode.DAYS, days=int(days) or None)
    return _in_variant(Workshop(id, verb == Workshop.SHORT), library, w)


def _begin_or_ask(context: Context, workshop: Workshop) -> None:
    """Start a session; in a group without organisations ask for them first, and start then."""
    if context.group is None:
        return
    quiet = quiet_hours(context, context.group)
    if workshop.mode is Mode.DAYS and quiet.at(context.now):
        context.answer(
            starting.in_quiet_hours(context.words, workshop, quiet.over(context.now).astimezone(quiet.there))
        )
    elif organisations.of_group(context.tx, context.group.id):
        open_session(context, context.group, workshop)
    else:
        context.say(ask_organisations(context.words), ref=Ref(RefKind.ORGANISATIONS, str(workshop)))


def _pressed(verb: str, context: Context, words: list[str]) -> None:
    """A workshop chosen from the list, or one of its variants."""
    name, library, w = "-".join(words), context.runtime.library, context.words
    if context.group is None or (name.rpartition("-")[0] if verb == _OVER else name) not in library.ids():
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
PRESSES = tuple(Press(verb, "session", partial(_pressed, verb)) for verb in (_PICK, _WHOLE, _OVER, Workshop.SHORT))
