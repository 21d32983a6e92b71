"""The app and the room together, until nothing is left to do: its loops a step at a time, and the clock turned where
they only wait."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.playthrough.by_hand import Clock
from bot.rehearsal.room import Room
from bot.store import meta, timers
from bot.store.resting import next_edit, sends_soon

#: So many steps are never needed: more mean that something goes round in a circle.
_MOST = 2000


class RestlessError(Exception):
    """The app doesn't come to rest."""


class Settling:
    """A room, the app that is in it, and the clock of both."""

    app: App

    def __init__(self, room: Room, clock: Clock) -> None:
        self.room = room
        self.clock = clock

    async def settle(self, *, edits: bool = True) -> None:
        """Let the app do all that there is to do, turning the clock where it only waits for its pace, or, with `edits`,
        for more to come before it edits. Raises RestlessError."""
        for _ in range(_MOST):
            if not await self._step(edits=edits):
                return
        raise RestlessError

    async def _step(self, *, edits: bool) -> bool:
        """Do some of it, or turn the clock; False where there is nothing left."""
        asked = bool(self.room.pending(None))
        if asked:
            await self.app.poll.once(0)
        report = await self.app.work.once()
        fetched = await self.app.voices.once()
        made = await self.app.making.once()
        sent = await self.app.sender.step()
        if self.room.pending(None) or report.done or report.to_ask or fetched or made or sent:
            return True
        if await self.app.database.transact(sends_soon):
            self.clock.turn(timedelta(seconds=await self.app.sender.next_wait()))
            return True
        if not asked:
            await self.app.poll.once(0)  # confirms what was fetched
        due = await self.app.database.transact(next_edit) if edits else None
        if due is None:
            return bool(self.room.pending(None))
        self.clock.turn(max(due - self.clock.now(), timedelta()))
        await self.there_all_the_while()
        return True

    async def pass_time(self, length: timedelta) -> None:
        """Let time go by, stopping at each moment at which the app has something to do."""
        until = self.clock.now() + length
        await self.settle(edits=False)
        while (due := await self.app.database.transact(timers.next_due)) is not None and due <= until:
            self.clock.turn(max(due - self.clock.now(), timedelta()))
            await self.there_all_the_while()
            await self.settle(edits=False)
        self.clock.turn(max(until - self.clock.now(), timedelta()))
        await self.there_all_the_while()

    async def there_all_the_while(self) -> None:
        """Telegram has answered while the clock was turned: that was no outage."""
        now = self.clock.now()
        await self.app.database.transact(lambda tx: meta.set_contact(tx, now))
