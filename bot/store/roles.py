"""Roles: who was given which, and what somebody is in a group at this moment."""

from __future__ import annotations

from bot.session.roles import Role
from bot.store import groups
from bot.store.db import Tx
from bot.store.groups import Group

_EVERYWHERE = 0


def of(tx: Tx, person: str, group_id: int | None) -> Role:
    """What somebody is: in that group, or with None anywhere at all in the bot's private chat."""
    here = _EVERYWHERE if group_id is None else group_id
    rows = tx.all("SELECT role FROM grants WHERE person = ? AND group_id IN (?, ?)", person, _EVERYWHERE, here)
    granted = {row["role"] for row in rows}
    if Role.COORDINATOR in granted:
        return Role.COORDINATOR
    if group_id is None:
        return Role.STRANGER
    if Role.FACILITATOR in granted:
        return Role.FACILITATOR
    admin = tx.one("SELECT 1 FROM admins WHERE group_id = ? AND person = ?", group_id, person)
    return Role.FACILITATOR if admin is not None else Role.MEMBER


def granted(tx: Tx, person: str, group_id: int) -> bool:
    """Whether somebody was given a role that counts in this group, so that its admins needn't be asked."""
    row = tx.one("SELECT 1 FROM grants WHERE person = ? AND group_id IN (?, ?)", person, _EVERYWHERE, group_id)
    return row is not None


def anywhere(tx: Tx, person: str) -> Role:
    """The highest role that somebody was given in any group; a group's admins have none by that alone."""
    granted = {row["role"] for row in tx.all("SELECT role FROM grants WHERE person = ?", person)}
    return next((role for role in (Role.COORDINATOR, Role.FACILITATOR) if role in granted), Role.STRANGER)


def all_of(tx: Tx, person: str) -> list[tuple[str, str]]:
    """Every role that somebody was given, and where they are an admin as Telegram says: what it is, and the
    group's title, empty for everywhere."""
    rows = tx.all(
        "SELECT role AS kind, coalesce(title, '') AS title FROM grants LEFT JOIN groups ON groups.id = group_id"
        " WHERE person = ? UNION ALL SELECT 'admin', title FROM admins JOIN groups ON groups.id = group_id"
        " WHERE person = ?",
        *(person, person),
    )
    return [(row["kind"], row["title"]) for row in rows]


def take_away(tx: Tx, person: str) -> None:
    """Every role of somebody's goes."""
    tx.run("DELETE FROM grants WHERE person = ?", person)
    tx.run("DELETE FROM admins WHERE person = ?", person)


def grant(tx: Tx, person: str, role: Role, group_id: int | None) -> None:
    """Give somebody a role, in a group or everywhere."""
    tx.run("INSERT OR IGNORE INTO grants VALUES (?, ?, ?)", person, role.value, group_id or _EVERYWHERE)


def all_coordinators(tx: Tx) -> list[str]:
    """The coordinators, as people."""
    rows = tx.all("SELECT DISTINCT person FROM grants WHERE role = ?", Role.COORDINATOR.value)
    return [row["person"] for row in rows]


def coordinators(tx: Tx) -> int:
    """How many coordinators there are."""
    return len(all_coordinators(tx))


def groups_of(tx: Tx, person: str) -> list[Group]:
    """The open groups in which somebody may steer."""
    steering = (Role.FACILITATOR, Role.COORDINATOR)
    return [group for group in groups.all_active(tx) if of(tx, person, group.id) in steering]
