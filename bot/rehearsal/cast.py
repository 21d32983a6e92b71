"""Who is in a rehearsal: people of two organisations, six unless something else is said, and their group."""

from __future__ import annotations

from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room

_SOUTH, _NORTH = ("Awa", "Chidi", "Nour"), ("Camille", "Sam", "Jo")
#: Those who answer with samples, in the order of the phones.
NAMES = _SOUTH + _NORTH
#: Who comes besides, where there are more.
_MORE = ("Imani", "Robin")
#: So many people there are at least and at most.
FEWEST, MOST = 2, len(NAMES) + len(_MORE)


def cast(room: Room, language: str, labels: tuple[str, str, str], many: int = len(NAMES)) -> tuple[Chat, list[Person]]:
    """The group and its people, all of that language, half of them of the South and half of the North; the first of
    them owns it and will facilitate. `labels` is what the group is called, and the organisations of the South and the
    North. The bot isn't in yet."""
    title, south, north = labels
    half = (min(max(many, FEWEST), MOST) + 1) // 2
    names = (*_SOUTH, _MORE[0])[:half], (*_NORTH, _MORE[1])[: many - half]
    people = [room.person(name, language=language, label=south) for name in names[0]]
    people += [room.person(name, language=language, label=north) for name in names[1]]
    return room.group(title, people, admins=people[:1]), people
