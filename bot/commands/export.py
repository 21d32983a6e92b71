"""`palabre export`: the summaries of sessions, straight from the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path

from pydantic import SecretStr

from bot.commands.errors import CommandError
from bot.documents.formats import Format, named
from bot.documents.packed import packed
from bot.process import write_private
from bot.scenario.load import pinned_scenario
from bot.scenario.model import Scenario
from bot.session.playing import as_played
from bot.session.state import Session
from bot.store import sessions
from bot.store.db import Database, StoreError, Tx

#: Where to: standard output, as far as it is one document.
STANDARD_OUTPUT = "-"
#: Is told what is being done.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions (none named: all), as what, in which language, with days of which zone."""

    codes: tuple[str, ...]
    form: Format
    language: str
    zone: tzinfo


async def read(database: Path, key: SecretStr | None, wanted: Wanted) -> list[tuple[Scenario, Session]]:
    """The sessions that are wanted, in the order in which they were named, else opened. Raises StoreError."""
    store = await Database.look(database, key)
    try:
        return await store.transact(lambda tx: _wanted(tx, wanted.codes))
    finally:
        await store.close()


def write(
    found: Sequence[tuple[Scenario, Session]], wanted: Wanted, output: str, now: datetime, progress: Progress
) -> str | bytes:
    """Write the documents: into a file, into a folder or a zip file where each session has one of its own, or for
    standard output; gives what there is to say of it, or what is to be put out. Raises CommandError and OSError."""
    form, day = wanted.form, now.astimezone(wanted.zone).date()
    path = Path(output)
    if form.several or (len(found) == 1 and not path.is_dir() and path.suffix.casefold() != ".zip"):
        progress(f"{form.name}: {len(found)} sessions")
        document = form.write(found, wanted.language, wanted.zone, day)
        return document if output == STANDARD_OUTPUT else _put(_inside(path, form), document)
    if output == STANDARD_OUTPUT or not (path.is_dir() or path.suffix.casefold() == ".zip" or not path.suffix):
        raise CommandError(
            f"{form.called} is of one session, and {len(found)} fit. Name one, such as {_some(found)}, or give a folder"
            " or a .zip file as --output."
        )
    documents = _each(found, wanted, day, progress)
    if path.suffix.casefold() == ".zip":
        return _put(path, packed(documents))
    path.mkdir(parents=True, exist_ok=True)
    for name, document in documents:
        write_private(path / name, document)
    return f"{path}: {len(found)} documents"


def _inside(path: Path, form: Format) -> Path:
    """In a folder it has a name of its own."""
    return path / f"palabre.{form.name}" if path.is_dir() else path


def _put(path: Path, document: bytes) -> str:
    write_private(path, document)
    return f"{path}: {len(document):,} bytes"


def _each(
    found: Sequence[tuple[Scenario, Session]], wanted: Wanted, day: date, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    for number, one in enumerate(found, 1):
        progress(f"{number} of {len(found)}: {one[1].code}")
        yield named(wanted.form, *one), wanted.form.write([one], wanted.language, wanted.zone, day)


def _some(found: Sequence[tuple[Scenario, Session]]) -> str:
    return found[0][1].code if found else "the code that /summaries shows"


def _wanted(tx: Tx, codes: Sequence[str]) -> list[tuple[Scenario, Session]]:
    known = [listed.code for listed in reversed(sessions.listing(tx))]
    asked = [code.upper() for code in codes] or known
    if unknown := [code for code in asked if code not in known]:
        raise StoreError(f"There is no session {', '.join(unknown)}. There are: {', '.join(known) or 'none yet'}.")
    return [_read(tx, code) for code in asked]


def _read(tx: Tx, code: str) -> tuple[Scenario, Session]:
    stored = sessions.load(tx, code)
    scenario = pinned_scenario(stored.source) if stored else None
    if stored is None or scenario is None:
        raise StoreError(f"The session {code} can't be read: its scenario is damaged.")
    return as_played(scenario, stored.session), stored.session
