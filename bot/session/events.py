"""What can happen to a session, an event each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.session.answers import Part
from bot.session.asks import AskAhead as AskAhead
from bot.session.asks import AskPrivately as AskPrivately
from bot.session.asks import CatchUp as CatchUp
from bot.session.cares import AskProbes as AskProbes
from bot.session.cares import AskReview as AskReview
from bot.session.cares import Elaborate as Elaborate
from bot.session.cares import Probe as Probe
from bot.session.cares import Reveal as Reveal
from bot.session.cares import SetAside as SetAside
from bot.session.cares import Transcribe as Transcribe
from bot.session.cares import Whisper as Whisper
from bot.session.effects import Unsure
from bot.session.event import Actor as Actor
from bot.session.event import Circumstances as Circumstances
from bot.session.event import Event as Event
from bot.session.event import Moment as Moment
from bot.session.moments import Departed as Departed
from bot.session.moments import Due as Due
from bot.session.moments import Emptied as Emptied
from bot.session.moments import Reminding as Reminding
from bot.session.moments import Unseated as Unseated
from bot.session.organisations import Organisation, Side
from bot.session.pace import Pace
from bot.session.relays import AskRelay as AskRelay
from bot.session.relays import ForgetVoice as ForgetVoice
from bot.session.relays import Relay as Relay
from bot.session.roles import Act
from bot.session.state import MINIMUM
from bot.session.steers import AskStatus as AskStatus
from bot.session.steers import Back as Back
from bot.session.steers import Close as Close
from bot.session.steers import Extend as Extend
from bot.session.steers import Next as Next
from bot.session.steers import Nudge as Nudge
from bot.session.steers import Pause as Pause
from bot.session.steers import Remind as Remind
from bot.session.steers import Resume as Resume


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Event):
    """A facilitator starts a session; there was none before. `minimum`, `tidies` and `reviews` are the group's, `short`
    the variant that is played, and `pace` that of a session over days (see `Session`)."""

    code: str
    scenario: str
    languages: tuple[str, ...]
    organisations: tuple[Organisation, ...]
    minimum: int = MINIMUM
    tidies: bool = True
    short: bool = False
    pace: Pace | None = None
    reviews: bool = False
    act: Act = field(default="session", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Event):
    """Somebody says yes to the notice and takes part, with one of the group's organisations: one
    declared just now (`organisation`), or the one they declared before. `side` is where they said that it stands."""

    organisation: Organisation | None = None
    side: Side | None = None
    act: Act = field(default="join", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Event):
    """Somebody says yes to the notice and takes part, with an organisation that isn't on the group's list."""

    name: str
    side: Side
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
    """A text that answers a step, or a voice note of so many seconds, at least one, with its caption. `medium` names
    what is neither, and can be no answer; `unsure` says why it may not be meant as one. It is `sure` once its author
    has said that it is, and `came` is when the message came, where it has waited for that. `part`: it is one of several
    that the message says."""

    step: str
    text: str
    seconds: int = 0
    medium: str | None = None
    unsure: Unsure | None = None
    sure: bool = False
    came: datetime | None = None
    part: Part | None = None
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies(Event):
    """A text in reply to a message that asks several questions, each behind its number, or for one of them: `asked` are
    the numbers and their steps. `seconds` and `unsure` as in `Reply`."""

    asked: tuple[tuple[int, str], ...]
    text: str
    seconds: int = 0
    unsure: Unsure | None = None
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap(Event):
    """A button pressed on a step; `code` is written as in a text reply (`3`, `1b`, `-`)."""

    step: str
    code: str
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle(Event):
    """Somebody says what they were asked about `doubt` (the answer's id, its number): in words, or by a button."""

    doubt: tuple[str, int]
    said: str
    edited: bool = False
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Event):
    """Somebody edited a message of theirs. `said_to` is the step that it answered, where that is known by other means
    than the session, which forgets it of an anonymous question that has closed; then it reads otherwise now."""

    text: str
    said_to: str | None = None
    act: Act = field(default="edit", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Event):
    """Somebody withdraws their last answer. Where they were asked whether it is the one to `step` (None: that wasn't
    named), `sure` is what they said. `last` is the step that it is to, where that is known by other means than the
    session, which forgets when an anonymous question was answered; `elsewhere`: there is one that they answered in
    another session."""

    sure: bool | None = None
    step: str | None = None
    last: str | None = None
    elsewhere: bool = False
    act: Act = field(default="undo", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Event):
    """A participant chooses a pseudonym, or asks for another one at random (`alias` empty)."""

    alias: str
    act: Act = field(default="alias", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTo(Event):
    """Somebody goes to another line of a question that is asked line by line, by its place from 0."""

    step: str
    line: int
    act: Act = field(default="answer", init=False)


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
class Decide(Event):
    """A facilitator decides on the proposal of that number: with which organisation of the group's list, as it is now,
    whoever proposed it comes; None for none."""

    number: int
    organisation: Organisation | None
    act: Act = field(default="organisations", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relist(Event):
    """A facilitator has changed the group's list of organisations; this is how it is now."""

    listed: tuple[Organisation, ...]
    act: Act = field(default="organisations", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget(Event):
    """Somebody wants to be forgotten: whatever they said and whatever leads to them goes. So do the names of the
    organisations that nobody but they brought in (`brought`, by their ids)."""

    brought: frozenset[str] = frozenset()
    act: Act = field(default="forget", init=False)


#: The events of a session that is there, by what they are about: the engine decides each family in one place.
Participating = Join | Propose | Decline | Leave | Rename | Forget
Answering = Reply | Replies | Tap | TurnTo | Settle | Edit | Undo
Relaying = AskRelay | Relay | ForgetVoice
AskingFor = AskPrivately | CatchUp | AskAhead
Moving = Next | Nudge | Back | Close
Holding = Pause | Resume | Extend | Remind | AskStatus
Steering = Moving | Holding
Listing = Decide | Relist
Concluding = Agree | Correct
Reviewing = AskReview | SetAside | Reveal
Asking = Whisper | AskProbes | Probe | Elaborate | Transcribe
Caring = Asking | Reviewing
Passing = Due | Emptied | Departed | Unseated
SessionEvent = Participating | Answering | AskingFor | Relaying | Steering | Listing | Concluding | Caring | Passing
