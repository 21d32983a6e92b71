"""What those who facilitate do to a session, an event each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.session.answers import PersonId
from bot.session.event import Event
from bot.session.quiet import QuietHours
from bot.session.roles import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Next(Event):
    """The open step closes and the next one opens; after the last one the session ends. `leaving` is
    the step that the facilitator saw, so that two taps don't skip one. Where they are asked whether to go on, `sure`
    is what they say; False: the step stays open."""

    leaving: str | None = None
    sure: bool | None = None
    act: Act = field(default="next", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge(Event):
    """The group is asked for answers once more; `leaving` as in `Next`."""

    leaving: str | None = None
    act: Act = field(default="next", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Event):
    """The window of what is open ends later: by so much, or by itself once more. `leaving` as in `Next`."""

    by_length: timedelta | None = None
    leaving: str | None = None
    act: Act = field(default="extend", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind(Event):
    """Those who haven't answered are reminded now, each in private, as far as they may be disturbed. `clocks` and
    `muted` as in `Reminding`."""

    clocks: Mapping[PersonId, QuietHours] = field(default_factory=dict)
    muted: frozenset[PersonId] = frozenset()
    act: Act = field(default="remind", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Event):
    """The last step forward is taken back, while it can be; else the step before is opened again, with the answers that
    it has. `leaving` as in `Next`."""

    leaving: str | None = None
    act: Act = field(default="back", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Event):
    """The session rests; answers are still taken."""

    act: Act = field(default="pause", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Event):
    """A resting session goes on."""

    act: Act = field(default="resume", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStatus(Event):
    """A facilitator asks where the session stands."""

    act: Act = field(default="status", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Event):
    """A facilitator ends the session early, once they are `sure` (False: not to be); `quiet`: with no summary there."""

    sure: bool | None = None
    quiet: bool = False
    act: Act = field(default="close", init=False)
