"""Groups: the chats in which the bot works, and their members. What is set there, `group_settings` writes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.session.addresses import GroupPlace
from bot.session.organisations import Side
from bot.store import commitments, erasure, messages, organisations, sessions
from bot.store.db import Tx, stamp
from bot.store.group_settings import Rhythm, rhythm


@dataclass(frozen=True, slots=True)
class Group:
    """A group: `chat` is Telegram's number for it, `topic` the thread it works in, if it has topics, `least` from how
    many people on its next workshops show private results and breakdowns, `tidies` whether they take what was said in
    private out of the private chats."""

    id: int
    chat: int
    title: str
    topic: int | None
    languages: tuple[str, ...]
    active: bool
    least: int
    tidies: bool
    rhythm: Rhythm
    review: bool
    retention: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who said yes to a version of the notice in a group, and their organisation there."""

    organisation: str | None
    notice: int


def _group(row: sqlite3.Row | None) -> Group | None:
    if row is None:
        return None
    languages = tuple(json.loads(row["languages"]))
    known = (row["id"], row["chat"], row["title"], row["topic"], languages)
    shows = (row["least"], bool(row["tidies"]))
    return Group(*known, bool(row["active"]), *shows, rhythm(row), bool(row["review"]), row["retention"])


def by_chat(tx: Tx, chat: int) -> Group | None:
    """The group of a Telegram chat."""
    return tx.once(("group", "chat", chat), lambda: _group(tx.one("SELECT * FROM groups WHERE chat = ?", chat)))


def get(tx: Tx, id: int) -> Group | None:
    """The group of that id."""
    return tx.once(("group", id), lambda: _group(tx.one("SELECT * FROM groups WHERE id = ?", id)))


_IN_ORDER = "ORDER BY opened, title, id"


def everyone(tx: Tx) -> list[Group]:
    """All groups ever opened, oldest first."""
    return [group for row in tx.all(f"SELECT * FROM groups {_IN_ORDER}") if (group := _group(row))]  # noqa: S608  a constant


def these(tx: Tx, ids: Collection[int]) -> list[Group]:
    """The groups of these ids that there are, oldest first."""
    sql = f"SELECT * FROM groups WHERE id IN (SELECT value FROM json_each(?)) {_IN_ORDER}"  # noqa: S608  a constant
    return [group for row in tx.all(sql, json.dumps(list(ids))) if (group := _group(row))]


def all_active(tx: Tx) -> list[Group]:
    """The groups that are open now, oldest first."""
    return [group for group in everyone(tx) if group.active]


def open(tx: Tx, chat: int, title: str, topic: int | None, languages: Sequence[str], now: datetime) -> Group:
    """Open a group, for the first time or again; one that is known keeps its languages. A new one's id is random (47
    bits): a button or a ledger that names one that is gone never means another, nor after a backup was restored."""
    tx.invalidate("group")
    tx.run(
        "INSERT INTO groups (id, chat, title, topic, languages, active, opened)"
        " VALUES ((random() >> 17) & ((1 << 47) - 1), ?, ?, ?, ?, 1, ?)"
        " ON CONFLICT (chat) DO UPDATE SET active = 1, title = excluded.title",
        *(chat, title, topic, json.dumps(list(languages)), stamp(now)),
    )
    group = by_chat(tx, chat)
    if group is None:
        raise LookupError("a group that was just opened is there")
    return group


def deactivate(tx: Tx, id: int) -> None:
    """The bot is no longer in the group; what was said there stays as long as it is kept."""
    tx.invalidate("group")
    tx.run("UPDATE groups SET active = 0 WHERE id = ?", id)


def erase(tx: Tx, id: int) -> None:
    """A group and all that was ever said in it or given for it, also what isn't read or sent yet."""
    for code in sessions.of_group(tx, id):
        sessions.erase(tx, code)
    if group := get(tx, id):
        erasure.erase_group(tx, id, group.chat)


def memberships(tx: Tx, person: str) -> list[tuple[str, str | None, int, date]]:
    """Where somebody has said yes: the group's title, their organisation, the notice's version, the day."""
    rows = tx.all(
        "SELECT title, name, notice, notice_day FROM members JOIN groups ON groups.id = members.group_id"
        " LEFT JOIN organisations o ON o.group_id = members.group_id AND o.id = organisation"
        " WHERE person = ? ORDER BY title",
        person,
    )
    return [(row["title"], row["name"], row["notice"], date.fromisoformat(row["notice_day"])) for row in rows]


def count_members(tx: Tx, id: int) -> int:
    """How many people have said yes in a group."""
    row = tx.one("SELECT count(*) n FROM members WHERE group_id = ?", id)
    return int(row["n"]) if row is not None else 0


def joined(tx: Tx, id: int) -> list[tuple[Side | None, bool]]:
    """Those who have said yes in a group, in no order: on which side their organisation is, if they have one, and
    whether they can be written to in private."""
    rows = tx.all(
        "SELECT side, reachable FROM members JOIN people USING (person)"
        " LEFT JOIN organisations o ON o.group_id = members.group_id AND o.id = organisation"
        " WHERE members.group_id = ? ORDER BY side, reachable",
        id,
    )
    return [(Side(row["side"]) if row["side"] else None, bool(row["reachable"])) for row in rows]


