"""Commands: one table, name -> what it does. Roles are asked of `session.roles` at the moment of use."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.inbound.updates import IncomingMessage
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.joining import read_joining
from bot.store import groups, sessions
from bot.wording import desk
from bot.work.commands import errands, start
from bot.work.context import Context
from bot.work.privacy import forget, mydata, wipe
from bot.work.replies import join_by_text
from bot.work.run_event import circumstances, open_session, play, steered, taken_part_in

Command = Callable[[Context, IncomingMessage], None]


def command(context: Context, incoming: IncomingMessage) -> None:
    """Carry out a command, or say kindly why not."""
    where, act = _COMMANDS.get(incoming.command or "", ("", _unknown))
    if where == "group" and not context.group:
        context.say(desk.in_group_only(context.words))
    elif where == "private" and context.group:
        context.say(desk.in_private_only(context.words))
    else:
        act(context, incoming)


def _unknown(context: Context, incoming: IncomingMessage) -> None:
    """In a group it may be another bot's."""
    if not context.group:
        context.say(desk.unknown_command(context.words))


def _session(context: Context, incoming: IncomingMessage) -> None:
    """/session [name] [live]"""
    group = context.group
    if group is None or not errands.allowed(context, "session"):
        return
    said = [word.casefold() for word in incoming.argument.split()]
    name = next((word for word in said if word not in ("live", "async")), "")
    if sessions.running_in(context.tx, group.id):
        context.say(desk.already_running(context.words))
    elif "async" in said:
        context.say(desk.live_only(context.words))
    elif not name:
        context.say(desk.choose_scenario(context.words, context.runtime.library.all()))
    elif name not in context.runtime.library.ids():
        context.say(desk.unknown_scenario(context.words, name, context.runtime.library.ids()))
    else:
        begin_or_ask(context, name)


def begin_or_ask(context: Context, scenario: str) -> None:
    """Start a session; in a group without organisations ask for them first, and start then."""
    if context.group is None:
        return
    known = groups.organisations(context.tx, context.group.id)
    if known:
        open_session(context, context.group, scenario)
    else:
        context.say(desk.ask_organisations(context.words, known), ref=Ref(RefKind.ORGANISATIONS, scenario))


def _organisations(context: Context, incoming: IncomingMessage) -> None:
    """/organisations"""
    if context.group and errands.allowed(context, "organisations"):
        known = groups.organisations(context.tx, context.group.id)
        context.say(desk.ask_organisations(context.words, known), ref=Ref(RefKind.ORGANISATIONS))


def _steering(event: type[e.Next | e.Back | e.Pause | e.Resume | e.AskStatus]) -> Command:
    def act(context: Context, incoming: IncomingMessage) -> None:
        code = steered(context)
        if code:
            play(context, code, lambda _, __, who: event(**circumstances(context, who)), steering=True)

    return act


def _close(context: Context, incoming: IncomingMessage) -> None:
    """/close [yes]"""
    sure = read_joining(incoming.argument, ()).yes is True
    code = steered(context)
    if code:
        play(context, code, lambda _, __, who: e.Close(**circumstances(context, who), sure=sure), steering=True)


def _join(context: Context, incoming: IncomingMessage) -> None:
    """/join [number, or name and side]"""
    code = sessions.running_in(context.tx, context.group.id) if context.group else None
    if code is None:
        context.say(desk.nothing_running(context.words))
    else:
        join_by_text(context, code, incoming.argument or "yes")


def _own(make: Callable[[Context, IncomingMessage, e.Actor], e.SessionEvent]) -> Command:
    def act(context: Context, incoming: IncomingMessage) -> None:
        code = taken_part_in(context)
        if code is None or not play(context, code, lambda _, __, who: make(context, incoming, who)):
            context.say(desk.nothing_running(context.words))

    return act


def _leave(context: Context, incoming: IncomingMessage, who: e.Actor) -> e.SessionEvent:
    return e.Leave(**circumstances(context, who))


def _undo(context: Context, incoming: IncomingMessage, who: e.Actor) -> e.SessionEvent:
    return e.Undo(**circumstances(context, who))


def _alias(context: Context, incoming: IncomingMessage, who: e.Actor) -> e.SessionEvent:
    return e.Rename(**circumstances(context, who), alias=incoming.argument)


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
