"""The one place where the parts meet: opens the database, starts the loops, stops them.

    poll -> inbox -> work -> outbox -> send

Each loop has its own transactions and rings the next one's bell after the commit. All of them find what is to be
done in the database, so it doesn't matter where any of them was stopped. The loops themselves are elsewhere:
`gateway/inbound/poll.py`, `work/loop.py`, `gateway/outbound/sender.py`.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from time import monotonic

from telegram.error import TelegramError

from bot.gateway.api.admin import presence, register_commands, standing
from bot.gateway.api.client import Client
from bot.gateway.api.rights import Standing
from bot.gateway.inbound.poll import Poll
from bot.gateway.inbound.voices import Voices, fetching
from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.sender import Sender
from bot.gateway.waits import Waits
from bot.resources import folder
from bot.scenario.library import Library
from bot.session.chance import BITS
from bot.session.roles import Presence
from bot.settings import Settings
from bot.store import clock, invites, messages, meta, outbox, record, roles
from bot.store import library as shelved
from bot.store.db import Database, Tx
from bot.work.chats.outage import Contact
from bot.work.commands.menus import menus
from bot.work.downloads.making import Making
from bot.work.heard import Heard
from bot.work.loop import WorkLoop
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The present, as an aware datetime, UTC."""
    return datetime.now(UTC)


def random_bits() -> int:
    """Random bits that nobody can guess, as many as `chance` says, and that are kept nowhere."""
    return secrets.randbits(BITS)


def _doubt(tx: Tx) -> None:
    """What was being sent when the program ended may have come; a reply to it is to find its question."""
    for message in outbox.begun(tx):
        messages.doubt(tx, message)


class App:
    """The bot as a whole. `now`, `chance`, `limits` and `waits` are injected; made and stopped by `async with`."""

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], int] = random_bits,
        limits: Limits | None = None,
        waits: Waits | None = None,
        database: Database | None = None,
    ) -> None:
        if settings.token is None:
            raise ValueError("the bot needs a token")
        self.settings = settings
        self._now = now
        self._chance = chance
        self._limits = limits or Limits()
        self._waits = waits or Waits()
        self._given = database
        self._client = Client(settings.token.get_secret_value(), settings.api_url, settings.proxy)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> App:
        """Open the database and the connection. Raises StoreError, or TelegramError where Telegram can't
        be reached or refuses the token."""
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def _open(self) -> None:
        self.database = self._given or await Database.open(self.settings.database, self.settings.database_key)
        self._stack.push_async_callback(self.database.close)
        self._stack.push_async_callback(self._client.stop)
        await self._client.start()
        self.runtime = await self.database.transact(self._runtime)
        self._connect_loops()
        await self.database.transact(self._mend_clock)
        await self.database.transact(_doubt)
        await self.database.transact(self._appoint)
        await self.work.purge()

    def _connect_loops(self) -> None:
        """Make the three loops, each with the bell of the next one."""
        database, now, waits = self.database, self._now, self._waits
        self.sender = Sender(database, self._client.bot, now, self._limits, waits)
        ring = self.sender.ring
        self.work = WorkLoop(
            database,
            self.runtime,
            now,
            waits,
            find_presence=self._find_presence,
            hears=lambda: self.poll.caught_up,
            room=lambda: self.sender.has_room,
            find_standing=self._find_standing,
            on_done=self._ring,
            on_set_back=self.sender.set_back,
        )
        self.voices = Voices(database, fetching(self._client.bot), now, waits, self.work.ring)
        self.making = Making(database, self.runtime, now, waits, on_done=ring)
        contact = Contact(database, self.runtime, now, on_noted=ring)
        fetch, rung = self._client.get_updates, self.work.ring
        self.poll = Poll(fetch, database, now, waits, on_answer=contact.made, on_new=rung)

    def _ring(self) -> None:
        """Something was decided: there may be something to send, to fetch, or to write."""
        self.sender.ring()
        self.voices.ring()
        self.making.ring()

    async def _find_presence(self, chat: int, account: int) -> Presence:
        try:
            return await presence(self._client.bot, chat, account)
        except TelegramError as error:
            log.warning("asking whether somebody is in a group failed: %s", type(error).__name__)
            return Presence.UNKNOWN

    async def _find_standing(self, chat: int) -> Standing | None:
        try:
            return await standing(self._client.bot, chat)
        except TelegramError as error:
            log.warning("asking what the bot may do in a group failed: %s", type(error).__name__)
            return None

    def _runtime(self, tx: Tx) -> Runtime:
        meta.set_bot(tx, self._client.bot.id, self._client.bot.username)
        folders = [folder("scenarios"), *([self.settings.scenarios] if self.settings.scenarios else [])]
        library = Library(folders)
        library.upload(one.source for one in shelved.all(tx))
        for path in library.broken:
            log.error("the scenario %s has mistakes and is left out: see palabre check", path.name)
        for path, why in library.unreadable.items():
            log.error("the scenario %s can't be read: %s", path.name, why)
        for path, why in library.passed_over.items():
            log.warning("%s is no scenario: %s", path.name, why)
        return Runtime(
            bot_id=self._client.bot.id,
            bot_username=self._client.bot.username,
            library=library,
            secret=meta.secret(tx),
            language=self.settings.language,
            retention=self.settings.retention,
            zone=self.settings.zone,
            debounce=self._limits.debounce,
            receipts=self._limits.receipts_minute,
            chance=self._chance,
            heard=Heard(meta.secret(tx)),
        )

    def _mend_clock(self, tx: Tx) -> None:
        if by := clock.ahead(tx, self._now()):
            clock.set_back(tx, by, self._now())

    def _appoint(self, tx: Tx) -> None:
        gone = roles.appoint(tx, self.settings.coordinators, self._now().date())
        for grant in gone:
            record.note(tx, roles.EVERYWHERE, record.Deed.OPERATOR, self._now(), subject=grant)
        if gone:
            log.warning("%d who coordinated by PALABRE_COORDINATORS no longer do: it doesn't name them now", len(gone))

    async def claim_link(self) -> str | None:
        """A link by which the first coordinator claims the bot; None where there is one already."""

        def make(tx: Tx) -> str | None:
            return None if roles.coordinators(tx) else invites.claim(tx, self._now())

        token = await self.database.transact(make)
        return f"https://t.me/{self.runtime.bot_username}?start={token}" if token else None

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def run(self) -> None:
        """Work until cancelled. One loop's end ends all, so that a supervisor can start anew."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.poll.run(), name="poll")
            tasks.create_task(self.work.run(), name="work")
            tasks.create_task(self.sender.run(), name="send")
            tasks.create_task(self.voices.run(), name="voices")
            tasks.create_task(self.making.run(), name="making")
            tasks.create_task(self._register(), name="register")

    def pulse(self) -> float:
        """How many seconds ago the loop that has been still the longest was last seen to move."""
        return monotonic() - min(self.poll.moved, self.work.moved, self.sender.moved)

    async def _register(self) -> None:
        """Offer the commands; without them the bot works all the same."""
        try:
            await register_commands(self._client.bot, menus())
        except TelegramError as error:
            log.warning("registering the commands failed: %s", type(error).__name__)
