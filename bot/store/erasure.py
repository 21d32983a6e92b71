"""Somebody, a session, or a group out of every table, as `holdings` says: made into SQL here, and carried out.

Knows no engine. Before somebody is erased, whatever leads to them in a session's state must have been taken out; and
before a group, its sessions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import assert_never

from bot.session.addresses import (
    CONTROL_REF,
    OPENING_REF,
    STATUS_REF,
    SUMMARY_REF,
    GroupPlace,
    PrivatePlace,
    Ref,
    RefKind,
)
from bot.session.wakes import (
    CommitmentsDue,
    EditDue,
    GroupMoved,
    IssueFound,
    ScheduleDue,
    TryAgain,
    Wake,
    write_wake,
)
from bot.store import people
from bot.store.db import Tx
from bot.store.holding import Cascade, Delete, Empty, Holds, Stays, Table, Treatment
from bot.store.holdings import TABLES
from bot.store.issues import Issue


class Subject(StrEnum):
    """What can be erased."""

    PERSON = "person"
    SESSION = "session"
    GROUP = "group"


#: How a column leads to what is erased.
LEADS: dict[tuple[Holds, Subject], str] = {
    (Holds.PERSON, Subject.PERSON): "{} = :person",
    (Holds.ACCOUNT, Subject.PERSON): "{} = :account",
    (Holds.CHAT, Subject.PERSON): "{} = :account",
    (Holds.PLACE, Subject.PERSON): "{} = :place",
    (Holds.REF, Subject.PERSON): "{} = :ref",
    (Holds.WAKE, Subject.PERSON): "{} IN (SELECT value FROM json_each(:wakes))",
    (Holds.SESSION, Subject.SESSION): "{} = :session",
    (Holds.GROUP, Subject.GROUP): "{} = :group",
    (Holds.CHAT, Subject.GROUP): "{} = :chat",
    (Holds.PLACE, Subject.GROUP): "{} = :place",
    (Holds.WAKE, Subject.GROUP): "{} IN (SELECT value FROM json_each(:wakes))",
}

#: The facts in memory that an erasure makes old.
_AREAS = ("person", "group", "message", "timer")


def treatments(table: Table, subject: Subject) -> tuple[Treatment, ...]:
    """What becomes of a table with what is erased."""
    match subject:
        case Subject.PERSON:
            return table.person
        case Subject.SESSION:
            return table.session
        case Subject.GROUP:
            return table.group
        case _:
            assert_never(subject)


def _rows(table: Table, by: tuple[str, ...], where: str, subject: Subject) -> str:
    """The condition by which the rows are found that lead to what is erased."""
    leading = {name: lead for name, holds in table.holds.items() if (lead := LEADS.get((holds, subject)))}
    return where or " OR ".join(leading[name].format(name) for name in by or leading)


def _statement(name: str, table: Table, treatment: Treatment, subject: Subject) -> str | None:
    match treatment:
        case Delete(by, where):
            return f"DELETE FROM {name} WHERE {_rows(table, by, where, subject)}"  # noqa: S608  all of `holdings`
        case Empty(set, _, by, where, only):
            return f"UPDATE {name} SET {set} WHERE ({_rows(table, by, where, subject)}) AND {only or True}"  # noqa: S608  as above
        case Cascade() | Stays():
            return None
        case _:
            assert_never(treatment)


def _statements(subject: Subject) -> Iterator[str]:
    for name, table in TABLES.items():
        for treatment in treatments(table, subject):
            if sql := _statement(name, table, treatment, subject):
                yield sql


_STATEMENTS = {subject: tuple(_statements(subject)) for subject in Subject}


def _carry_out(tx: Tx, subject: Subject, **named: object) -> None:
    for area in _AREAS:
        tx.invalidate(area)
    for sql in _STATEMENTS[subject]:
        tx.erase(sql, **named)


def erase_person(tx: Tx, person: str, heard: Sequence[int] = ()) -> None:
    """Somebody, with those rows of the inbox that hold what they said, and all that was set aside of theirs."""
    standing = (OPENING_REF, STATUS_REF, CONTROL_REF, SUMMARY_REF)
    _carry_out(
        tx,
        Subject.PERSON,
        person=person,
        account=people.account(tx, person),
        place=str(PrivatePlace(person)),
        ref=str(Ref(RefKind.RENAMED, person)),
        wakes=json.dumps([write_wake(EditDue(ref, person)) for ref in standing]),
        heard=json.dumps(list(heard)),
    )


def erase_session(tx: Tx, code: str) -> None:
    """A session with all that was said in it. What memory holds of it is for `sessions` to drop."""
    _carry_out(tx, Subject.SESSION, session=code)


def erase_group(tx: Tx, id: int, chat: int) -> None:
    """A group with all that was given for it, also what isn't read or sent yet."""
    own = (TryAgain(id), GroupMoved(id), CommitmentsDue(id), ScheduleDue(id))
    wakes: tuple[Wake, ...] = (*own, *(IssueFound(id, issue.value) for issue in Issue))
    _carry_out(
        tx,
        Subject.GROUP,
        group=id,
        chat=chat,
        place=str(GroupPlace(id)),
        wakes=json.dumps([write_wake(wake) for wake in wakes]),
    )
