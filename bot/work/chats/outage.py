"""After an outage: Telegram keeps messages for a bot that is away for a day, but presses for 150 s only. So
where a question with buttons is open, the group is asked to press again, or to answer by text. Not over days: there
whoever hasn't answered is reminded, each in their own time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.scenario.model import Scenario
from bot.session.kinds import spec_of
from bot.session.placing import asked, open_steps
from bot.session.state import Phase, Session
from bot.store import groups, meta, people, sessions, under_way
from bot.store.db import Database, Tx
from bot.wording import refusals
from bot.work.context import Context
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: What Telegram keeps a press for.
PRESSES_LIVE = timedelta(seconds=150)
#: How often it is written down that Telegram answers.
_NOTED_EVERY = timedelta(seconds=30)


class Contact:
    """When Telegram last answered, written down now and then, so that an outage can be measured. `on_noted` is
    called after it was: there may be something to say."""

    def __init__(
        self, database: Database, runtime: Runtime, now: Callable[[], datetime], *, on_noted: Callable[[], None]
    ) -> None:
        self._database = database
        self._runtime = runtime
        self._now = now
        self._on_noted = on_noted
        self._noted: datetime | None = None

    async def made(self) -> None:
        """Telegram has answered."""
        now = self._now()
        if self._noted is None or abs(now - self._noted) >= _NOTED_EVERY:  # earlier where the clock was set back
            self._noted = now
            await self._database.transact(lambda tx: contact(tx, self._runtime, now))
            self._on_noted()


def contact(tx: Tx, runtime: Runtime, now: datetime) -> None:
    """Telegram has answered; if it hadn't for too long, say so where presses may have been lost."""
    last = meta.contact(tx)
    meta.set_contact(tx, now)
    if last is None or now - last <= PRESSES_LIVE:
        return
    for code, group in under_way.tapped(tx):
        try:
            with tx.savepoint():
                _ask(tx, runtime, now, code, group)
        except Exception as error:  # one group's damage must keep no other's updates from being fetched
            log.error("after an outage a group could not be asked to press again: %s", type(error).__name__)


def _ask(tx: Tx, runtime: Runtime, now: datetime, code: str, group_id: int) -> None:
    stored, group = sessions.load(tx, code), groups.get(tx, group_id)
    if stored and group and may_have_lost(runtime.scenario(stored), stored.session):
        context = Context(tx, runtime, now, people.Person("", None, reachable=False), group)
        context.say(refusals.press_again_after_outage(context.words))


def may_have_lost(scenario: Scenario, session: Session) -> bool:
    """Whether something that is pressed is open now: the opening, or a question that has more buttons than the one
    that passes."""
    if session.phase is Phase.OPENING:
        return True
    if session.pace:
        return False
    pads = (spec_of(scenario.step(step)).keys(asked(scenario, session, step)) for step in open_steps(session))
    return any(pad.keys for pad in pads)
