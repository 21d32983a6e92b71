"""Invitations: links that give a role once, within 15 minutes. Only a hash of each is stored."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.roles import Role
from bot.store.db import Tx, stamp

#: How long a link is good (docs/safety.md).
GOOD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Invite:
    """The role that a link gave, and in which group; None is everywhere."""

    role: Role
    group_id: int | None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def create(tx: Tx, role: Role, group_id: int | None, now: datetime) -> str:
    """A new link's token: 192 random bits, fit for Telegram's start parameter."""
    token = secrets.token_urlsafe(24)
    tx.run("INSERT INTO invites VALUES (?, ?, ?, ?)", _hash(token), role.value, group_id or 0, stamp(now + GOOD_FOR))
    return token


def redeem(tx: Tx, token: str, now: datetime) -> Invite | None:
    """What a token gives, once; None for one that was used, is too old, or never was."""
    row = tx.one("SELECT * FROM invites WHERE hash = ?", _hash(token))
    tx.run("DELETE FROM invites WHERE hash = ? OR expires < ?", _hash(token), stamp(now))
    if row is None or row["expires"] < stamp(now):
        return None
    return Invite(Role(row["role"]), row["group_id"] or None)


def prune(tx: Tx, now: datetime) -> None:
    """Links that are too old go."""
    tx.run("DELETE FROM invites WHERE expires < ?", stamp(now))
