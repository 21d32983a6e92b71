"""The loop that writes documents: what was asked for is read in one transaction, written in a thread, and queued in
another. A document can take seconds, and nobody's answer waits for it.

Should something be withdrawn meanwhile the order isn't `taken` any more, and what was written is thrown away and
written anew; what somebody asked for who was forgotten, or has the role no longer, isn't there any more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.documents.formats import FORMATS, named, offered
from bot.documents.packed import packed
from bot.gateway.waits import Waits
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.addresses import PrivatePlace
from bot.session.state import Session
from bot.store import downloads, orders, outbox, people, record, roles, sessions
from bot.store.db import Database, Tx
from bot.store.downloads import Download
from bot.store.file.disk import TroubleError
from bot.store.orders import Order
from bot.store.outbox import Draft
from bot.wording import summaries
from bot.work.context import Context
from bot.work.downloads.having import ZIP_WITH_DATA, is_zip, readable
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: How many seconds the loop sleeps at most.
_LONGEST_SLEEP = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """An order, and what it is to be written from."""

    order: Order
    found: tuple[tuple[Scenario, Session], ...]
    zone: tzinfo
    day: date


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and what its file is called."""

    name: str
    data: bytes


def write(task: Task) -> Written:
    """Write what is wanted. Knows no database: it is done beside everything else."""
    format, language = task.order.format, task.order.language
    if is_zip(format):
        return Written("palabre.zip", packed(_files(task)))
    form, (one,) = FORMATS[format], task.found
    return Written(named(form, *one), form.write([one], language, task.zone, task.day))


def _files(task: Task) -> Iterator[tuple[str, bytes]]:
    kind, _, name = task.order.format.partition("-")
    form, language = FORMATS[name], task.order.language
    for one in task.found:
        yield named(form, *one), form.write([one], language, task.zone, task.day)
    for every in offered().values():
        if every.several and (kind == ZIP_WITH_DATA or not every.data):
            yield f"palabre.{every.name}", every.write(task.found, language, task.zone, task.day)


class Making:
    """The loop, for as long as it isn't cancelled; `on_done` rings where something is to be sent."""

    def __init__(
        self,
        database: Database,
        runtime: Runtime,
        now: Callable[[], datetime],
        waits: Waits,
        on_done: Callable[[], None],
        write: Callable[[Task], Written] = write,
    ) -> None:
        self._database, self._runtime, self._now, self._waits = database, runtime, now, waits
        self._on_done, self._write = on_done, write
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """There may be something to write."""
        self._bell.set()

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            self._bell.clear()
            try:
                if await self.once():
                    continue
                wait = _LONGEST_SLEEP
            except TroubleError:  # the log has been told
                wait = self._waits.database
            try:
                async with asyncio.timeout(wait):
                    await self._bell.wait()
            except TimeoutError:
                pass

    async def once(self) -> bool:
        """Write what has waited the longest; whether there was anything."""
        task = await self._database.transact(self._next)
        if task is None:
            return False
        written = await self._written(task) if task.found else None
        await self._database.transact(lambda tx: self._done(tx, task, written))
        self._on_done()
        return True

    async def _written(self, task: Task) -> Written | None:
        try:
            return await asyncio.to_thread(self._write, task)
        except Exception as error:  # what it says could hold somebody's words
            log.error("writing a document (%s) failed: %s", task.order.format, type(error).__name__)
            return None

    def _context(self, tx: Tx, order: Order) -> Context | None:
        person = people.get(tx, order.person)
        return Context(tx, self._runtime, self._now(), person, None) if person else None

    def _next(self, tx: Tx) -> Task | None:
        order = orders.take(tx)
        context = self._context(tx, order) if order else None
        if order is None or context is None:
            return None
        found = [
            (scenario, stored.session)
            for code in order.sessions
            if (stored := sessions.load(tx, code)) and (scenario := readable(context, stored))
        ]
        zone = self._runtime.zone
        return Task(order, tuple(found), zone, self._now().astimezone(zone).date())

    def _done(self, tx: Tx, task: Task, written: Written | None) -> None:
        order = orders.get(tx, task.order.id)
        context = self._context(tx, order) if order else None
        if order is None or context is None or not order.taken:
            return  # nobody wants it any more; or it is written anew, without what was withdrawn
        orders.done(tx, order.id)
        if written is None:
            context.say(summaries.not_written(context.words))
        else:
            _send(context, task, written)
            _note(context, task)


def _send(context: Context, task: Task, written: Written) -> None:
    """Of several sessions a document is taken back with what is withdrawn from any: it names none."""
    scenario, session = task.found[0]
    w, title = context.words, text_in(scenario.title, context.words.language).text
    draft = Draft(
        place=PrivatePlace(context.person.person),
        method="document",
        session=session.code if len(task.found) == 1 else None,
        quotes=True,
        document=written.data,
        filename=written.name,
        html=str(summaries.caption(w, title) if not is_zip(task.order.format) else summaries.caption_of_all(w)),
    )
    outbox.put(context.tx, draft, context.now)


def _note(context: Context, task: Task) -> None:
    """Who has it, so that they are told of a newer one; and in each group's record that it was downloaded."""
    tx, person, order = context.tx, context.person.person, task.order
    for code, group in _groups(tx, task.found):
        downloads.note(tx, Download(code, person, order.format, order.language, task.day))
        actor = roles.given(tx, person, group)
        record.note(tx, group, record.Deed.DOWNLOADED, context.now, actor=actor, session=code)


def _groups(tx: Tx, found: Sequence[tuple[Scenario, Session]]) -> Iterator[tuple[str, int]]:
    for _, session in found:
        if stored := sessions.load(tx, session.code):
            yield session.code, stored.group_id
