"""One organisation of the list: shown, put on another side, taken off. Taking one off is asked twice, and its id never
comes again, so that a second tap on the same button finds nothing."""

from __future__ import annotations

from bot.session.addresses import Ref, RefKind
from bot.session.organisations import Organisation, Side
from bot.session.roster import Line, Refused, revised
from bot.store import organisations
from bot.store.groups import Group
from bot.wording import organisations as words
from bot.wording.message import paragraph
from bot.work.context import Context
from bot.work.organisations.lists import change, sides_fixed


def show_one(context: Context, group: Group, one: Organisation) -> None:
    """What can be done with it."""
    ref = Ref(RefKind.ORGANISATION, f"{group.id}-{one.id}")
    context.say(words.one_organisation(context.words, group.id, one), ref=ref)
    context.toast()


def put_on(context: Context, group: Group, one: Organisation, side: Side) -> None:
    """It stands on that side."""
    listed, made = organisations.of_group(context.tx, group.id), organisations.made(context.tx, group.id)
    after = revised(listed, [Line(one.name, side, one.id)], made, sides_fixed=sides_fixed(context, group))
    if isinstance(after, Refused):
        context.answer(paragraph(words.not_so(context.words, after)))
    else:
        change(context, group, after)
        context.answer(words.done(context.words))


def ask_off(context: Context, group: Group, one: Organisation) -> None:
    """Whether to take it off the list."""
    context.say(words.off_sure(context.words, group.id, one), ref=Ref(RefKind.OFF, f"{group.id}-{one.id}"))
    context.toast()


def take_off(context: Context, group: Group, one: Organisation) -> None:
    """It is off the list."""
    change(context, group, [o for o in organisations.of_group(context.tx, group.id) if o.id != one.id])
    context.answer(words.done(context.words))
