"""`palabre progress` and `palabre agreement`: how the measures of a group moved, and a draft of what it has approved,
straight from the database, also while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.commands.errors import CommandError
from bot.commands.passphrase import unlocked
from bot.content.report import Report
from bot.documents.formats import FORMATS
from bot.documents.reports import WRITERS
from bot.languages import SOURCE
from bot.partnership.progress import Progress
from bot.process import write_private
from bot.resources import folder
from bot.scenario.library import Library
from bot.scenario.load import pinned_scenario
from bot.scenario.model import Scenario
from bot.session.playing import as_played
from bot.settings import Settings, read_settings
from bot.store import groups
from bot.store import library as shelved
from bot.store.db import Database, Tx
from bot.store.groups import Group
from bot.store.sessions import Stored
from bot.wording.catalog import words
from bot.wording.message import pages, plain_text
from bot.wording.partnership import progress as in_words
from bot.work import partnerships
from bot.work.partnerships import Reading

T = TypeVar("T")


def _asked(settings: Settings, work: Callable[[Tx, Reading], T]) -> T:
    """What the database says to it. Raises StoreError."""

    def scenario(stored: Stored) -> Scenario | None:
        read = pinned_scenario(stored.source)
        return as_played(read, stored.session) if read else None

    def within(tx: Tx) -> T:
        library = Library([folder("scenarios"), *((settings.scenarios,) if settings.scenarios else ())])
        library.upload(one.source for one in shelved.all(tx))
        return work(tx, Reading(scenario, library, settings.zone, datetime.now(UTC)))

    async def ask() -> T:
        store = await Database.look(settings.database, settings.database_key)
        try:
            return await store.transact(within)
        finally:
            await store.close()

    return asyncio.run(ask())


def _named(tx: Tx, title: str | None) -> list[Group]:
    """The groups of that title, or all. Raises CommandError where there is none."""
    every = groups.everyone(tx)
    found = [one for one in every if title is None or one.title.casefold() == title.casefold()]
    if not found:
        raise CommandError(f"There is no such group. There are: {_titles(every)}.")
    return found


def _titles(some: Sequence[Group]) -> str:
    return ", ".join(f"“{one.title}”" for one in some) or "none yet"


def _only(tx: Tx, title: str | None) -> Group:
    """The one that is meant. Raises CommandError where there are several."""
    found = _named(tx, title)
    if len(found) > 1:
        raise CommandError(f"That is of one group. Say which with --group: {_titles(found)}.")
    return found[0]


def progress(title: str | None, output: Path | None, language: str | None, *, as_json: bool) -> int:
    """How groups moved: in words, or as a file. Raises StoreError and CommandError."""
    settings, ending = unlocked(read_settings()), output.suffix if output else ""
    if output and ending not in (".html", ".json"):
        raise CommandError(f"{output}: its name says the format, .html or .json.")
    if output and ending == ".html":
        return _written(output, _page(settings, title, language or settings.language))
    found = _every(settings, title)
    if not (as_json or output):
        print("\n\n".join(_in_words(one, language or SOURCE) for one in found))
        return 0
    from bot.documents.progress import json_progress

    document = json_progress(found, language or SOURCE)
    if output:
        return _written(output, document)
    print(document.decode())
    return 0


def _every(settings: Settings, title: str | None) -> list[Progress]:
    def each(tx: Tx, reading: Reading) -> list[Progress]:
        return [partnerships.progress_of(tx, group, reading) for group in _named(tx, title)]

    return _asked(settings, each)


def _page(settings: Settings, title: str | None, language: str) -> bytes:
    from bot.documents.progress import html_progress

    def page(tx: Tx, reading: Reading) -> bytes:
        return html_progress(partnerships.progress_of(tx, _only(tx, title), reading), language, reading.today)

    return _asked(settings, page)


def _in_words(progress: Progress, language: str) -> str:
    return "\n".join(plain_text(page) for page in pages(in_words(words(language), progress, "")))


def agreement(title: str | None, output: Path, language: str | None) -> int:
    """A draft agreement of one group, as a file. Raises StoreError and CommandError."""
    settings, ending = unlocked(read_settings()), output.suffix.removeprefix(".")
    if ending not in WRITERS:
        raise CommandError(f"{output}: its name says the format, {', '.join(f'.{name}' for name in WRITERS)}.")
    if not FORMATS[ending].there:
        raise CommandError(f"{FORMATS[ending].called} needs more packages: pip install 'palabre[documents]'")
    draft = _asked(settings, lambda tx, reading: _draft(tx, _only(tx, title), reading))
    return _written(output, WRITERS[ending](draft, language or settings.language))


def _draft(tx: Tx, group: Group, reading: Reading) -> Report:
    """Raises CommandError where nothing is approved."""
    draft = partnerships.draft_of(tx, group, reading)
    if draft is None:
        why = f"one counts once {group.least} people have said of its summary that it is them"
        raise CommandError(f"“{group.title}” has approved no workshop yet: {why}.")
    return draft


def _written(path: Path, document: bytes) -> int:
    try:
        write_private(path, document)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}.") from None
    print(f"{path}: {len(document):,} bytes")
    return 0
