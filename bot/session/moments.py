"""What happens to a session by itself, and nobody does: no role is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from bot.session.addresses import Place
from bot.session.answers import PersonId
from bot.session.event import Moment
from bot.session.quiet import QuietHours
from bot.session.wakes import EngineWake


class Reminding(TypedDict):
    """What `Due` and `Remind` carry where it is about reminders, as their keyword arguments: the quiet hours of those
    who take part and can be written to, and who of them doesn't want to be reminded."""

    clocks: Mapping[PersonId, QuietHours]
    muted: frozenset[PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Moment):
    """A moment that the session asked to be woken at has come. `clocks` and `muted` as in `Reminding`."""

    wake: EngineWake
    clocks: Mapping[PersonId, QuietHours] = field(default_factory=dict)
    muted: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptied(Moment):
    """The group's place has lost the session's messages: it has moved, or the topic was deleted."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed(Moment):
    """Somebody is in the group no longer, by their own doing or another's."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseated(Moment):
    """Somebody steers in the group no longer."""

    person: PersonId
