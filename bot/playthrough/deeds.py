"""What the rehearsal's page can have done: each deed by its name, from what the page asks to what it is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.playthrough.brought import Shelf
from bot.playthrough.director import Director
from bot.playthrough.survey import Survey
from bot.rehearsal.phones import Deed
from bot.rehearsal.room import CannotError
from bot.rehearsal.shapes import Json
from bot.session.playing import Workshop


@dataclass(frozen=True)
class Deeds:
    """Those of one rehearsal. `again` begins another one, with so many people; `shelf` has what was brought."""

    director: Director
    again: Callable[[int], None]
    shelf: Shelf

    def all(self) -> dict[str, Deed]:
        """By their names."""
        return {
            "others": self.others,
            "one": self.one,
            "everybody": self.everybody,
            "go on": self.go_on,
            "to step": self.to_step,
            "to end": self.to_end,
            "again": self.begin_again,
            "wind": self.wind,
            "to next": self.to_next,
            "look": self.look,
            "scenarios": self.scenarios,
            "bring": self.bring,
        }

    async def _word(self, act: Callable[[], Awaitable[str]]) -> Json:
        return {"word": await self.director.by_hand(act)}

    # -- play for me

    async def others(self, act: Json) -> Json:
        """Everybody but that person answers."""
        person = self.director.playing.room.people[act["person"]]
        return await self._word(lambda: self.director.answer(person))

    async def one(self, act: Json) -> Json:
        """The next who hasn't answered does."""
        return await self._word(lambda: self.director.answer(most=1))

    async def everybody(self, act: Json) -> Json:
        """All who haven't answered do."""
        return await self._word(self.director.answer)

    async def go_on(self, act: Json) -> Json:
        """On to the next question."""
        return await self._word(self.director.go_on)

    async def to_step(self, act: Json) -> Json:
        """On to a question, by its number from 1."""
        workshop = self._workshop(act)
        return await self._word(lambda: self.director.to_step(int(act["step"]), workshop))

    async def to_end(self, act: Json) -> Json:
        """On to the end."""
        workshop = self._workshop(act)
        return await self._word(lambda: self.director.to_end(workshop))

    def _workshop(self, act: Json) -> Workshop:
        """The one that is asked for, where none is under way; the first of all where none is asked for."""
        library = self.director.playing.app.runtime.library
        id = act.get("scenario") or library.ids()[0]
        if library.find(id) is None:
            raise CannotError(f"there is no workshop {id}")
        return Workshop(id, bool(act.get("short")))

    # -- time

    async def wind(self, act: Json) -> Json:
        """Time passes."""
        by = timedelta(seconds=float(act["seconds"]))
        return await self._word(lambda: self.director.wind(by))

    async def to_next(self, act: Json) -> Json:
        """Time passes until the bot says something."""
        return await self._word(self.director.to_next)

    # -- a look, and another beginning

    async def look(self, act: Json) -> Json:
        """Where the workshop stands, and what is to come."""
        return await self._survey(act).standing()

    async def scenarios(self, act: Json) -> Json:
        """Which workshops there are."""
        return {"scenarios": self._survey(act).scenarios()}

    async def bring(self, act: Json) -> Json:
        """A file, to be played."""
        library = self.director.playing.app.runtime.library
        return await self.shelf.bring(library, str(act["content"]), str(act["language"]))

    def _survey(self, act: Json) -> Survey:
        return Survey(self.director.others, str(act["language"]))

    async def begin_again(self, act: Json) -> Json:
        """Another rehearsal, with nothing said yet."""
        self.again(int(act["people"]))
        return {}
