"""What is set for a group: /settings, by buttons and by text. In private whoever steers several groups says which."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.said_settings import asked
from bot.session.settable import Setting, read
from bot.store.groups import Group
from bot.wording import refusals
from bot.wording.catalog import N_
from bot.wording.settings import noted
from bot.wording.zones import of_the_region, several
from bot.work import which_group
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.group_settings import change, change_by_text, show, show_one
from bot.zones import Region


def _settings(context: Context, incoming: IncomingMessage) -> None:
    """/settings [what] [value]"""
    group = which_group.meant(context, "settings", "set")
    if group is None:
        return
    said = asked(incoming.argument, context.now)
    if said is None:
        show(context, group.id, again=bool(incoming.argument))
    elif said.several:
        context.say(several(context.words, said.several, context.now, _press(group, Setting.ZONE)))
    elif said.value is not None:
        change_by_text(context, group, said.value)
    else:
        show_one(context, group, said.setting, again=not said.silent)


def _press(group: Group, setting: Setting) -> str:
    return f"set-{group.id}-{setting}"


def _pressed(context: Context, words: list[str]) -> None:
    """Back to all that is set; or one setting's choices, or a choice."""
    group = which_group.of_button(context, words[0], "settings")
    if group is None:
        return
    match words[1:]:
        case []:
            show(context, group.id)
        case [name]:
            show_one(context, group, Setting(name))
        case [Setting.ZONE, region] if region in [*Region]:
            back = _press(group, Setting.ZONE)
            context.instead(of_the_region(context.words, Region(region), context.now, back, back))
        case [name, *value]:
            _chosen(context, group, Setting(name), value)
            return
    context.toast()


def _chosen(context: Context, group: Group, setting: Setting, words: list[str]) -> None:
    value = read(setting, words)
    after = change(context, group, value) if value else None
    if after is None:
        context.toast(refusals.press_again(context.words), alert=True)
    else:
        show(after, group.id)
        after.toast(noted(after.words))


COMMANDS = (
    Command("settings", Where.ANYWHERE, "settings", N_("what is set for this group"), _settings, by_engine=True),
)
PRESSES = (Press("set", "settings", _pressed, by_engine=True),)
