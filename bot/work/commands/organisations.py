"""The organisations of a group: /organisations, and the buttons of the list, of what was read back and of what somebody
proposes. In private whoever steers several groups says which one they mean."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.inbound.updates import IncomingMessage
from bot.session import effects as fx
from bot.session.listing import proposed_ref
from bot.session.organisations import Organisation, Side
from bot.store import organisations, sessions
from bot.store.groups import Group
from bot.wording import refusals
from bot.wording.catalog import N_
from bot.wording.chat import render
from bot.wording.scene import Scene
from bot.work import which_group
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.organisations.deciding import decide
from bot.work.organisations.lists import show
from bot.work.organisations.reading import confirm, reject
from bot.work.organisations.single import ask_off, put_on, show_one, take_off


def _organisations(context: Context, incoming: IncomingMessage) -> None:
    """/organisations"""
    if group := which_group.meant(context, "organisations", "orgs"):
        show(context, group)


def _group(context: Context, word: str) -> Group | None:
    return which_group.of_button(context, word, "organisations")


def _list_pressed(context: Context, words: list[str]) -> None:
    """A group chosen, in private."""
    if group := _group(context, words[0]):
        show(context, group)
        context.toast()


def _listed_pressed(context: Context, words: list[str]) -> None:
    """The list of a session's group, from the facilitators' message."""
    stored = sessions.load(context.tx, words[0])
    if stored is None:
        context.toast(refusals.press_again(context.words), alert=True)
    else:
        _list_pressed(context, [str(stored.group_id)])


def _about_one(do: Callable[[Context, Group, Organisation, list[str]], None]) -> Callable[[Context, list[str]], None]:
    """A button about one organisation, if it is still on the list."""

    def pressed(context: Context, words: list[str]) -> None:
        group = _group(context, words[0])
        if group is None:
            return
        listed = organisations.of_group(context.tx, group.id)
        one = next((one for one in listed if one.id == words[1]), None)
        if one is None:
            context.toast(refusals.press_again(context.words), alert=True)
        else:
            do(context, group, one, words[2:])

    return pressed


def _waiting_pressed(context: Context, words: list[str]) -> None:
    """A proposal that waits: asked about again, here."""
    code, number = words
    stored = sessions.load(context.tx, code)
    group = _group(context, str(stored.group_id)) if stored else None
    if stored is None:
        context.toast(refusals.press_again(context.words), alert=True)
    elif group:
        scenario = context.runtime.scenario(stored)
        scene = Scene(scenario, stored.session, context.words, private=context.group is None)
        asked = render(fx.Short(fx.Text.PROPOSED, number=int(number)), scene)
        context.say(asked, ref=proposed_ref(int(number)), session=code)
        context.toast()


COMMANDS = (
    Command(
        "organisations",
        Where.ANYWHERE,
        "organisations",
        N_("the organisations of this group"),
        _organisations,
        by_engine=True,
    ),
)
PRESSES = (
    Press("orgs", "organisations", _list_pressed, by_engine=True),
    Press("list", "organisations", _listed_pressed, by_engine=True),
    Press("org", "organisations", _about_one(lambda c, g, one, _: show_one(c, g, one)), by_engine=True),
    Press("side", "organisations", _about_one(lambda c, g, one, w: put_on(c, g, one, Side(w[0]))), by_engine=True),
    Press("off", "organisations", _about_one(lambda c, g, one, _: ask_off(c, g, one)), by_engine=True),
    Press("offyes", "organisations", _about_one(lambda c, g, one, _: take_off(c, g, one)), by_engine=True),
    Press("right", "organisations", lambda c, words: confirm(c, int(words[0])), by_engine=True),
    Press("wrong", "organisations", lambda c, words: reject(c, int(words[0])), by_engine=True),
    Press("wait", "organisations", _waiting_pressed, by_engine=True),
    Press("new", "organisations", lambda c, words: decide(c, words[0], int(words[1]), words[2]), by_engine=True),
)
