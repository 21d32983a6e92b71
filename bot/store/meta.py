"""What the installation itself knows: the secret that buttons are signed with."""

from __future__ import annotations

from bot.store.db import Tx


def secret(tx: Tx) -> bytes:
    """32 random bytes, drawn when the database was made."""
    row = tx.one("SELECT value FROM meta WHERE key = 'secret'")
    if row is None:
        raise LookupError("every database has a secret")
    return bytes(row["value"])
