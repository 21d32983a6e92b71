"""Who may do what: one table, asked at the moment of use for every command and every button.

Knows roles and acts by name. Who has which role is looked up elsewhere, for each event anew.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in one group, at this moment. Anonymous admins and channels have none."""

    STRANGER = "stranger"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


_ANYONE = frozenset(Role)
_IN_GROUP = frozenset({Role.MEMBER, Role.FACILITATOR, Role.COORDINATOR})
_STEERS = frozenset({Role.FACILITATOR, Role.COORDINATOR})
_COORDINATES = frozenset({Role.COORDINATOR})

#: Act -> the roles that may. An act that isn't listed is nobody's.
MAY: dict[str, frozenset[Role]] = {
    # taking part
    "join": _IN_GROUP,
    "decline": _IN_GROUP,
    "answer": _IN_GROUP,
    "edit": _IN_GROUP,
    "undo": _IN_GROUP,
    "alias": _IN_GROUP,
    "leave": _IN_GROUP,
    "agree": _IN_GROUP,
    "private": _IN_GROUP,
    # steering
    "session": _STEERS,
    "next": _STEERS,
    "back": _STEERS,
    "pause": _STEERS,
    "resume": _STEERS,
    "status": _STEERS,
    "close": _STEERS,
    "organisations": _STEERS,
    "settings": _STEERS,
    "check": _STEERS,
    # looking after groups
    "invite": _COORDINATES,
    "groups": _COORDINATES,
    "summaries": _COORDINATES,
    "open": _COORDINATES,
    "wipe": _COORDINATES,
    # anybody, anywhere
    "start": _ANYONE,
    "help": _ANYONE,
    "privacy": _ANYONE,
    "language": _ANYONE,
    "forget": _ANYONE,
    "mydata": _ANYONE,
}


def may(role: Role, act: str) -> bool:
    """Whether somebody of this role may do this act."""
    return role in MAY.get(act, frozenset())
