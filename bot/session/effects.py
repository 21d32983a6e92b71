"""What a decision asks the edge to do, as data; the words for it are found in `bot.wording`.

Sends go to the group (`to` None) or to one person's private chat. `ref` names a message of the
session's, so that it can be edited later and so that replies to it find their step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.content.phrase import Phrase
from bot.session.addresses import NO_REF, Ref, Source
from bot.session.answers import PersonId
from bot.session.asking import Echo as Echo
from bot.session.asking import Occasion as Occasion
from bot.session.asking import Questions as Questions
from bot.session.asking import Understood as Understood
from bot.session.sayings import Text as Text
from bot.session.sayings import Unsure as Unsure
from bot.session.wakes import EngineWake


@dataclass(frozen=True, slots=True)
class Opening:
    """What the session is about, the notice, and how to take part."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The results of what has closed and the next prompts in one message; either may be missing. `begins`: it is the
    first question, so that it welcomes everybody."""

    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """One step's prompt, in the private chat of somebody who answers it there. Of one that is asked line by line,
    `line` is the place of the line that is shown, from 0, their number after the last; None at first. `why`: why it is
    asked again."""

    step: str
    line: int | None = None
    why: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Where the session stands, in a line or two. `crowded`: so many answer at once that it is the receipt
    of those who get no reaction."""

    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """The facilitator's message in the private chat: the note on this step, and the buttons."""


@dataclass(frozen=True, slots=True)
class FinalSummary:
    """The summary of the whole session."""


@dataclass(frozen=True, slots=True)
class Short:
    """One of the short things, with what it needs to say it. Of SAID it is all in `more`: a phrase of whoever decided;
    with others `more` is what the step's kind has to add."""

    text: Text
    step: str | None = None
    detail: str = ""
    number: int = 0
    more: Phrase | None = None


@dataclass(frozen=True, slots=True)
class AskBack:
    """What the author of an answer is asked about it, by the answer's id and the doubt's number in it; once they have
    said it, what they said. `guess` is what else is to be told back of the answer."""

    answer: str
    number: int
    guess: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Probes:
    """These answers, by their ids, numbered in this order, for a facilitator to have their authors asked for more."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What waits to be shown of a step, without authors, for a facilitator to look at."""

    step: str


Body = Opening | Turn | Prompt | Questions | Echo | Status | Control | FinalSummary | Short | AskBack | Probes | Review


@dataclass(frozen=True, slots=True)
class Post:
    """A new message; `reply_to` is the source of the message it answers, or `under` the name of the session's own that
    it stands under; `pin` asks for the place at the top of the chat. What is for one person alone and can't be written
    to them is said in the group with the neutral words of `otherwise`, where there are any."""

    body: Body
    ref: Ref = NO_REF
    to: PersonId | None = None
    reply_to: Source | None = None
    pin: bool = False
    under: Ref = NO_REF
    otherwise: Short | None = None


@dataclass(frozen=True, slots=True)
class AskFacilitators:
    """All who facilitate in the group and can be written to are asked, each in private; whoever has the session's
    buttons (`first`) in any case."""

    body: Short
    ref: Ref
    first: PersonId


@dataclass(frozen=True, slots=True)
class Revise:
    """The message of that name gets new words in place. With `debounce` it may wait and be folded into a
    later one; not for long where it says `soon` what somebody is to read."""

    body: Body
    ref: Ref
    to: PersonId | None = None
    debounce: bool = False
    soon: bool = False


@dataclass(frozen=True, slots=True)
class Retell:
    """Something was withdrawn that messages of the session's may quote: each says what is so now."""


@dataclass(frozen=True, slots=True)
class Tidy:
    """What was said in private about the session so far leaves the private chats, but for the question that is open."""


@dataclass(frozen=True, slots=True)
class Unask:
    """The messages by which this step was asked last leave the group and the private chats."""

    step: str


@dataclass(frozen=True, slots=True)
class Relisted:
    """The organisations, or what waits to be one, have changed: each message that lists them says what is so now."""


@dataclass(frozen=True, slots=True)
class Receive:
    """The receipt on somebody's message: a reaction, or its removal."""

    source: Source
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Toast:
    """What whoever pressed the button reads at the top of their screen; nothing after a text."""

    body: Short
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Enrol:
    """Somebody said yes to the notice in this group, and with which organisation they are."""

    person: PersonId
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Assign:
    """A facilitator says with which organisation somebody is in this group (None: with none)."""

    person: PersonId
    organisation: str | None


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Bring a `Due` event at that moment (UTC), and not when it was asked for before; None: not at all."""

    at: datetime | None
    wake: EngineWake


@dataclass(frozen=True, slots=True)
class AskMeant:
    """A message may not be meant as an answer to this step: it waits, apart, and its author is asked."""

    why: Unsure
    step: str
    text: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class AskWhich:
    """A message may be meant for any of these steps: it waits, apart, and its author is asked."""

    steps: tuple[str, ...]
    text: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class KeepVoice:
    """The voice note that came is the answer of that id: its sound is kept with it."""

    answer: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing was changed, and this is why."""

    body: Short


#: What changes chats, and all that there is.
Saying = Post | AskFacilitators | Revise | Retell | Tidy | Unask | Relisted
Effect = Saying | Receive | Toast | Enrol | Assign | WakeAt | AskMeant | AskWhich | KeepVoice | Refuse
