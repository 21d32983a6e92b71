"""What anybody may ask for: the language, what is kept, what is kept of oneself, and to be forgotten."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.languages import SPOKEN
from bot.reading.commands import arguments
from bot.session.state import MINIMUM
from bot.store import group_settings, groups, people, sessions
from bot.wording import language
from bot.wording.catalog import N_, words
from bot.wording.privacy import privacy
from bot.work.access import allowed
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.privacy import forget, mydata


def _choose_language(context: Context, incoming: IncomingMessage) -> None:
    """/language [fr] [en]"""
    if context.group and not allowed(context, "next"):
        return
    named = tuple(dict.fromkeys(word for word in arguments(incoming.argument) if word in SPOKEN))[:2]
    if named:
        _set_language(context, named)
    else:
        context.say(language.choose_language(context.words, group=context.group is not None))


def _set_language(context: Context, languages: tuple[str, ...]) -> None:
    running = False
    if context.group:
        group_settings.set_languages(context.tx, context.group.id, languages)
        running = sessions.running_in(context.tx, context.group.id) is not None
    else:
        people.set_language(context.tx, context.person.person, languages[0])
        languages = languages[:1]
    context.say(language.language_chosen(words(languages[0]), languages, running=running))


def _language_pressed(context: Context, rest: list[str]) -> None:
    """A language chosen by tap."""
    if context.group and not allowed(context, "next"):
        return
    _set_language(context, (rest[0],))
    context.toast()


def _show_privacy(context: Context, incoming: IncomingMessage) -> None:
    """/privacy"""
    least = context.group.least if context.group else groups.least_of(context.tx, context.person.person)
    context.say(privacy(context.words, context.runtime.retention, least or MINIMUM))


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
