"""Who may do what: one table, asked at the moment of use for every command and every button.

Knows roles and acts by name; an act stands here once, and mypy refuses one that doesn't. Which role somebody was
given is looked up elsewhere, and whether they are in the group is asked of Telegram, for each act anew.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, assert_never, get_args


class Role(StrEnum):
    """What somebody is in one group, at this moment. Anonymous admins and channels have none."""

    STRANGER = "stranger"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


class Presence(StrEnum):
    """What Telegram says of somebody and a group at this moment; `BANNED` is put out of it for good, `UNKNOWN` that it
    couldn't be asked."""

    ADMIN = "admin"
    IN = "in"
    OUT = "out"
    BANNED = "banned"
    UNKNOWN = "unknown"

    @property
    def here(self) -> bool:
        """Whether they are in the group."""
        return self in (Presence.ADMIN, Presence.IN)


#: What those who are in a group may do,
_TakingPart = Literal[
    "join", "decline", "answer", "edit", "undo", "alias", "leave", "agree", "private", "catchup", "ahead", "whisper"
]
#: what those who steer there may do besides,
_Steering = Literal[
    "session",
    "next",
    "extend",
    "remind",
    "relay",
    "back",
    "pause",
    "resume",
    "status",
    "close",
    "organisations",
    "settings",
    "check",
    "schedule",
    "probe",
    "review",
    "voices",
    "progress",
    "summaries",
]
#: what those may do besides who look after groups,
_Coordinating = Literal["invite", "groups", "data", "agreement", "scenarios", "open", "wipe", "team"]
#: and what anybody may, anywhere.
_Anybody = Literal["start", "help", "privacy", "language", "forget", "mydata", "timezone", "mute", "commitments"]

Act = _TakingPart | _Steering | _Coordinating | _Anybody

#: Act -> the roles that may.
MAY: dict[Act, frozenset[Role]] = {
    **dict.fromkeys(get_args(_TakingPart), frozenset({Role.MEMBER, Role.FACILITATOR, Role.COORDINATOR})),
    **dict.fromkeys(get_args(_Steering), frozenset({Role.FACILITATOR, Role.COORDINATOR})),
    **dict.fromkeys(get_args(_Coordinating), frozenset({Role.COORDINATOR})),
    **dict.fromkeys(get_args(_Anybody), frozenset(Role)),
}


def may(role: Role, act: Act) -> bool:
    """Whether somebody of this role may do this act."""
    return role in MAY[act]


def needed(act: Act) -> Role:
    """The least role that may do it."""
    return next(role for role in Role if role in MAY[act])


def role_in(given: Role | None, presence: Presence) -> Role:
    """What somebody is in a group, by the role that they were given there and by what Telegram says of them. Who steers
    is in it. Who looks after it needn't be, unless they were put out of it: documents are read elsewhere too. Where
    Telegram couldn't be asked nobody is anything."""
    match presence:
        case Presence.BANNED | Presence.UNKNOWN:
            return Role.STRANGER
        case Presence.OUT:
            return Role.COORDINATOR if given is Role.COORDINATOR else Role.STRANGER
        case Presence.ADMIN:
            return given or Role.FACILITATOR
        case Presence.IN:
            return given or Role.MEMBER
        case _:
            assert_never(presence)