def prune(tx: Tx) -> tuple[int, int]:
    """Members with nothing left in their group go, and groups with nothing left at all; gives how many of
    each. An open group stays, since the bot works there."""
    tx.invalidate("group")
    members = tx.erase(
        "DELETE FROM members WHERE NOT EXISTS (SELECT 1 FROM participants JOIN sessions ON code = session"
        " WHERE sessions.group_id = members.group_id AND participants.person = members.person)"
    )
    tx.erase("DELETE FROM admins WHERE group_id NOT IN (SELECT group_id FROM sessions)")
    gone = tx.erase(
        "DELETE FROM groups WHERE active = 0 AND id NOT IN (SELECT group_id FROM sessions)"
        " AND id NOT IN (SELECT group_id FROM tallies UNION ALL SELECT group_id FROM commitments)"
        " AND ? || id NOT IN (SELECT place FROM outbox WHERE state IN ('queued', 'held'))",
        GroupPlace.PREFIX,
    )
    for table in ("grants", "invites", "record"):
        tx.erase(f"DELETE FROM {table} WHERE group_id > 0 AND group_id NOT IN (SELECT id FROM groups)")  # noqa: S608  ditto
    return members, gone


def migrate(tx: Tx, old: int, new: int) -> Group | None:
    """A group has got another number; gives the group, None where it isn't known by the old one any more.
    If both are known already, the old group's row is the one that has its sessions, so it takes the number
    and the other gives it up. In the new chat messages are counted anew: those of the old one can neither be
    edited nor replied to, and a new one with the same number is another message."""
    group, other = by_chat(tx, old), by_chat(tx, new)
    if group is None:
        return None
    if other is not None:
        tx.staged.clear()
        tx.stale = True
        tx.run("UPDATE sessions SET group_id = ? WHERE group_id = ?", group.id, other.id)
        for table in ("tallies", "commitments", "schedules"):
            tx.run(f"UPDATE {table} SET group_id = ? WHERE group_id = ?", group.id, other.id)  # noqa: S608  these
        for table in ("grants", "invites", "record"):  # whoever made it a supergroup looks after nothing by that
            tx.erase(f"DELETE FROM {table} WHERE group_id = ?", other.id)  # noqa: S608  as named above
        tx.erase("DELETE FROM groups WHERE id = ?", other.id)
    tx.run("UPDATE groups SET chat = ?, active = 1 WHERE id = ?", new, group.id)
    tx.run("DELETE FROM outbox WHERE place = ? AND method = 'react' AND state = 'queued'", str(GroupPlace(group.id)))
    messages.lose(tx, GroupPlace(group.id))
    tx.invalidate("group")
    return get(tx, group.id)


def set_topic(tx: Tx, id: int, topic: int | None) -> None:
    """The topic in which the bot writes; None is the general one."""
    tx.invalidate("group")
    tx.run("UPDATE groups SET topic = ? WHERE id = ?", topic, id)


def least_of(tx: Tx, person: str) -> int | None:
    """The number that holds in each of the groups in which somebody has said yes; None where there is none."""
    row = tx.one(
        "SELECT min(least) n FROM groups JOIN members ON groups.id = members.group_id WHERE person = ?", person
    )
    return int(row["n"]) if row is not None and row["n"] is not None else None


def set_title(tx: Tx, id: int, title: str) -> None:
    """The group's title, for the lists that coordinators see."""
    tx.invalidate("group")
    tx.run("UPDATE groups SET title = ? WHERE id = ?", title, id)


def has_past(tx: Tx, id: int) -> bool:
    """Whether anything is kept of workshops of a group."""
    every = (f"SELECT 1 FROM {table} WHERE group_id = ?1" for table in ("sessions", "tallies", "commitments"))  # noqa: S608
    return tx.one(" UNION ALL ".join(every), id) is not None


def left(tx: Tx, id: int, person: str) -> None:
    """Somebody is in the group no longer: their yes there is over, and coming back takes a new one."""
    tx.invalidate("group")
    tx.erase("DELETE FROM members WHERE group_id = ? AND person = ?", id, person)
    tx.run("DELETE FROM admins WHERE group_id = ? AND person = ?", id, person)
    commitments.left(tx, id, person)


def member(tx: Tx, id: int, person: str) -> Member | None:
    """What is known of somebody in a group, if they have said yes there."""
    return tx.once(("group", id, person), lambda: _member(tx, id, person))


def _member(tx: Tx, id: int, person: str) -> Member | None:
    row = tx.one("SELECT * FROM members WHERE group_id = ? AND person = ?", id, person)
    return Member(row["organisation"], row["notice"]) if row is not None else None


def enrol(tx: Tx, id: int, person: str, organisation: str | None, notice: int, day: date) -> None:
    """Somebody has said yes to this version of the notice, on that day."""
    tx.invalidate("group")
    tx.run(
        "INSERT INTO members VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " organisation = excluded.organisation, notice_day = CASE notice WHEN excluded.notice"
        " THEN notice_day ELSE excluded.notice_day END, notice = excluded.notice",
        *(id, person, organisation, notice, day.isoformat()),
    )
    organisations.shared(tx, id, person, organisation)


def assign(tx: Tx, id: int, person: str, organisation: str | None) -> None:
    """A facilitator says with which organisation a member is; what they said yes to stays as it is."""
    tx.invalidate("group")
    tx.run("UPDATE members SET organisation = ? WHERE group_id = ? AND person = ?", organisation, id, person)
    organisations.shared(tx, id, person, organisation)
