"""What somebody reads who has the file, a backup or the log, and what the bot has posted: every table, row by row, in
the order in which they stand; and every byte. Knows the schema by asking the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.store.db import Tx

Row = dict[str, Any]


@dataclass
class Seized:
    """One moment of a database, and where and when it was seized. It doesn't change, so it is parsed once: each way to
    guess asks for it again and again."""

    where: str
    tables: dict[str, list[Row]]
    posts: list[str] = field(default_factory=list)

    @cached_property
    def answers(self) -> list[Row]:
        """The answers in the order of their rows, each as its JSON says, with its place."""
        return [{**json.loads(row["body"]), "place": row["place"]} for row in self.tables["answers"]]

    @cached_property
    def state(self) -> Row:
        """The newest session's state; empty where there is none."""
        newest = max(self.tables["sessions"], key=lambda row: row["opened"], default=None)
        return json.loads(newest["state"]) if newest else {}

    def anonymous(self, step: str) -> list[Row]:
        """The answers to a step that no longer lead to anybody."""
        return [a for a in self.answers if a["step"] == step and a["person"] is None]

    def linked(self) -> list[Row]:
        """The answers that lead to somebody."""
        return [a for a in self.answers if a["person"] is not None]

    def answered(self, step: str) -> list[str]:
        """Who has answered a step that no longer tells who said what, in the order in which it is written."""
        return list(self.state.get("steps", {}).get(step, {}).get("answered", []))

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Every cell of every table, as text."""
        for table, rows in self.tables.items():
            for row in rows:
                for column, value in row.items():
                    yield table, column, value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _all(connection: sqlite3.Connection | Tx) -> dict[str, list[Row]]:
    execute = connection.all if isinstance(connection, Tx) else connection.execute
    names = [row["name"] for row in execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: [dict(row) for row in execute(f"SELECT * FROM {name}")] for name in names}  # noqa: S608


def from_tx(tx: Tx, where: str, posts: list[str]) -> Seized:
    """The database as a transaction sees it, which is what its file and log together hold."""
    return Seized(where, _all(tx), posts)


def from_file(path: Path, where: str, posts: list[str]) -> Seized:
    """A backup."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return Seized(where, _all(connection), posts)


def bytes_of(folder: Path) -> bytes:
    """Every byte of the database's files: the file, its log, what lies beside it."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
