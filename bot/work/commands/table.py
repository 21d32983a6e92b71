"""Commands: one table, name -> what it does. Roles are asked of `session.roles` at the moment of use."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.inbound.updates import Heard
from bot.session import events as e
from bot.session.joining import read_joining
from bot.store import groups, sessions
from bot.wording import desk
from bot.work.commands.table import errands, start
from bot.work.context import Visit
from bot.work.privacy import forget, mydata, wipe
from bot.work.replies import join_by_text
from bot.work.run_event import circumstances, play, start, steered, taken_part_in

Command = Callable[[Visit, Heard], None]


def command(visit: Visit, heard: Heard) -> None:
    """Carry out a command, or say kindly why not."""
    where, act = _COMMANDS.get(heard.command or "", ("", _unknown))
    if where == "group" and not visit.group:
        visit.say(desk.in_group_only(visit.words))
    elif where == "private" and visit.group:
        visit.say(desk.in_private_only(visit.words))
    else:
        act(visit, heard)


def _unknown(visit: Visit, heard: Heard) -> None:
    """In a group it may be another bot's."""
    if not visit.group:
        visit.say(desk.unknown_command(visit.words))


def _session(visit: Visit, heard: Heard) -> None:
    """/session [name] [live]"""
    group = visit.group
    if group is None or not errands.allowed(visit, "session"):
        return
    said = [word.casefold() for word in heard.argument.split()]
    name = next((word for word in said if word not in ("live", "async")), "")
    if sessions.running_in(visit.tx, group.id):
        visit.say(desk.already_running(visit.words))
    elif "async" in said:
        visit.say(desk.live_only(visit.words))
    elif not name:
        visit.say(desk.choose_scenario(visit.words, visit.world.shelf.all()), ref="choose")
    elif name not in visit.world.shelf.ids():
        visit.say(desk.unknown_scenario(visit.words, name, visit.world.shelf.ids()))
    else:
        begin_or_ask(visit, name)


def begin_or_ask(visit: Visit, scenario: str) -> None:
    """Start a session; in a group without organisations ask for them first, and start then."""
    if visit.group is None:
        return
    known = groups.organisations(visit.tx, visit.group.id)
    if known:
        start(visit, visit.group, scenario)
    else:
        visit.say(desk.ask_organisations(visit.words, known), ref=f"organisations:{scenario}")


def _organisations(visit: Visit, heard: Heard) -> None:
    """/organisations"""
    if visit.group and errands.allowed(visit, "organisations"):
        known = groups.organisations(visit.tx, visit.group.id)
        visit.say(desk.ask_organisations(visit.words, known), ref="organisations:")


def _steering(event: type[e.Event]) -> Command:
    def act(visit: Visit, heard: Heard) -> None:
        code = steered(visit)
        if code:
            play(visit, code, lambda _, __, who: event(**circumstances(visit, who)), steering=True)

    return act


def _close(visit: Visit, heard: Heard) -> None:
    """/close [yes]"""
    sure = read_joining(heard.argument, ()).yes is True
    code = steered(visit)
    if code:
        play(visit, code, lambda _, __, who: e.Close(**circumstances(visit, who), sure=sure), steering=True)


def _join(visit: Visit, heard: Heard) -> None:
    """/join [number, or name and side]"""
    code = sessions.running_in(visit.tx, visit.group.id) if visit.group else None
    if code is None:
        visit.say(desk.nothing_running(visit.words))
    else:
        join_by_text(visit, code, heard.argument or "yes")


def _own(make: Callable[[Visit, Heard, e.Actor], e.Event]) -> Command:
    def act(visit: Visit, heard: Heard) -> None:
        code = taken_part_in(visit)
        if code is None or not play(visit, code, lambda _, __, who: make(visit, heard, who)):
            visit.say(desk.nothing_running(visit.words))

    return act


def _leave(visit: Visit, heard: Heard, who: e.Actor) -> e.Event:
    return e.Leave(**circumstances(visit, who))


def _undo(visit: Visit, heard: Heard, who: e.Actor) -> e.Event:
    return e.Undo(**circumstances(visit, who))


def _alias(visit: Visit, heard: Heard, who: e.Actor) -> e.Event:
    return e.Rename(**circumstances(visit, who), alias=heard.argument)


#: Name -> where it works ("" is everywhere), and what carries it out.
_COMMANDS: dict[str, tuple[str, Command]] = {
    "session": ("group", _session),
    "organisations": ("group", _organisations),
    "settings": ("group", errands.settings),
    "next": ("", _steering(e.Next)),
    "back": ("", _steering(e.Back)),
    "pause": ("", _steering(e.Pause)),
    "resume": ("", _steering(e.Resume)),
    "status": ("", _steering(e.AskStatus)),
    "close": ("", _close),
    "join": ("group", _join),
    "leave": ("", _own(_leave)),
    "undo": ("", _own(_undo)),
    "alias": ("", _own(_alias)),
    "start": ("private", start.start),
    "help": ("", errands.show_help),
    "privacy": ("", errands.show_privacy),
    "language": ("", errands.choose_language),
    "mydata": ("", mydata.show),
    "forget": ("", forget.forget),
    "summaries": ("private", errands.list_summaries),
    "groups": ("private", errands.list_groups),
    "invite": ("private", errands.invite),
    "wipe": ("private", wipe.wipe),
}
