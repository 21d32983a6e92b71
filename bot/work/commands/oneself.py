"""What somebody sets for themselves, in their private chat: their time zone, and whether they want reminders. Nobody
else is told."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.said_settings import said_zone
from bot.session.settable import Setting, Zone, read
from bot.store import people
from bot.wording import muting, refusals, zones
from bot.wording.catalog import N_
from bot.work.commands.row import Command, Press, Where
from bot.work.commitments import asking
from bot.work.context import Context
from bot.zones import Region

_PRESS = "zone"


def _timezone(context: Context, incoming: IncomingMessage) -> None:
    """/timezone [place]"""
    w, said, now = context.words, incoming.argument.strip(), context.now
    if not said:
        context.say(zones.choose_mine(w, context.person.zone, now))
        return
    match said_zone(said, now):
        case Zone(name):
            _set_zone(context, name)
        case None:
            context.say(zones.unknown(w))
        case several:
            context.say(zones.several(w, several, now, _PRESS))


def _set_zone(context: Context, name: str | None) -> None:
    people.set_zone(context.tx, context.person.person, name)
    asking.moved(context, context.person.person)
    context.instead(zones.mine_set(context.words, name, context.now))


def _zone_pressed(context: Context, words: list[str]) -> None:
    """A side of the world, a zone there, or back to where one began."""
    w, now = context.words, context.now
    match words:
        case []:
            context.instead(zones.choose_mine(w, context.person.zone, now))
        case [region] if region in [*Region]:
            context.instead(zones.of_the_region(w, Region(region), now, _PRESS, _PRESS))
        case _:
            chosen = read(Setting.ZONE, words)
            if not isinstance(chosen, Zone):
                context.toast(refusals.press_again(w), alert=True)
                return
            _set_zone(context, chosen.name)
    context.toast()


def _mute(context: Context, incoming: IncomingMessage) -> None:
    """/mute: no reminders, or reminders again"""
    _set_muted(context, not context.person.muted)


def _mute_pressed(context: Context, words: list[str]) -> None:
    _set_muted(context, words[0] == "on")
    context.toast()


def _set_muted(context: Context, muted: bool) -> None:
    people.set_muted(context.tx, context.person.person, muted)
    context.instead(muting.muted(context.words) if muted else muting.unmuted(context.words))


COMMANDS = (
    Command("timezone", Where.PRIVATE, "timezone", N_("my time zone"), _timezone),
    Command("mute", Where.PRIVATE, "mute", N_("no reminders, or reminders again"), _mute),
)
PRESSES = (Press(_PRESS, "timezone", _zone_pressed), Press("mute", "mute", _mute_pressed))
