"""The list of what each table holds: it names all that the real schema has, and what it says is what is done.

Each table gets a row for somebody, their session and their group, and one for others; then one of them is erased.
"""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.session.addresses import CONTROL_REF, GroupPlace, PrivatePlace, Ref, RefKind
from bot.session.wakes import EditDue, TryAgain, write_wake
from bot.store import erasure, groups, sessions
from bot.store.db import Database, Tx
from bot.store.erasure import LEADS, Subject, treatments
from bot.store.holding import Cascade, Empty, Holds, Stays
from bot.store.holdings import TABLES

BOT = Path(__file__).parents[2] / "bot"
#: What says something of anybody may be said of whoever is erased.
SAYS = {Holds.WORDS, Holds.STATE}


# -- the list and the schema ------------------------------------------------------------------------------


@pytest.fixture
async def schema(tmp_path: Path) -> sqlite3.Connection:
    """A database as all migrations make it."""
    await (await Database.open(tmp_path / "p.sqlite3")).close()
    return sqlite3.connect(tmp_path / "p.sqlite3")


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in rows]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _foreign(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, str, str]]:
    """Of each foreign key: its column, the table and column that it leads to, and what a deletion there does."""
    for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
        key = next(c[1] for c in connection.execute(f"PRAGMA table_info({row[2]})") if c[5] == 1)
        yield row[3], row[2], row[4] or key, row[6]


def unlisted(connection: sqlite3.Connection) -> set[str]:
    """What the schema has and the list doesn't name, or names and isn't there."""
    there = {f"{table}.{column}" for table in _tables(connection) for column in _columns(connection, table)}
    named = {f"{name}.{column}" for name, table in TABLES.items() for column in (*table.holds, *table.plain.split())}
    return there ^ named


def test_the_list_names_every_table_and_column(schema: sqlite3.Connection) -> None:
    assert unlisted(schema) == set()
    assert all(table.kept for table in TABLES.values())


def test_a_new_table_and_a_new_column_that_are_not_listed_are_found(schema: sqlite3.Connection) -> None:
    schema.execute("CREATE TABLE notes (person TEXT NOT NULL, said TEXT)")
    schema.execute("ALTER TABLE members ADD COLUMN nickname TEXT")
    assert unlisted(schema) == {"notes.person", "notes.said", "members.nickname"}
    schema.execute("DROP TABLE notes")
    schema.execute("DROP TABLE pauses")
    assert unlisted(schema) == {"members.nickname", "pauses.place", "pauses.until"}


def test_a_column_that_refers_to_another_holds_the_same(schema: sqlite3.Connection) -> None:
    for table in TABLES:
        for column, other, key, _ in _foreign(schema, table):
            assert TABLES[table].holds.get(column) == TABLES[other].holds.get(key), f"{table}.{column}"


@pytest.mark.parametrize("subject", Subject)
def test_whatever_leads_to_somebody_or_says_something_has_its_treatment(subject: Subject) -> None:
    for name, table in TABLES.items():
        concerned = any((holds, subject) in LEADS or holds in SAYS for holds in table.holds.values())
        assert bool(treatments(table, subject)) == concerned, name


@pytest.mark.parametrize("subject", Subject)
def test_what_is_to_go_with_another_table_s_rows_does(schema: sqlite3.Connection, subject: Subject) -> None:
    for name, table in TABLES.items():
        if any(isinstance(treatment, Cascade) for treatment in treatments(table, subject)):
            to = [other for _, other, _, deleted in _foreign(schema, name) if deleted == "CASCADE"]
            own = {Subject.SESSION: "sessions", Subject.GROUP: "groups"}[subject]
            assert own in to, name


# -- what is done -----------------------------------------------------------------------------------------

#: Somebody, their session and their group; and others.
MINE = {"person": "aaaa1111aaaa1111", "account": 700_000_111, "session": "AAAA2", "group": 7_111, "chat": -1_000_111}
OTHERS = {"person": "bbbb2222bbbb2222", "account": 700_000_222, "session": "BBBB3", "group": 7_222, "chat": -1_000_222}


def _values(who: dict[str, object], subject: Subject) -> dict[Holds, object]:
    """What stands in a column that leads to somebody or something; where it can lead to several, to the subject."""
    person, group = str(who["person"]), int(str(who["group"]))
    private = subject is Subject.PERSON
    return {
        Holds.PERSON: person,
        Holds.ACCOUNT: who["account"],
        Holds.SESSION: who["session"],
        Holds.GROUP: group,
        Holds.CHAT: who["chat"],
        Holds.PLACE: str(PrivatePlace(person) if private else GroupPlace(group)),
        Holds.REF: str(Ref(RefKind.RENAMED, person)),
        Holds.WAKE: write_wake(EditDue(CONTROL_REF, person) if private else TryAgain(group)),
        Holds.WORDS: f"words of {person}",
        Holds.STATE: f'"{person}"',
    }


#: Plain columns that must say something of their own for the row to be what it is.
_SET = {"outbox.state": "queued", "inbox.state": "aside", "groups.languages": '["fr"]', "inbox.update_id": None}


