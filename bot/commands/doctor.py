"""`palabre doctor`: finds out how everything is. Looks at the disk, the database, Telegram and the groups;
what it means is judged in `doctor`.

Works while the bot runs and while it doesn't, with a network or without. Changes nothing, but for what
`--retry` puts back into the inbox.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.doctor import machine, queues, reach
from bot.doctor.finding import Finding, refused
from bot.doctor.machine import Files
from bot.gateway.api.probe import Probe, Reached, UnansweredError
from bot.resources import folder
from bot.scenario.library import Library
from bot.settings import Settings
from bot.store import dead_letters
from bot.store.db import Database, StoreError, Tx
from bot.store.dead_letters import DeadLetter
from bot.store.health import Health, examine


async def doctor(
    settings: Settings, now: Callable[[], datetime], progress: Callable[[str], None], *, retry: bool
) -> list[Finding]:
    """Examine everything, each thing for itself; with `retry` first put back what was set aside. `progress`
    is told what takes a while. Raises SettingsError, with nothing done, where the way to Telegram can't be used."""
    database = settings.database.absolute()
    token = settings.token.get_secret_value() if settings.token else None
    connection = Probe(token, settings.api_url, settings.proxy)
    findings = [await _retry(database, settings.database_key)] if retry else []
    async with connection as probe:
        progress("asking Telegram")
        asked = now()
        reached = await probe.me()
        findings += _telegram(settings, reached, asked)
        progress("looking at the database")
        findings.append(_scenarios(settings.scenarios))
        files = _files(database)
        findings.append(machine.disk(files))
        try:
            health = await _health(files, settings.database_key, now())
        except StoreError as error:
            return [*findings, refused("database", str(error))]
        if health is None:
            return [*findings, machine.no_database(files)]
        findings += _database(files, health, now())
        return findings + await _groups(probe, reached, health, progress)


def _telegram(settings: Settings, reached: Reached, asked: datetime) -> Iterator[Finding]:
    yield reach.network(reached, settings.api_url)
    yield reach.token(reached, settings.token is not None)
    # Telegram's clock is told in whole seconds: half of one is what it is behind on average.
    there = reached.there + timedelta(seconds=0.5) if reached.there else None
    yield machine.clock(asked + timedelta(seconds=reached.seconds), there)
    if reached.answer == "known":
        yield from reach.telegram(reached)


def _files(path: Path) -> Files:
    here = path.parent.is_dir()
    beside = {file: stat for end in ("", "-wal", "-shm") if (stat := _stat(file := Path(f"{path}{end}")))}
    log = beside.get(Path(f"{path}-wal"))
    return Files(
        path=path,
        folder=here,
        free=shutil.disk_usage(path.parent).free if here else 0,
        writable={file: os.access(file, os.W_OK) for file in (path.parent, *beside)},
        open=tuple(file for file, stat in beside.items() if stat.st_mode & 0o077),
        size=beside[path].st_size if path in beside else None,
        log=log.st_size if log else 0,
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


async def _health(files: Files, key: SecretStr | None, now: datetime) -> Health | None:
    if files.size is None:
        return None
    store = await Database.look(files.path, key)
    try:
        return await store.transact(lambda tx: examine(tx, now, files.size or 0))
    finally:
        await store.close()


def _database(files: Files, health: Health, now: datetime) -> list[Finding]:
    found = [
        machine.database(files, health),
        queues.bot(health, now),
        queues.inbox(health, now),
        queues.outbox(health, now),
        queues.pace(health, now),
        queues.dead_letters(health.aside, now),
        queues.given_up(health),
    ]
    return [finding for finding in found if finding]


def _scenarios(own: Path | None) -> Finding:
    shipped = Library([folder("scenarios")])
    unread = ""
    try:
        yours = Library([own] if own else [])
    except OSError as error:
        yours, unread = Library([]), f"{own} can't be read: {error.strerror}."
    if yours.unreadable:
        unread = "; ".join(f"{path} can't be read: {why}" for path, why in yours.unreadable.items()) + "."
    broken = {path: len(reading.problems) for path, reading in {**shipped.broken, **yours.broken}.items()}
    return machine.scenarios(len(shipped.ids()), len(yours.ids()), own, broken, yours.passed_over, unread)


async def _groups(probe: Probe, reached: Reached, health: Health, progress: Callable[[str], None]) -> list[Finding]:
    active, left = [g for g in health.groups if g.active], [g for g in health.groups if not g.active]
    findings = [reach.left(left)] if left else []
    if not active or reached.answer != "known":
        return [*findings, reach.unasked(len(active), "Telegram can't be asked")] if active else findings
    for number, group in enumerate(active):
        progress(f"asking about the groups: {number + 1} of {len(active)}")
        try:
            findings.append(reach.group(group, await probe.rights(group.chat), health.troubles[group.id]))
        except UnansweredError as error:
            return [*findings, reach.unasked(len(active) - number, str(error))]
    return findings


async def _retry(path: Path, key: SecretStr | None) -> Finding:
    def again(tx: Tx) -> tuple[int, list[DeadLetter]]:
        return dead_letters.retry(tx), dead_letters.listing(tx)

    try:
        store = await Database.beside(path, key)
        try:
            return queues.retried(*await store.transact(again))
        finally:
            await store.close()
    except StoreError as error:
        return refused("retry", str(error))
