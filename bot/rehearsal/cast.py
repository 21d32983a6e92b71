"""Who is in a rehearsal: six people of two organisations, and their group."""

from __future__ import annotations

from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room

_SOUTH, _NORTH = ("Awa", "Chidi", "Nour"), ("Camille", "Sam", "Jo")
#: All of them, in the order of the phones.
NAMES = _SOUTH + _NORTH


def cast(room: Room, language: str, labels: tuple[str, str, str]) -> tuple[Chat, list[Person]]:
    """The group and its people, all of that language; the first of them owns it and will facilitate. `labels`
    is what the group is called, and the organisations of the South and the North. The bot isn't in yet."""
    title, south, north = labels
    people = [room.person(name, language=language, label=south) for name in _SOUTH]
    people += [room.person(name, language=language, label=north) for name in _NORTH]
    return room.group(title, people, admins=people[:1]), people
