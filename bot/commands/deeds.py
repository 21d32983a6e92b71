"""What the rehearsal's page can have done: each deed by its name, from what the page asks to what it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.playthrough.director import Director
from bot.rehearsal.phones import Deed
from bot.rehearsal.shapes import Json


@dataclass(frozen=True)
class Deeds:
    """Those of one rehearsal. `again` begins another one, with so many people."""

    director: Director
    again: Callable[[int], None]

    def all(self) -> dict[str, Deed]:
        """By their names."""
        return {
            "others": self.others,
            "again": self.begin_again,
            "wind": self.wind,
        }

    async def others(self, act: Json) -> Json:
        """Everybody but that person answers."""
        person = self.director.playing.room.people[act["person"]]
        return {"word": await self.director.by_hand(lambda: self.director.answer(person))}

    async def begin_again(self, act: Json) -> Json:
        """Another rehearsal, with nothing said yet."""
        self.again(int(act["people"]))
        return {}

    async def wind(self, act: Json) -> Json:
        """Time passes."""
        by = timedelta(seconds=float(act["seconds"]))
        return {"word": await self.director.by_hand(lambda: self.director.wind(by))}
