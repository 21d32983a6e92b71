"""A database of an earlier version: what is in it is there afterwards, and known as if it had come today."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.updates import ChatMigration, IncomingMessage
from bot.store import inbox
from bot.store.db import Database, Tx

CHIDI = 70


def _of_version(path: Path, version: int) -> sqlite3.Connection:
    steps = sorted((resources.files("bot.store") / "migrations").iterdir(), key=lambda entry: entry.name)
    connection = sqlite3.connect(path)
    for step in steps[:version]:
        connection.executescript(step.read_text("utf-8"))
    connection.execute(f"PRAGMA user_version={version}")
    return connection


async def test_what_waited_is_known_by_who_sent_it(tmp_path: Path) -> None:
    old = _of_version(tmp_path / "p.sqlite3", 2)
    heard = IncomingMessage(chat=-5, kind="group", account=CHIDI, message=1, text="mes mots")
    for number, payload in enumerate((encode(heard), encode(ChatMigration(-5, -6)), "nothing that can be read", None)):
        sql = "INSERT INTO inbox (update_id, chat, payload, received) VALUES (?, -5, ?, 0)"
        old.execute(sql, (number, payload))
    old.commit()
    old.close()

    def accounts(tx: Tx) -> list[int | None]:
        return [row["account"] for row in tx.all("SELECT account FROM inbox ORDER BY seq")]

    database = await Database.open(tmp_path / "p.sqlite3")
    found = await database.transact(accounts)
    said = await database.transact(lambda tx: inbox.said_by(tx, CHIDI))
    await database.close()
    assert found == [CHIDI, None, None, None]
    assert said == [(1, encode(heard))]
