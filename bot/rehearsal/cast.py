"""Who is in a rehearsal: six people of two organisations, and their group."""

from __future__ import annotations

from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room

#: Group title, and the labels of the two organisations, by language.
_WORDS = {
    "fr": ("Atelier", "Organisation du Sud", "Organisation du Nord"),
    "en": ("Workshop", "Southern organisation", "Northern organisation"),
}
_SOUTH, _NORTH = ("Awa", "Chidi", "Nour"), ("Camille", "Sam", "Jo")


def cast(room: Room, language: str) -> tuple[Chat, list[Person]]:
    """The group and its people; the first of them owns it and will facilitate. The bot isn't in yet."""
    title, south, north = _WORDS.get(language, _WORDS["en"])
    people = [room.person(name, language=language, label=south) for name in _SOUTH]
    people += [room.person(name, language=language, label=north) for name in _NORTH]
    return room.group(title, people, admins=people[:1]), people
