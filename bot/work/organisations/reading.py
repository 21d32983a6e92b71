"""What a facilitator writes for the list: read, and read back, so that nothing misread ever counts; then confirmed."""

from __future__ import annotations

from collections.abc import Iterable

from bot.session.addresses import Ref, RefKind
from bot.session.organisations import Organisation
from bot.session.playing import read_workshop
from bot.session.roster import Line, Refused, revised
from bot.store import groups, organisations, sessions
from bot.store.groups import Group
from bot.store.organisations import Reading
from bot.wording import organisations as words
from bot.wording import refusals
from bot.wording.message import paragraph
from bot.work import route
from bot.work.access import allowed
from bot.work.context import Context
from bot.work.organisations.lists import change, show, sides_fixed
from bot.work.run_event import open_session


def read(context: Context, group: Group, text: str, about: Ref, scenario: str = "") -> None:
    """Lines in reply to a message (`about`), which can be replied to again where they can't be read."""
    said = route.organisations(text)
    if isinstance(said, str):
        context.say(words.organisations_unread(context.words, said), ref=about)
    else:
        understood(context, group, [Line(name, side) for name, side in said], about, scenario)


def correct(context: Context, group: Group, id: str, text: str, about: Ref) -> None:
    """Another name for one of the list, with a side or without."""
    understood(context, group, [route.corrected(id, text)], about)


def understood(context: Context, group: Group, lines: Iterable[Line], about: Ref, scenario: str = "") -> None:
    """Read these lines back; they count once they are confirmed."""
    reading = Reading(group.id, scenario, tuple(lines))
    listed, after = organisations.of_group(context.tx, group.id), _after(context, group, reading)
    if isinstance(after, Refused):
        context.say(paragraph(words.not_so(context.words, after)), ref=about)
        return
    changed = [one for one in after if one not in listed]
    if not changed and not scenario:
        show(context, group)
        return
    number = organisations.read_back(context.tx, reading, context.now)
    said = words.read_back(context.words, number, changed or after)
    context.say(said, ref=Ref(RefKind.READ_BACK, str(number)))


def _after(context: Context, group: Group, reading: Reading) -> tuple[Organisation, ...] | Refused:
    listed, made = organisations.of_group(context.tx, group.id), organisations.made(context.tx, group.id)
    return revised(listed, reading.lines, made, sides_fixed=sides_fixed(context, group))


def confirm(context: Context, number: int) -> None:
    """What was read back is right: it counts, and the workshop that waited for it begins."""
    reading = organisations.reading(context.tx, number)
    group = groups.get(context.tx, reading.group) if reading else None
    if reading is None or group is None:
        _stale(context)
        return
    if not allowed(context, "organisations", group):
        return
    after = _after(context, group, reading)
    organisations.confirmed(context.tx, number)
    if isinstance(after, Refused):
        context.answer(paragraph(words.not_so(context.words, after)))
        return
    change(context, group, after)
    if reading.scenario and not sessions.running_in(context.tx, group.id):
        open_session(context, group, read_workshop(reading.scenario))
    else:
        context.answer(words.done(context.words))


def reject(context: Context, number: int) -> None:
    """What was read back isn't right: it is asked for again."""
    reading = organisations.reading(context.tx, number)
    group = groups.get(context.tx, reading.group) if reading else None
    if reading is None or group is None:
        _stale(context)
    elif allowed(context, "organisations", group):
        context.say(words.correct_it(context.words), ref=Ref(RefKind.READ_BACK, str(number)))
        context.toast()


def _stale(context: Context) -> None:
    if context.callback:
        context.toast(refusals.press_again(context.words), alert=True)
    else:
        context.say(words.correct_it(context.words))
