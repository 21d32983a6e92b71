"""What can happen to a session. Time (`at`, UTC) and chance (`chance`, at least 64 random bits) come
with the event, and so does all that is known of whoever did it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from bot.session.addresses import NO_SOURCE, Place, Source
from bot.session.answers import PersonId
from bot.session.organisations import Organisation
from bot.session.roles import Act, Role
from bot.session.state import MINIMUM
from bot.session.wakes import EngineWake


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: their role in the group at this moment, whether they have said
    yes to the present notice there, and the organisation they declared."""

    person: PersonId
    role: Role = Role.MEMBER
    consented: bool = False
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share. `source` is the message that carried it (place and number), if it was a
    message; `private` says that it came from the private chat and is to be answered there. `act` is what it
    comes to in `roles`; what doesn't say so is nobody's."""

    by: Actor
    at: datetime
    chance: int = 0
    source: Source = NO_SOURCE
    private: bool = False
    act: Act | None = field(default=None, init=False)


class Circumstances(TypedDict):
    """What every event carries, as its keyword arguments."""

    by: Actor
    at: datetime
    chance: int
    source: Source
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Event):
    """A facilitator starts a session; there was none before. `minimum` is the group's (see `Session`)."""

    code: str
    scenario: str
    languages: tuple[str, ...]
    organisations: tuple[Organisation, ...]
    minimum: int = MINIMUM
    act: Act = field(default="session", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Event):
    """Somebody says yes to the notice and takes part, with one of the group's organisations: one
    declared just now (`organisation`), or the one they declared before."""

    organisation: Organisation | None = None
    act: Act = field(default="join", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Event):
    """Somebody says no to the notice."""

    act: Act = field(default="decline", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Event):
    """A participant takes no further part; what they said stays."""

    act: Act = field(default="leave", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Event):
    """A text (or a voice note of so many seconds) that answers a step."""

    step: str
    text: str
    voice: str | None = None
    seconds: int = 0
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap(Event):
    """A button pressed on a step; `code` is written as in a text reply (`3`, `1b`, `-`)."""

    step: str
    code: str
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Event):
    """Somebody edited a message of theirs: an answer, or a reply to `step` that couldn't be read."""

    text: str
    step: str | None = None
    act: Act = field(default="edit", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Event):
    """Somebody withdraws their last answer."""

    act: Act = field(default="undo", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Event):
    """A participant chooses a pseudonym, or asks for another one at random (`alias` empty)."""

    alias: str
    act: Act = field(default="alias", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPrivately(Event):
    """Somebody followed the link to answer a private step in their private chat."""

    step: str
    act: Act = field(default="private", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Next(Event):
    """The open step closes and the next one opens; after the last one the session ends. `leaving` is
    the step that the facilitator saw, so that two taps don't skip one."""

    leaving: str | None = None
    act: Act = field(default="next", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Event):
    """The step before is opened again, with the answers that it has."""

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
    """A facilitator ends the session early; asked twice, so only `sure` ends it."""

    sure: bool = False
    act: Act = field(default="close", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Event):
    """A participant says that the summary is right ("is this us?")."""

    act: Act = field(default="agree", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Event):
    """A reply to the posted summary: a correction, which becomes part of it."""

    text: str
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget(Event):
    """Somebody wants to be forgotten: whatever they said and whatever leads to them goes."""

    act: Act = field(default="forget", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Event):
    """Something that nobody does, so that no role is asked for."""


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


#: The events of a session that is there, by what they are about: the engine decides each family in one place.
Participating = Join | Decline | Leave | Rename | Forget
Answering = Reply | Tap | Edit | Undo | AskPrivately
Steering = Next | Back | Pause | Resume | AskStatus | Close
Concluding = Agree | Correct
Passing = Due | Emptied | Departed | Unseated
SessionEvent = Participating | Answering | Steering | Concluding | Passing
