"""`palabre purge`: erases what is past its time, as the bot does every hour; or all of one person's, who has asked
for it by other ways than the bot.

The bot keeps sessions in memory, so nothing else may write while it runs: it is stopped for this, and what is
to be changed in Telegram is changed when it starts again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.gateway.outbound.pacing import Limits
from bot.resources import folder
from bot.scenario.library import Library
from bot.settings import Settings
from bot.store import meta, people, roles
from bot.store.db import Database, StoreError, Tx
from bot.work.context import Context
from bot.work.heard import Heard
from bot.work.privacy.forget import erase
from bot.work.privacy.retention import Purged, purge
from bot.work.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of somebody: in how many sessions, and which roles they had. `known` says whether anything
    was kept of them; `appointed` that PALABRE_COORDINATORS still names them."""

    known: bool
    sessions: int
    roles: tuple[str, ...]
    appointed: bool


async def purge_now(settings: Settings, account: int | None, now: datetime, chance: Callable[[], int]) -> str:
    """Purge, or with an account erase that person; gives what was done, for people. Raises StoreError, also while
    the bot is running."""
    report = await _purge(settings, account, now, chance)
    return _told(report) if isinstance(report, Purged) else _told_of(account or 0, report)


async def purge_as_json(settings: Settings, account: int | None, now: datetime, chance: Callable[[], int]) -> str:
    """The same for machines."""
    return json.dumps(asdict(await _purge(settings, account, now, chance)))


async def _purge(settings: Settings, account: int | None, now: datetime, chance: Callable[[], int]) -> Purged | Erased:
    if not settings.database.is_file():
        raise StoreError(f"There is no database {settings.database}. Set PALABRE_DATABASE to where it is.")
    database = await Database.open(settings.database, settings.database_key)
    try:
        runtime = await database.transact(lambda tx: _runtime(tx, settings, chance))
        done = await database.transact(
            lambda tx: purge(tx, runtime, now) if account is None else _erase(tx, runtime, settings, account, now)
        )
        if database.traces and not await database.scrub():
            raise StoreError("Done, but another program reads the database: what was erased may still be in its file. "
                             "Close it and purge again.")  # fmt: skip
    finally:
        await database.close()
    return done


def _runtime(tx: Tx, settings: Settings, chance: Callable[[], int]) -> Runtime:
    """What the work needs to know; the bot's name is that under which it last ran."""
    id, username = meta.bot(tx)
    return Runtime(
        bot_id=id,
        bot_username=username,
        library=Library([folder("scenarios")]),
        secret=meta.secret(tx),
        language=settings.language,
        retention=settings.retention,
        zone=settings.zone,
        debounce=Limits().debounce,
        receipts=Limits().receipts_minute,
        chance=chance,
        heard=Heard(meta.secret(tx)),
    )


def _erase(tx: Tx, runtime: Runtime, settings: Settings, account: int, now: datetime) -> Erased:
    person = people.known(tx, account)
    appointed = account in settings.coordinators
    if person is None:
        return Erased(known=False, sessions=0, roles=(), appointed=appointed)
    held = tuple(f"{kind} of {title}" if title else kind for kind, title in roles.all_of(tx, person.person))
    count = erase(Context(tx, runtime, now, person, None))
    roles.take_away(tx, person.person)
    people.prune(tx, now)
    return Erased(known=True, sessions=count, roles=held, appointed=appointed)


def _told(done: Purged) -> str:
    lines = [
        f"Erased: {done.sessions} sessions past their time, {done.members} memberships, {done.groups} groups and "
        f"{done.people} people of whom nothing was left."
    ]
    if done.ending:
        lines.append(f"{done.ending} sessions in which nothing happens any more end when the bot starts.")
    return "\n".join(lines)


def _told_of(account: int, done: Erased) -> str:
    if not done.known:
        lines = [f"Nothing is kept of the account {account}."]
    else:
        lines = [
            f"Erased: all of the account {account}, in {done.sessions} sessions.",
            "What the bot has posted of theirs is changed in Telegram when it starts, and what is in their private "
            "chat goes. Then their account number goes too.",
        ]
    if done.roles:
        lines.append(f"Their roles are gone too: {', '.join(done.roles)}.")
    if done.appointed:
        lines.append("PALABRE_COORDINATORS still names them, and the next start makes them coordinator: take them out.")
    return "\n".join(lines)