def _fill(connection: sqlite3.Connection, subject: Subject) -> None:
    for n, who in enumerate((MINE, OTHERS), 1):
        values = _values(who, subject)
        for table, listed in TABLES.items():
            if table != "meta":
                info = [tuple(row) for row in connection.execute(f"PRAGMA table_info({table})")]
                row = [
                    values[listed.holds[name]] if name in listed.holds
                    else _SET.get(f"{table}.{name}", n if "INTEGER" in kind or key else f"{n}")
                    for _, name, kind, _, _, key in info
                ]  # fmt: skip
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    connection.execute("UPDATE answers SET place = rowid, id = rowid")
    connection.commit()
    connection.close()


def _erase(tx: Tx, subject: Subject) -> None:
    match subject:
        case Subject.PERSON:
            heard = [row["seq"] for row in tx.all("SELECT seq FROM inbox WHERE account = ?", MINE["account"])]
            erasure.erase_person(tx, str(MINE["person"]), heard)
        case Subject.SESSION:
            sessions.erase(tx, str(MINE["session"]))
        case Subject.GROUP:
            groups.erase(tx, int(str(MINE["group"])))


def _still(tx: Tx, subject: Subject, who: dict[str, object]) -> set[str]:
    """The columns in which something leads to the subject still, or its words stand in a row that was its own."""
    found = set()
    for name, table in TABLES.items():
        for column, holds in table.holds.items():
            if (holds, subject) in LEADS or holds in SAYS:
                sql = f"SELECT 1 FROM {name} WHERE {column} = ?"  # noqa: S608
                if tx.all(sql, _values(who, subject)[holds]):
                    found.add(f"{name}.{column}")
    return found


#: What is there afterwards all the same. The list says of each why: here it stands once more, so that it isn't
#: loosened unseen.
_SENT_BY_CHAT = {"library.source", "uploads.source", "uploads.file"}
LEFT: dict[Subject, set[str]] = {
    Subject.PERSON: {
        *("people.person", "people.account", "grants.person", "admins.person"),
        *("answers.body", "sessions.state", "voices.file", "voices.sound"),  # the engine's part (work/test_voices.py)
        *("pauses.place", "groups.title", "groups.chat", "readings.lines", "scenarios.source", "library.source"),
    },
    Subject.SESSION: {
        *("tallies.code", "groups.title", "organisations.name", "readings.lines", "record.session", *_SENT_BY_CHAT),
        *(f"commitments.{words}" for words in ("what", "who", "said", "possible", "organisation_name", "other_name")),
    },
    Subject.GROUP: _SENT_BY_CHAT,
}


@pytest.mark.parametrize("subject", Subject)
async def test_what_the_list_says_is_what_is_done(tmp_path: Path, schema: sqlite3.Connection, subject: Subject) -> None:
    _fill(schema, subject)
    database = await Database.open(tmp_path / "p.sqlite3")
    before = await database.transact(lambda tx: _still(tx, subject, MINE))
    others = await database.transact(lambda tx: _still(tx, subject, OTHERS))
    assert before == others != set()
    await database.transact(lambda tx: _erase(tx, subject))
    assert database.traces
    left = await database.transact(lambda tx: _still(tx, subject, MINE))
    assert left == LEFT[subject]
    for name in {column.split(".")[0] for column in left}:
        assert any(isinstance(treatment, Stays | Empty) for treatment in treatments(TABLES[name], subject)), name
    assert await database.transact(lambda tx: _still(tx, subject, OTHERS)) == others
    assert await database.transact(lambda tx: tx.all("PRAGMA foreign_key_check")) == []
    await database.close()


# -- who marks that something was erased -------------------------------------------------------------------

#: Rows whose words go by the hundred in a message's ordinary life: the purge takes their bytes within the hour. And
#: roles, which are told anew by Telegram, or taken away.
ORDINARY = {"inbox", "outbox", "messages", "admins", "grants"}
TELLING = {name for name, table in TABLES.items() if {Holds.PERSON, Holds.ACCOUNT, *SAYS} & set(table.holds.values())}


def _texts(node: ast.AST, named: dict[str, str]) -> str:
    """All text in an expression, also by the names of local variables."""
    found = [named.get(inner.id, "") for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    constants = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
    return "".join([*found, *(text for text in constants if isinstance(text, str))])


def _calls(path: Path) -> Iterator[tuple[str, str]]:
    """Each call of a file: what is called, and all text in its arguments."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
            named = {ast.unparse(node.targets[0]): _texts(node.value, {}) for node in assigned}
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield ast.unparse(node.func), "".join(_texts(argument, named) for argument in node.args)


def test_nobody_but_the_transaction_itself_marks_that_words_have_gone() -> None:
    marked, told = [], []
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "erased" and isinstance(node.ctx, ast.Store):
                marked.append(ast.unparse(node))
            if isinstance(node, ast.Attribute) and node.attr == "words_gone":
                told.append((path.name, ast.unparse(node)))
    assert set(marked) == {"self.erased"}
    assert [name for name, call in told if call == "tx.words_gone"] == ["inbox.py"]
    assert {call for _, call in told} == {"self.words_gone", "tx.words_gone"}


def test_rows_that_tell_of_somebody_are_deleted_by_statements_that_mark_it() -> None:
    found = 0
    for path in sorted((BOT / "store").rglob("*.py")):
        for name, sql in _calls(path):
            for table in re.findall(r"DELETE FROM (\w+)", sql):
                if table in TELLING - ORDINARY and name.startswith("tx."):
                    found += 1
                    assert name == "tx.erase", f"{path.name}: {sql}"
    assert found >= 6
