"""Invitations: links that give a role once, within 15 minutes. Only a hash of each is stored."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.roles import Role
from bot.store.db import Tx, stamp
from bot.store.roles import EVERYWHERE, Origin

#: How long a link is good (docs/safety.md).
GOOD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Invite:
    """The role that a link gives, where (as in `roles.Grant`), and whose invitation it is; None is the operator's."""

    role: Role
    where: int
    origin: Origin
    given_by: str | None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def create(tx: Tx, invite: Invite, now: datetime) -> str:
    """A new link's token: 192 random bits, fit for Telegram's start parameter."""
    token = secrets.token_urlsafe(24)
    values = (_hash(token), invite.role.value, invite.where, stamp(now + GOOD_FOR), invite.origin.value)
    tx.run("INSERT INTO invites VALUES (?, ?, ?, ?, ?, ?)", *values, invite.given_by)
    return token


def claim(tx: Tx, now: datetime) -> str:
    """The token of a link by which whoever opens it first looks after all groups."""
    return create(tx, Invite(Role.COORDINATOR, EVERYWHERE, Origin.CLAIM, None), now)


def look(tx: Tx, token: str, now: datetime) -> Invite | None:
    """What a token gives; None for one that was used, is too old, or never was."""
    row = tx.one("SELECT * FROM invites WHERE hash = ? AND expires >= ?", _hash(token), stamp(now))
    return Invite(Role(row["role"]), row["group_id"], Origin(row["origin"]), row["given_by"]) if row else None


def use(tx: Tx, token: str) -> None:
    """A token has been used, and gives nothing any more."""
    tx.erase("DELETE FROM invites WHERE hash = ?", _hash(token))


def prune(tx: Tx, now: datetime) -> None:
    """Links that are too old go."""
    tx.erase("DELETE FROM invites WHERE expires < ?", stamp(now))
