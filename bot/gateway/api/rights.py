"""What the bot may do in a group, read from what Telegram says of it there and of the group. Only what is needed is
read, so that a new or odd field breaks nothing."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A part of an answer of Telegram's."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Me(Shape):
    """Who the bot is."""

    id: int
    username: str
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False


class Member(Shape):
    """What the bot is in a group."""

    status: str
    is_member: bool = True
    can_pin_messages: bool = False
    can_send_messages: bool = False


class _Permissions(Shape):
    can_send_messages: bool = True
    can_pin_messages: bool = False


class _Reaction(Shape):
    emoji: str = ""


class Group(Shape):
    """A group. `available_reactions` is left out where all are allowed."""

    is_forum: bool = False
    permissions: _Permissions = _Permissions()
    available_reactions: tuple[_Reaction, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What the bot may do in a group. `inside` False: it is not in it; `moved`: the group has another number by now;
    `reactions` are those that may be given there, None: all."""

    inside: bool
    moved: bool = False
    admin: bool = False
    writes: bool = False
    pins: bool = False
    topics: bool = False
    reactions: frozenset[str] | None = None


def rights(member: Member, here: Group) -> Rights:
    """What it may do there."""
    if member.status in ("left", "kicked") or not member.is_member:
        return Rights(inside=False)
    admin = member.status in ("administrator", "creator")
    own = admin or member.status == "restricted"  # else what everybody in the group may do counts
    allowed = here.available_reactions
    return Rights(
        inside=True,
        admin=admin,
        writes=admin or (member.can_send_messages if own else here.permissions.can_send_messages),
        pins=member.can_pin_messages if own else here.permissions.can_pin_messages,
        topics=here.is_forum,
        reactions=None if allowed is None else frozenset(one.emoji for one in allowed),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bot may do in a group, and whether it is sent all that is said in groups: privacy mode is off."""

    rights: Rights
    hears_all: bool
