"""Roles that were given: to whom, where, by whom; and where Telegram last said that somebody is an admin.

Knows nothing of who is in a group now: that is asked of Telegram for each act (`work/context.py`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.session.holders import Holder, Reach, holder, read_holder
from bot.session.roles import Presence, Role
from bot.store import groups, people
from bot.store.db import Tx
from bot.store.groups import Group

#: Where a role holds that holds in every group, and of a coordinator who has yet to open their first.
EVERYWHERE, OWN = 0, -1


class Origin(StrEnum):
    """Where a role comes from. The first two are the operator's."""

    SETTINGS = "settings"
    CLAIM = "claim"
    INVITED = "invited"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody was given: `where` is a group's id or one of the above; `day` is None where it isn't known,
    `given_by` where nobody did it, or they were forgotten."""

    person: str
    role: Role
    where: int
    number: int
    origin: Origin
    day: date | None
    given_by: str | None

    @property
    def holder(self) -> Holder:
        """What its holder is called."""
        return holder(self.role, self.number, everywhere=self.where == EVERYWHERE)


def _grant(row: sqlite3.Row) -> Grant:
    day = date.fromisoformat(row["day"]) if row["day"] else None
    known = (row["person"], Role(row["role"]), row["group_id"], row["number"], Origin(row["origin"]))
    return Grant(*known, day, row["given_by"])


def _found(tx: Tx, where: str, *values: object) -> list[Grant]:
    sql = f"SELECT * FROM grants WHERE {where} ORDER BY group_id, number"  # noqa: S608  conditions of this module
    return [_grant(row) for row in tx.all(sql, *values)]


def held_by(tx: Tx, person: str) -> list[Grant]:
    """Every role that somebody was given."""
    return _found(tx, "person = ?", person)


def held_in(tx: Tx, *where: int) -> list[Grant]:
    """Every role that was given for these places, in the order of their numbers."""
    return [grant for place in where for grant in _found(tx, "group_id = ?", place)]


def everywhere(tx: Tx, person: str) -> bool:
    """Whether somebody looks after all groups: the operator's choice."""
    return any(grant.where == EVERYWHERE for grant in held_by(tx, person))


def given(tx: Tx, person: str, group_id: int) -> Grant | None:
    """By which role somebody acts in a group, if they were given any."""
    return next((grant for grant in held_by(tx, person) if grant.where in (EVERYWHERE, group_id)), None)


def anywhere(tx: Tx, person: str) -> Role:
    """The highest role that somebody was given anywhere; a group's admins have none by that alone."""
    held = {grant.role for grant in held_by(tx, person)}
    return next((role for role in (Role.COORDINATOR, Role.FACILITATOR) if role in held), Role.STRANGER)


