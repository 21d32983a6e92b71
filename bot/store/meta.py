"""What the installation itself knows: the secret that buttons are signed with, and when it last heard from
Telegram."""

from __future__ import annotations

from datetime import datetime

from bot.store.db import Tx, moment, stamp


def secret(tx: Tx) -> bytes:
    """32 random bytes, drawn when the database was made."""
    row = tx.one("SELECT value FROM meta WHERE key = 'secret'")
    if row is None:
        raise LookupError("every database has a secret")
    return bytes(row["value"])


def contact(tx: Tx) -> datetime | None:
    """When Telegram last answered, give or take half a minute; None where it never has."""
    row = tx.one("SELECT value FROM meta WHERE key = 'contact'")
    return moment(row["value"]) if row is not None else None


def set_contact(tx: Tx, now: datetime) -> None:
    """Telegram has answered."""
    tx.run("INSERT OR REPLACE INTO meta VALUES ('contact', ?)", stamp(now))
