"""Starting a workshop: /session, at once or for later, and choosing one from the list: whole or short, live or over
days."""

from __future__ import annotations

from functools import partial

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.commands import arguments
from bot.reading.lengths import length_of
from bot.scenario.durations import Days
from bot.scenario.library import Library
from bot.scenario.variant import has_short
from bot.session.playing import Mode, Workshop
from bot.store import sessions
from bot.store.groups import Group
from bot.wording import refusals, starting
from bot.wording.catalog import N_, Words
from bot.wording.message import Message
from bot.work.beginning import begin_or_ask
from bot.work.commands.row import BETWEEN, Command, Press, Where
from bot.work.context import Context
from bot.work.scheduling.planning import plan

_PICK, _WHOLE, _OVER = "pick", "whole", "over"
#: How many days can be wanted.
_MOST_DAYS = 30
#: What is said of how a workshop is played, and not which.
_HOW = (*(mode.value for mode in Mode), _WHOLE, Workshop.SHORT)


def _session(context: Context, incoming: IncomingMessage) -> None:
    """/session [name] [short] [live, or async and over how many days] [when]"""
    if context.group is None:
        return
    if later := workshop_planned(incoming.argument, context.runtime.library):
        _plan(context, context.group, *later)
        return
    running = sessions.running_in(context.tx, context.group.id) is not None
    named = workshop_named(incoming.argument, context.runtime.library, context.words, running=running)
    if isinstance(named, Message):
        context.say(named)
    else:
        begin_or_ask(context, named)


def _plan(context: Context, group: Group, workshop: Workshop, when: str) -> None:
    meant = _in_variant(workshop, context.runtime.library, context.words)
    if isinstance(meant, Message):
        context.say(meant)
    else:
        plan(context, group, meant, when)


def _asked(said: str) -> tuple[Workshop, str]:
    """The workshop that /session names, with no id where it names none, and what else is said: of when it is to be."""
    words = arguments(said)
    days = next((length.days for word in words if isinstance(length := length_of(word), Days)), None)
    name, *when = [word for word in words if word not in _HOW and not isinstance(length_of(word), Days)] or [""]
    mode = Mode.DAYS if days or Mode.DAYS.value in words else Mode.LIVE
    return Workshop(name, Workshop.SHORT in words, mode, days), " ".join(when)


def workshop_planned(said: str, library: Library) -> tuple[Workshop, str] | None:
    """The workshop that /session names for later, and what is said of when; None where nothing is said of that."""
    workshop, when = _asked(said)
    return (workshop, when) if when and workshop.scenario in library.ids() else None


def workshop_named(said: str, library: Library, w: Words, *, running: bool) -> Workshop | Message:
    """The workshop that /session asks for, by its id; else what is answered. `running`: a session is under way."""
    workshop, _ = _asked(said)
    if running:
        return starting.already_running(w)
    if not workshop.scenario:
        return starting.choose_scenario(w, library.all())
    if workshop.scenario not in library.ids():
        return starting.unknown_scenario(w, workshop.scenario, library.ids())
    if workshop.days and workshop.days > _MOST_DAYS:
        return starting.too_many_days(w, _MOST_DAYS)
    return _in_variant(workshop, library, w)


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
            begin_or_ask(context, meant)
        context.toast()


COMMANDS = (Command("session", Where.GROUP, "session", N_("start a workshop"), _session, when=BETWEEN),)
PRESSES = tuple(Press(verb, "session", partial(_pressed, verb)) for verb in (_PICK, _WHOLE, _OVER, Workshop.SHORT))
