"""Sending: what the outbox holds goes out, in order within a chat, as fast as pacing allows.

A row is done once Telegram has answered. Between its answer and our note of it a kill makes one message
come twice; none is lost. So no more messages are under way at once than the pace needs. Reactions, edits
and toasts can be repeated freely.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from time import monotonic

from markupsafe import escape
from telegram import Bot
from telegram.error import BadRequest

from bot.gateway.calls import CALLS, Target
from bot.gateway.client import IN_FLIGHT
from bot.gateway.failing import came_through, failed
from bot.gateway.pacing import LOOK_BACK, Limits, next_at
from bot.store import groups, messages, outbox, people
from bot.store.db import Database, Tx
from bot.store.outbox import Draft, Ready
from bot.wording.message import bare

log = logging.getLogger(__name__)

#: How long the loop sleeps at most when nothing rings.
_LONGEST = timedelta(seconds=30)
#: What comes twice when it is sent twice.
_ONCE = frozenset({"send", "document"})
#: How many seconds what is under way gets when the program is told to stop.
_GOODBYE = 2.5
#: A message that has been under way for so many seconds may be overtaken by other chats' messages.
_SLOW = 1.0


class Sender:
    """The loop that empties the outbox, for as long as it isn't cancelled."""

    def __init__(self, database: Database, bot: Bot, now: Callable[[], datetime], limits: Limits) -> None:
        self._database = database
        self._limits = limits
        self._bot = bot
        self._now = now
        self._bell = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._messages: dict[str, float] = {}
        self._call_time = 0.0
        self.looked = monotonic()

    def ring(self) -> None:
        """There may be something to send."""
        self._bell.set()

    async def run(self) -> None:
        """Send until cancelled; what is under way gets a moment to finish. Should it not, it is sent again
        the next time."""
        try:
            while True:
                self._bell.clear()
                if not await self._launch():
                    await self._sleep(await self.next_wait())
                self.looked = monotonic()
        finally:
            if self._busy:
                await asyncio.wait(self._busy.values(), timeout=_GOODBYE)
            for task in self._busy.values():
                task.cancel()

    async def step(self) -> bool:
        """Send what may go now and wait until it has gone; whether there was anything."""
        sent = await self._launch()
        await self._landed()
        return sent

    async def next_wait(self) -> float:
        """Seconds until something can go: when it is due, or when pacing allows it; half a minute where
        nothing waits."""
        return await self._database.transact(self._next_wait)

    async def _landed(self) -> None:
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            pass

    def _next_wait(self, tx: Tx) -> float:
        now = self._now()
        history = outbox.history(tx, now - LOOK_BACK)
        ready = [r for r in outbox.heads(tx, now, 200) if self._line(r.draft) not in self._busy]
        full = self._room() <= 0
        free = [r.draft for r in ready if len(self._busy) < IN_FLIGHT and not (full and r.draft.method in _ONCE)]
        moments = [self._when(now, draft, history) for draft in free]
        if full:
            moments.append(now + timedelta(seconds=_SLOW))
        due = outbox.next_due(tx, now)
        first = min([*moments, *([due] if due else []), now + _LONGEST])
        return max((first - now).total_seconds(), 0.005)

    def _when(self, now: datetime, draft: Draft, history: Mapping[str, Sequence[datetime]]) -> datetime:
        """When pacing lets a draft go. A toast goes to no chat, so to it no limit applies."""
        if draft.method == "toast":
            return now
        return next_at(now, draft.place, history, self._limits, receipt=draft.method == "react")

    @staticmethod
    def _line(draft: Draft) -> str:
        return f"toast:{draft.callback}" if draft.method == "toast" else draft.place

    async def _launch(self) -> bool:
        """Start what may go now; whether there was anything."""
        chosen = await self._database.transact(self._choose)
        for ready, target in chosen:
            line = self._line(ready.draft)
            if ready.draft.method in _ONCE:
                self._messages[line] = monotonic()
            task = asyncio.create_task(self._send(ready, target))
            self._busy[line] = task
            task.add_done_callback(partial(self._finished, line))
        return bool(chosen)

    def _room(self) -> int:
        """How many more messages may be under way: one in all, unless calls take so long that the pace
        would suffer. One that takes far too long keeps the others no longer."""
        abreast = min(max(1, ceil(self._call_time * self._limits.overall_second)), IN_FLIGHT)
        return abreast - sum(monotonic() - begun < _SLOW for begun in self._messages.values())

    def _finished(self, line: str, task: asyncio.Task[None]) -> None:
        self._busy.pop(line, None)
        self._messages.pop(line, None)
        self._bell.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("noting what was sent failed: %s", type(error).__name__)

    def _choose(self, tx: Tx) -> list[tuple[Ready, Target]]:
        """The rows that may go now: heads of their lines, allowed by pacing, one in flight a place."""
        now = self._now()
        history = {place: list(times) for place, times in outbox.history(tx, now - LOOK_BACK).items()}
        for place in self._busy:
            history.setdefault(place, []).append(now)
        chosen: list[tuple[Ready, Target]] = []
        lines, messages_left = set(self._busy), self._room()
        for ready in outbox.heads(tx, now, 200):
            line, once = self._line(ready.draft), ready.draft.method in _ONCE
            if len(lines) >= IN_FLIGHT or line in lines or (once and messages_left <= 0):
                continue
            if self._when(now, ready.draft, history) > now:
                continue
            target = _resolve(tx, ready.draft, now)
            if target is None:
                outbox.drop(tx, ready.id, "nowhere to send it", now)
                continue
            lines.add(line)
            if once:
                messages_left -= 1
                outbox.begin(tx, ready.id, now)
            history.setdefault(ready.draft.place, []).append(now)
            chosen.append((ready, target))
        return chosen

    async def _send(self, ready: Ready, target: Target) -> None:
        """Send one row and note what came of it."""
        began = monotonic()
        try:
            number = await self._call(ready.draft, target)
        except Exception as raised:
            error = raised
            await self._database.transact(lambda tx: failed(tx, ready, error, self._now()))
        else:
            self._call_time += (monotonic() - began - self._call_time) / 8
            await self._database.transact(lambda tx: _sent(tx, ready, number, self._now()))

    async def _call(self, draft: Draft, target: Target) -> int | None:
        try:
            return await CALLS[draft.method](self._bot, draft, target)
        except BadRequest as error:
            if "not modified" in error.message.casefold():
                return None
            if "parse entities" not in error.message.casefold():
                raise
            log.error("a message's markup was refused; it is sent as plain text")
            return await CALLS[draft.method](self._bot, _plain(draft, bare(draft.html)), target)


