"""A file with many groups in the middle of a workshop over days: what the bot itself wrote of a few (`template.py`),
again and again, each time with fresh random ids. So it holds what it would hold in earnest, and is made in a minute.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from benchmarks.letters import QUESTION
from benchmarks.names import account, chat
from benchmarks.template import KINDS, play
from bot.session.reminders import SPREAD
from bot.session.wakes import RemindersDue, write_wake
from bot.store.db import Database
from bot.store.sessions import spelt

#: What isn't any group's, or nobody has in a file like this one.
_NOT_COPIED = frozenset({"meta", "scenarios", "grants", "sqlite_sequence", "confirmations", "record", "withdrawals"})
#: Numbers of updates and rows: so far apart are those of two groups, and from those that come during the measurement.
_STRIDE, _FAR = 1_000, 1_000_000_000
#: So many rows of what came and was sent lately are there in each group: those of a day.
_TRACES = {"inbox": 20, "outbox": 30}
#: Codes of two groups are so far apart, which makes each another one.
_APART = 7_368_787
#: So many groups are written in one transaction.
_AT_ONCE = 500

Cell = Callable[[Mapping[str, object]], object]


@dataclass(frozen=True)
class _Table:
    """A table's rows as one group has them; each cell is what it is in all groups, or depends on the group's ids."""

    insert: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class _Pattern:
    """A whole group as the bot wrote it: its rows, and the ids in them that are each group's own."""

    tables: Sequence[_Table]
    people: Sequence[str]
    answers: Sequence[str]
    code: str
    group: int

    def ids(self, number: int) -> Mapping[str, object]:
        """Fresh ones for a group of this number, by the old ones; and what its numbers begin with."""
        fresh: dict[str, object] = {old: secrets.token_hex(8) for old in (*self.people, *self.answers)}
        group = secrets.randbits(47)
        accounts = {f"account {old}": account(number, n) for n, old in enumerate(self.people)}
        numbers = {"group": group, "chat": chat(number), "base": _FAR + number * _STRIDE}
        return {**fresh, self.code: spelt(number * _APART), str(self.group): str(group), **accounts, **numbers}


def _words(text: str, keys: re.Pattern[str]) -> Cell:
    parts = keys.split(text)
    return (lambda _: text) if len(parts) == 1 else (
        lambda ids: "".join(str(ids[part]) if n % 2 else part for n, part in enumerate(parts))
    )  # fmt: skip


def _numbered(column: str, value: int, least: int, owner: Mapping[int, str]) -> Cell | None:
    """A number that is a group's own."""
    match column:
        case "groups.id" | "group_id":
            return lambda ids: ids["group"]
        case "chat":
            return lambda ids: ids["chat"]
        case "account":
            return lambda ids: ids[f"account {owner[value]}"]
        case "messages.id" | "message" | "update_id":
            return lambda ids: int(str(ids["base"])) + value - least
        case "outbox.id" | "seq":
            return lambda _: None
        case "place":  # of an answer; those that lead to nobody stand somewhere
            return (lambda _: -1 - secrets.randbits(62)) if value < 0 else (lambda _: None)
    return None


def _cell(table: str, column: str, value: object, least: int, owner: Mapping[int, str], keys: re.Pattern[str]) -> Cell:
    if isinstance(value, str):
        return _words(value, keys)
    if isinstance(value, int) and (found := _numbered(f"{table}.{column}" if column == "id" else column,
                                                      value, least, owner)):  # fmt: skip
        return found
    return lambda _: value


def _pattern(file: Path) -> _Pattern:
    connection = sqlite3.connect(file)

    def column(sql: str) -> list[str]:
        return [str(row[0]) for row in connection.execute(sql)]

    people, answers = column("SELECT person FROM people ORDER BY account"), column("SELECT id FROM answers")
    (code,), (group,) = column("SELECT code FROM sessions"), column("SELECT id FROM groups")
    _ask_alike(connection, code)
    connection.execute("DELETE FROM messages WHERE session IS NULL AND ref = ''")  # as the bot does every hour
    for table, number in _TRACES.items():
        newest = f"SELECT max(rowid) FROM {table}"  # noqa: S608  named above
        connection.execute(f"DELETE FROM {table} WHERE rowid <= ({newest}) - {number}")  # noqa: S608  the same
    keys = re.compile("(" + "|".join([*people, *answers, code, group]) + ")")
    owner = dict(connection.execute("SELECT account, person FROM people"))
    names = [name for name in column("SELECT name FROM sqlite_master WHERE type = 'table'") if name not in _NOT_COPIED]
    tables = [_table(connection, name, owner, keys) for name in sorted(names, key=_parents_first)]
    connection.close()
    return _Pattern(tables, people, answers, code, int(group))


