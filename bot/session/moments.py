"""What happens to a session by itself, and nobody does: no role is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.session.addresses import Place
from bot.session.answers import PersonId
from bot.session.event import Moment
from bot.session.wakes import EngineWake


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Moment):
    """A moment that the session asked to be woken at has come."""

    wake: EngineWake


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