def _plain(draft: Draft, text: str) -> Draft:
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    return Draft(**{**values, "html": str(escape(text))})


def _resolve(tx: Tx, draft: Draft, now: datetime) -> Target | None:
    """Where a draft goes at this moment; None where there is nowhere to send it, or no longer a reason."""
    if draft.expires and draft.expires < now:
        return None
    row = messages.get(tx, draft.message) if draft.message is not None else None
    number = draft.target if draft.target is not None else row.number if row else None
    if draft.method in ("edit", "delete", "pin") and number is None:
        return None
    kind, _, key = draft.place.partition(":")
    if draft.method == "toast":
        return Target(0, None, None)
    if kind == "c":
        return Target(int(key), None, number)
    if kind == "g":
        group = groups.get(tx, int(key))
        return Target(group.chat, group.topic, number) if group else None
    account = people.account(tx, key)
    return Target(account, None, number) if account is not None else None


def _sent(tx: Tx, ready: Ready, number: int | None, now: datetime) -> None:
    outbox.sent(tx, ready.id, now)
    if ready.draft.message is not None and number is not None and ready.draft.method in ("send", "document"):
        messages.sent(tx, ready.draft.message, number)
    if ready.draft.method == "delete" and ready.draft.message is not None:
        messages.gone(tx, ready.draft.message)
    came_through(tx, ready.draft)
