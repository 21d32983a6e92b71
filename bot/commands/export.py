"""`palabre export`: the summaries of sessions, straight from the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from pydantic import SecretStr

from bot.documents.formats import Format
from bot.scenario.load import pinned_scenario
from bot.scenario.model import Scenario
from bot.session.playing import as_played
from bot.session.state import Session
from bot.store import sessions
from bot.store.db import Database, StoreError, Tx


async def export(
    database: Path, key: SecretStr | None, codes: Sequence[str], form: Format, language: str, zone: tzinfo
) -> bytes:
    """The summaries of these sessions, or of all, as far as one document can hold them. Days are told in `zone`.
    Raises StoreError."""
    store = await Database.look(database, key)
    try:
        found = await store.transact(lambda tx: _wanted(tx, codes))
    finally:
        await store.close()
    if len(found) != 1 and not form.several:
        raise StoreError(f"{form.called} is of one session, and {len(found)} fit. Name one, such as {_some(found)}.")
    return form.write(found, language, zone)


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
