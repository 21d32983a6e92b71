"""The one place where the parts meet: opens the database, starts the loops, stops them.

    poll -> inbox -> work -> outbox -> send

Each loop rings the next one's bell. All of them find what is to be done in the database, so it doesn't
matter where any of them was stopped.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from time import monotonic

from telegram.error import TelegramError

from bot.gateway.api.admin import admins, register_commands
from bot.gateway.api.client import Client
from bot.gateway.inbound.poll import Fresh, Poll
from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.sender import Sender
from bot.resources import folder
from bot.scenario.library import Library
from bot.session.roles import Role
from bot.settings import Settings
from bot.store import groups, inbox, invites, messages, meta, outbox, people, roles, timers
from bot.store.db import Database, StoreError, Tx
from bot.store.file.disk import PAUSE, TroubleError
from bot.work.batch import Report, work_off, work_singly, work_within
from bot.work.chats.outage import contact
from bot.work.commands.menus import menus
from bot.work.privacy.retention import purge
from bot.work.privacy.vacuum import Vacuum
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: How often what is kept too long is looked for.
_PRUNE_EVERY = timedelta(hours=1)
#: How often it is written down that Telegram answers.
_CONTACT_EVERY = timedelta(seconds=30)
#: How long the work loop sleeps at most when nothing rings: a flood rings only when it ebbs, and a rehearsal's clock
#: can be turned meanwhile.
_LONGEST_SLEEP = 1.0


def utc_now() -> datetime:
    """The present, as an aware datetime, UTC."""
    return datetime.now(UTC)


def random_bits() -> int:
    """64 random bits that nobody can guess."""
    return secrets.randbits(64)


def _doubt(tx: Tx) -> None:
    """What was being sent when the program ended may have come; a reply to it is to find its question."""
    for message in outbox.begun(tx):
        messages.doubt(tx, message)


class App:
    """The bot as a whole. `now`, `chance` and `limits` are injected; made and stopped by `async with`."""

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], int] = random_bits,
        limits: Limits | None = None,
        database: Database | None = None,
    ) -> None:
        if settings.token is None:
            raise ValueError("the bot needs a token")
        self.settings = settings
        self._now = now
        self._chance = chance
        self._limits = limits or Limits()
        self._given = database
        self._client = Client(settings.token.get_secret_value(), settings.api_url)
        self._bell = asyncio.Event()
        self._contact: datetime | None = None
        self._worked = monotonic()
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
        self._vacuum = Vacuum(self.database, self._now)
        self.sender = Sender(self.database, self._client.bot, self._now, self._limits)
        self.runtime = await self.database.transact(self._runtime)
        fetch, transact = self._client.get_updates, self.sender.transact
        self.poll: Poll[Report] = Poll(fetch, transact, self._now, self._work_off, self._something_new, self._answered)
        await self.database.transact(_doubt)
        await self.database.transact(self._appoint)
        await self.prune()

    def _work_off(self, tx: Tx, fresh: Fresh) -> Report:
        return work_within(tx, self.runtime, self._now(), fresh)

    def _work_on(self, tx: Tx) -> Report:
        """Work on what is there. Whoever has a transaction open writes down what has come meanwhile: that spares a
        sync of the disk."""
        report = work_off(tx, self.runtime, self._now())
        self.poll.write_down(tx)
        return report

    def _something_new(self, report: Report | None) -> None:
        """A batch was written down, and mostly worked on already; what is left is for the work loop."""
        if report is None or not report.whole or self.database.traces:
            self._bell.set()

    async def _answered(self) -> None:
        """Telegram has answered. Now and then that is noted, so that an outage can be measured."""
        now = self._now()
        if self._contact is None or now - self._contact >= _CONTACT_EVERY:
            self._contact = now
            await self.database.transact(lambda tx: contact(tx, self.runtime, now))
            self.sender.ring()

    def _runtime(self, tx: Tx) -> Runtime:
        meta.set_bot(tx, self._client.bot.id, self._client.bot.username)
        folders = [folder("scenarios"), *([self.settings.scenarios] if self.settings.scenarios else [])]
        library = Library(folders)
        for path in library.broken:
            log.error("the scenario %s has mistakes and is left out: see palabre check", path.name)
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
        )

    def _appoint(self, tx: Tx) -> None:
        for account in self.settings.coordinators:
            roles.grant(tx, people.by_account(tx, account).person, Role.COORDINATOR, None)

    async def claim_link(self) -> str | None:
        """A link by which the first coordinator claims the bot; None where there is one already."""

        def make(tx: Tx) -> str | None:
            return None if roles.coordinators(tx) else invites.create(tx, Role.COORDINATOR, None, self._now())

        token = await self.database.transact(make)
        return f"https://t.me/{self.runtime.bot_username}?start={token}" if token else None

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def run(self) -> None:
        """Work until cancelled. One loop's end ends all, so that a supervisor can start anew."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.poll.run(), name="poll")
            tasks.create_task(self._keep_working(), name="work")
            tasks.create_task(self.sender.run(), name="send")
            tasks.create_task(self._register(), name="register")

    def pulse(self) -> float:
        """How many seconds ago the loop that has been still the longest was last seen to move."""
        return monotonic() - min(self._worked, self.poll.tried, self.sender.looked)

    async def _keep_working(self) -> None:
        """Work, and begin anew after a moment whenever the database is in trouble."""
        while True:
            try:
                await self._work()
            except TroubleError:  # the log has been told
                await asyncio.sleep(PAUSE)

    async def _work(self) -> None:
        next_prune = self._now() + _PRUNE_EVERY
        while True:
            self._worked = monotonic()
            self._bell.clear()
            report = await self.work_once()
            if report.done or report.failed:
                self.sender.ring()
            if self._now() >= next_prune:
                await self.prune()
                next_prune = self._now() + _PRUNE_EVERY
            if report.whole:
                await self._rest()

    async def _rest(self) -> None:
        wait = await self.database.transact(self._next_wait)
        try:
            async with asyncio.timeout(wait):
                await self._bell.wait()
        except TimeoutError:
            pass

    def _next_wait(self, tx: Tx) -> float:
        """Seconds until a timer is due or a failed row is to be tried again."""
        now = self._now()
        due = [moment for moment in (timers.next_due(tx), inbox.next_try(tx, now)) if moment]
        soonest = min([(moment - now).total_seconds() for moment in due], default=_LONGEST_SLEEP)
        return min(max(soonest, 0.005), _LONGEST_SLEEP)

    async def work_once(self) -> Report:
        """Work on one batch of what is in the inbox, and ask for the admins that it wants to know."""
        try:
            report = await self.database.transact(self._work_on)
        except StoreError:
            raise  # the disk's or the file's doing, and not a row's
        except Exception:
            report = await self.database.transact(lambda tx: work_singly(tx, self.runtime, self._now()))
        for group_id in report.admins:
            await self._ask_admins(group_id)
        await self._vacuum.turn()
        return report

    async def _ask_admins(self, group_id: int) -> None:
        group = await self.database.transact(lambda tx: groups.get(tx, group_id))
        found: Sequence[int] | None = None
        if group is not None:
            try:
                found = await admins(self._client.bot, group.chat)
            except TelegramError as error:
                log.warning("asking for a group's admins failed: %s", type(error).__name__)
        await self.database.transact(lambda tx: groups.set_admins(tx, group_id, found, self._now()))

    async def _register(self) -> None:
        """Offer the commands; without them the bot works all the same."""
        try:
            await register_commands(self._client.bot, menus())
        except TelegramError as error:
            log.warning("registering the commands failed: %s", type(error).__name__)

    async def prune(self) -> None:
        """Erase what has been kept as long as it may be, and leave no trace of it in any file."""
        await self.database.transact(lambda tx: purge(tx, self.runtime, self._now()))
        await self._vacuum.turn()