def _ask_alike(connection: sqlite3.Connection, code: str) -> None:
    """In every chat the open question is the message of one number, to which answers reply."""
    connection.execute("UPDATE messages SET number = number + 1000")
    newest = "SELECT ref FROM messages WHERE session = ? AND place LIKE 'g:%' AND ref LIKE 'step:%' ORDER BY id DESC"
    (ref,) = connection.execute(newest, (code,)).fetchone()
    connection.execute("UPDATE messages SET number = ? WHERE ref = ?", (QUESTION, ref))


def _parents_first(name: str) -> int:
    order = ("groups", "people", "sessions", "messages")
    return order.index(name) if name in order else len(order)


def _table(connection: sqlite3.Connection, name: str, owner: Mapping[int, str], keys: re.Pattern[str]) -> _Table:
    cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608  a table's own name
    columns, rows = [column[0] for column in cursor.description], cursor.fetchall()
    message = connection.execute("SELECT min(id) FROM messages").fetchone()[0]
    least = connection.execute("SELECT min(update_id) FROM inbox").fetchone()[0] if name == "inbox" else message
    marks = ", ".join("?" * len(columns))
    cells = [[_cell(name, c, v, least, owner, keys) for c, v in zip(columns, row, strict=True)] for row in rows]
    if name == "timers":
        cells = [[*cell[:2], _due(*row)] for cell, row in zip(cells, rows, strict=True)]
    return _Table(f"INSERT INTO {name} VALUES ({marks})", cells)  # noqa: S608  a table's own name


def _due(code: str, name: str, due: int) -> Cell:
    """When a session is woken. For reminders, whose hour has come here, it is in its own place among all of them: the
    pattern stopped before, when it was to be woken in the middle of its window."""
    if name != write_wake(RemindersDue()):
        return lambda _: due
    return lambda ids: due + crc32(str(ids[code]).encode()) % SPREAD * 1_000_000


def _written(pattern: _Pattern, numbers: Sequence[int]) -> Iterator[tuple[str, list[list[object]]]]:
    ids = [pattern.ids(number) for number in numbers]
    for table in pattern.tables:
        yield table.insert, [[cell(of) for cell in row] for of in ids for row in table.rows]


async def _new(database: Path) -> None:
    await (await Database.open(database)).close()


def make(database: Path, groups: int) -> None:
    """A new database with so many groups, of a kind in turn, numbered from 0 (`names.py`); every one has a question
    open that nobody has answered, a day before the middle of its window."""
    asyncio.run(_new(database))
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    with tempfile.TemporaryDirectory() as folder:
        for n, kind in enumerate(KINDS):
            file = Path(folder) / f"{n}.sqlite3"
            asyncio.run(play(kind, file))
            _copy_shared(connection, file)
            _fill(connection, _pattern(file), range(n, groups, len(KINDS)))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def _copy_shared(connection: sqlite3.Connection, file: Path) -> None:
    connection.execute("ATTACH ? AS template", (str(file),))
    connection.execute("INSERT OR REPLACE INTO meta SELECT * FROM template.meta")
    connection.execute("INSERT OR IGNORE INTO scenarios SELECT * FROM template.scenarios")
    connection.execute("DETACH template")


def _fill(connection: sqlite3.Connection, pattern: _Pattern, numbers: range) -> None:
    for first in range(0, len(numbers), _AT_ONCE):
        connection.execute("BEGIN")
        for insert, rows in _written(pattern, numbers[first : first + _AT_ONCE]):
            connection.executemany(insert, rows)
        connection.execute("COMMIT")
