"""What the installation itself knows: the secret that buttons are signed with, who the bot is, when it last
heard from Telegram, and of a backup when it was taken."""

from __future__ import annotations

from datetime import datetime

from bot.store.db import Tx, moment, stamp

#: Under which name it stands in a backup when it was taken.
TAKEN = "taken"


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


def taken(tx: Tx) -> datetime | None:
    """When a backup was taken; of another copy of the database, when Telegram last answered. None where
    neither is known."""
    row = tx.one("SELECT value FROM meta WHERE key = ?", TAKEN)
    return moment(row["value"]) if row is not None else contact(tx)


def at_work(tx: Tx) -> None:
    """This is no backup any more."""
    tx.run("DELETE FROM meta WHERE key = ?", TAKEN)


def bot(tx: Tx) -> tuple[int, str]:
    """The bot's own account number and username, as Telegram last told them; none where it never ran."""
    row = tx.one("SELECT value FROM meta WHERE key = 'bot'")
    number, _, username = str(row["value"]).partition(":") if row is not None else ("0", "", "")
    return int(number), username


def set_bot(tx: Tx, id: int, username: str) -> None:
    """Telegram has told who the bot is."""
    tx.run("INSERT OR REPLACE INTO meta VALUES ('bot', ?)", f"{id}:{username}")
