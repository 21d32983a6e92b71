"""What anybody may ask for: the language, what is kept, what is kept of oneself, and to be forgotten."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.settings import languages
from bot.session.settable import Languages, Setting
from bot.session.state import MINIMUM
from bot.store import groups, keeping, people
from bot.store.groups import Group
from bot.wording import language
from bot.wording.catalog import N_, words
from bot.wording.privacy import privacy
from bot.wording.refusals import press_again
from bot.work.access import allowed
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.group_settings import change_by_text, show_one
from bot.work.privacy import forget, mydata


def _choose_language(context: Context, incoming: IncomingMessage) -> None:
    """/language [fr] [en]; in a group as its setting"""
    named = languages(incoming.argument)
    if context.group:
        if allowed(context, "settings"):
            _of_the_group(context, context.group, named)
    elif named:
        _set_language(context, named[0])
    else:
        context.say(language.choose_language(context.words))


def _of_the_group(context: Context, group: Group, named: tuple[str, ...] | None) -> None:
    if named:
        change_by_text(context, group, Languages(named))
    else:
        show_one(context, group, Setting.LANGUAGE)


def _set_language(context: Context, code: str) -> None:
    people.set_language(context.tx, context.person.person, code)
    context.say(language.language_chosen(words(code), code))


def _language_pressed(context: Context, rest: list[str]) -> None:
    """A language chosen by tap, in private: what a group reads is chosen among its settings."""
    if context.group:
        context.toast(press_again(context.words), alert=True)
    else:
        _set_language(context, rest[0])
        context.toast()


def _show_privacy(context: Context, incoming: IncomingMessage) -> None:
    """/privacy"""
    tx, person, most = context.tx, context.person.person, context.runtime.retention
    if context.group:
        least, kept = context.group.least, keeping.of_group(context.group, most)
    else:
        least, kept = groups.least_of(tx, person) or MINIMUM, keeping.longest_for(tx, person, most)
    context.say(privacy(context.words, kept, least))


COMMANDS = (
    Command("language", Where.ANYWHERE, "language", N_("choose the language"), _choose_language),
    Command("privacy", Where.ANYWHERE, "privacy", N_("what is kept, and who sees it"), _show_privacy),
    Command("mydata", Where.ANYWHERE, "mydata", N_("everything kept about me"), mydata.show),
    Command("forget", Where.ANYWHERE, "forget", N_("erase everything I said"), forget.forget),
)
PRESSES = (
    Press("lang", "language", _language_pressed),
    Press("forget", "forget", forget.forget_pressed, personal=True, once=True),
)
