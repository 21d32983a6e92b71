"""What Telegram is asked before an update can be decided, and what it said: for this update alone, not a minute ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.gateway.api.rights import Standing
from bot.session.roles import Presence

#: A group, by its id in the database, and an account: somebody may not be known yet when it is to be asked of them.
Membership = tuple[int, int]


class NeedsTelegram(Exception):  # noqa: N818  a request, not a failure
    """Telegram must be asked before this update can be decided: whether these are in their groups and what they are
    there, and what the bot itself may do in these groups, each by its id."""

    def __init__(self, memberships: Iterable[Membership] = (), standings: Iterable[int] = ()) -> None:
        super().__init__()
        self.memberships = frozenset(memberships)
        self.standings = frozenset(standings)


class UnaskedError(Exception):
    """Telegram couldn't be asked whether somebody may do this at this moment, so nothing is done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What Telegram has said; of a group for which it couldn't be asked what the bot may do there, None."""

    presences: Mapping[Membership, Presence] = field(default_factory=dict)
    standings: Mapping[int, Standing | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether it was asked anything."""
        return bool(self.presences or self.standings)

    def also(self, other: Asked, wanted: NeedsTelegram) -> Asked:
        """This, and of another what was wanted."""
        presences = {one: other.presences[one] for one in wanted.memberships}
        standings = {one: other.standings[one] for one in wanted.standings}
        return Asked({**self.presences, **presences}, {**self.standings, **standings})


NOTHING = Asked()