def give(
    tx: Tx, person: str, role: Role, where: int, origin: Origin, day: date | None = None, given_by: str | None = None
) -> Grant:
    """Give somebody a role. Whoever has as much there already keeps what they have; what it makes needless goes, so
    that nothing is left of it when it is taken away."""
    for held in held_by(tx, person):
        more = held.where == EVERYWHERE != where
        if more or (held.where == where and held.role in (role, Role.COORDINATOR)):
            return held
        if where in (EVERYWHERE, held.where):
            take(tx, held)
    values = (person, role.value, where, _number(tx, where), origin.value, day.isoformat() if day else None, given_by)
    tx.run("INSERT INTO grants VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
    return next(grant for grant in held_by(tx, person) if grant.where == where)


def _number(tx: Tx, where: int) -> int:
    """A number that nobody has there, nor anybody of whom the record tells."""
    places = (EVERYWHERE, OWN) if where <= EVERYWHERE else (where,)
    taken = [grant.number for grant in held_in(tx, *places)]
    for row in tx.all("SELECT actor_called a, subject_called s FROM record WHERE group_id = ?", max(where, EVERYWHERE)):
        called = [read_holder(written) for written in row if written]
        taken += [one.number for one in called if one.reach is not Reach.EVERYWHERE or where <= EVERYWHERE]
    return max(taken, default=0) + 1


def take(tx: Tx, grant: Grant) -> None:
    """Take a role away, with the invitations that its holder gave by it and nobody has used."""
    tx.run("DELETE FROM grants WHERE person = ? AND group_id = ?", grant.person, grant.where)
    mine = grant.where
    tx.erase("DELETE FROM invites WHERE given_by = ? AND (? = 0 OR group_id = ?)", grant.person, mine, mine)


def take_away(tx: Tx, person: str) -> None:
    """Every role of somebody's goes."""
    for grant in held_by(tx, person):
        take(tx, grant)
    tx.run("DELETE FROM admins WHERE person = ?", person)


def appoint(tx: Tx, accounts: Sequence[int], today: date) -> list[Grant]:
    """Whom the settings name looks after all groups; whom they named and name no more has that role no longer. Gives
    the roles that are gone."""
    named = {people.by_account(tx, account).person for account in accounts}
    gone = [grant for grant in held_in(tx, EVERYWHERE) if grant.origin is Origin.SETTINGS and grant.person not in named]
    for grant in gone:
        take(tx, grant)
    for person in sorted(named):
        give(tx, person, Role.COORDINATOR, EVERYWHERE, Origin.SETTINGS, today)
        tx.run(
            "UPDATE grants SET origin = ? WHERE person = ? AND group_id = ?", Origin.SETTINGS.value, person, EVERYWHERE
        )
    return gone


def coordinators(tx: Tx) -> int:
    """How many people coordinate anything."""
    return len({grant.person for grant in _found(tx, "role = ?", Role.COORDINATOR.value)})


def coordinators_of(tx: Tx, group_id: int) -> list[str]:
    """Those who look after a group, as people."""
    held = held_in(tx, EVERYWHERE, group_id)
    return list(dict.fromkeys(grant.person for grant in held if grant.role is Role.COORDINATOR))


def looked_after(tx: Tx, person: str) -> list[Group]:
    """The groups that somebody looks after, open now or not, oldest first."""
    held = [grant for grant in held_by(tx, person) if grant.role is Role.COORDINATOR]
    theirs = {grant.where for grant in held}
    return groups.everyone(tx) if EVERYWHERE in theirs else groups.these(tx, theirs)


def perhaps_steered(tx: Tx, person: str) -> list[Group]:
    """The open groups in which somebody may be one who steers: by a role that they were given, or as an admin, as was
    seen last. Whether it is so is to be asked."""
    rows = tx.all("SELECT group_id FROM admins WHERE person = ?", person)
    places = {grant.where for grant in held_by(tx, person)} | {row["group_id"] for row in rows}
    found = groups.everyone(tx) if EVERYWHERE in places else groups.these(tx, places)
    return [group for group in found if group.active]


def perhaps_steering(tx: Tx, group_id: int) -> list[str]:
    """Those who may be among the ones who steer in a group: by a role that they were given there, or as an admin, as
    was seen last. Whether it is so is to be asked."""
    admins = tx.all("SELECT person FROM admins WHERE group_id = ? ORDER BY person", group_id)
    return list(dict.fromkeys([*(grant.person for grant in held_in(tx, group_id)), *(row["person"] for row in admins)]))


def seen(tx: Tx, group_id: int, person: str, presence: Presence) -> None:
    """Telegram has said whether somebody is an admin of a group."""
    if presence is Presence.ADMIN:
        tx.run("INSERT OR IGNORE INTO admins VALUES (?, ?)", group_id, person)
    elif presence is not Presence.UNKNOWN:
        tx.run("DELETE FROM admins WHERE group_id = ? AND person = ?", group_id, person)


def all_of(tx: Tx, person: str) -> list[tuple[str, str]]:
    """Every role that somebody was given, and where they are an admin as Telegram last said: what it is, and the
    group's title, empty for everywhere."""
    rows = tx.all(
        "SELECT role AS kind, coalesce(title, '') AS title FROM grants LEFT JOIN groups ON groups.id = group_id"
        " WHERE person = ? UNION ALL SELECT 'admin', title FROM admins JOIN groups ON groups.id = group_id"
        " WHERE person = ?",
        *(person, person),
    )
    return [(row["kind"], row["title"]) for row in rows]
