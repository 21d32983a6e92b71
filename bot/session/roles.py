"""Who may do what: one table, asked at the moment of use for every command and every button.

Knows roles and acts by name; an act stands here once, and mypy refuses one that doesn't. Who has which role is
looked up elsewhere, for each event anew.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, get_args


class Role(StrEnum):
    """What somebody is in one group, at this moment. Anonymous admins and channels have none."""

    STRANGER = "stranger"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


#: What those who are in a group may do,
_TakingPart = Literal["join", "decline", "answer", "edit", "undo", "alias", "leave", "agree", "private"]
#: what those who steer there may do besides,
_Steering = Literal["session", "next", "back", "pause", "resume", "status", "close", "organisations", "settings"]
#: what those may do besides who look after groups,
_Coordinating = Literal["invite", "groups", "summaries", "open", "wipe"]
#: and what anybody may, anywhere.
_Anybody = Literal["start", "help", "privacy", "language", "forget", "mydata"]

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
