"""Those who look after a group are told of what concerns it, each in private and in their own language."""

from __future__ import annotations

from collections.abc import Callable

from bot.session.addresses import NO_REF, PrivatePlace
from bot.store import people, roles
from bot.wording.catalog import Words, words
from bot.wording.message import Message
from bot.work.context import Context, reader_language, send


def tell_coordinators(context: Context, where: int, message: Callable[[Words], Message], *, but: str = "") -> None:
    """Tell all who look after a group (or, `roles.EVERYWHERE`, after all of them), but one, and whoever did it."""
    for one in roles.coordinators_of(context.tx, where):
        person = people.get(context.tx, one)
        if person and person.reachable and one not in (but, context.person.person):
            w = words(reader_language(person, context.runtime.language))
            send(context, message(w), place=PrivatePlace(one), ref=NO_REF, session=None)
