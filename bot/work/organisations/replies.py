"""Replies to the messages that ask for organisations, list them, read them back, or ask about one: what each means."""

from __future__ import annotations

from bot.reading.words import Meaning, says
from bot.session.addresses import RefKind
from bot.session.joining import read_yes
from bot.store import groups, organisations, sessions
from bot.store.groups import Group
from bot.store.messages import MessageRow
from bot.wording.organisations import deciding_unread, nothing_changed
from bot.work import route
from bot.work.access import allowed
from bot.work.context import Context
from bot.work.organisations.deciding import decide
from bot.work.organisations.reading import confirm, correct, read, reject
from bot.work.organisations.single import ask_off, show_one, take_off

#: The messages that are replied to here.
HEARD = frozenset(
    {
        *(RefKind.ORGANISATIONS, RefKind.LISTED, RefKind.ORGANISATION, RefKind.OFF),
        *(RefKind.READ_BACK, RefKind.PROPOSED),
    }
)


def heard(context: Context, found: MessageRow, text: str) -> None:
    """A text in reply to one of these messages."""
    if found.ref.kind is RefKind.PROPOSED:
        _proposed(context, found, text)
        return
    group = _group(context, found)
    if group is None or not allowed(context, "organisations", group):
        return
    match found.ref.kind:
        case RefKind.LISTED:
            _listed(context, group, found, text)
        case RefKind.ORGANISATION | RefKind.OFF:
            _one(context, group, found, text)
        case RefKind.READ_BACK:
            _read_back(context, group, found, text)
        case _:
            read(context, group, text, found.ref, found.ref.key)


def _group(context: Context, found: MessageRow) -> Group | None:
    """Whose list a message is about."""
    key = found.ref.key
    match found.ref.kind:
        case RefKind.LISTED | RefKind.ORGANISATION | RefKind.OFF:
            return groups.get(context.tx, int(key.partition("-")[0]))
        case RefKind.READ_BACK:
            reading = organisations.reading(context.tx, int(key))
            return groups.get(context.tx, reading.group) if reading else context.group
        case _:
            return context.group


def _one(context: Context, group: Group, found: MessageRow, text: str) -> None:
    """Under one of the list: that it is to be taken off, that it is sure, or another name for it."""
    id = found.ref.key.partition("-")[2]
    one = next((one for one in organisations.of_group(context.tx, group.id) if one.id == id), None)
    yes = read_yes(text) if found.ref.kind is RefKind.OFF else None
    if one is not None and says(text, Meaning.REMOVE):
        ask_off(context, group, one)
    elif one is not None and yes:
        take_off(context, group, one)
    elif yes is False:
        context.say(nothing_changed(context.words))
    else:
        correct(context, group, id, text, found.ref)


def _listed(context: Context, group: Group, found: MessageRow, text: str) -> None:
    """A number opens that one; anything else is lines to add or to change."""
    listed, number = organisations.of_group(context.tx, group.id), text.strip()
    if number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(listed):
        show_one(context, group, listed[int(number) - 1])
    else:
        read(context, group, text, found.ref)


def _read_back(context: Context, group: Group, found: MessageRow, text: str) -> None:
    number, yes = int(found.ref.key), read_yes(text)
    if yes is not None:
        (confirm if yes else reject)(context, number)
        return
    reading = organisations.reading(context.tx, number)
    corrects = next((line.id for line in reading.lines if line.id), "") if reading else ""
    if corrects:
        correct(context, group, corrects, text, found.ref)
    else:
        read(context, group, text, found.ref, reading.scenario if reading else "")


def _proposed(context: Context, found: MessageRow, text: str) -> None:
    stored = sessions.load(context.tx, found.session or "")
    said = route.deciding(text, stored.session.organisations) if stored else None
    if stored and said:
        decide(context, stored.session.code, int(found.ref.key), said)
    else:
        context.say(deciding_unread(context.words), ref=found.ref, session=found.session)
