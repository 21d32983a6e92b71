"""How those who take part and those who facilitate look after one another, an event each."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.session.event import Event
from bot.session.roles import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper(Event):
    """Somebody in the group has a word for those who facilitate, unsigned."""

    text: str
    act: Act = field(default="whisper", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskProbes(Event):
    """A facilitator wants to see the answers of which more can be asked."""

    act: Act = field(default="probe", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe(Event):
    """A facilitator asks the author of an answer, whoever it is, to say more."""

    answer: str
    question: str
    act: Act = field(default="probe", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elaborate(Event):
    """Somebody says more about the answer of that id, in the words of this message, or doesn't want to (`text` passes).
    `edited`: the message said it otherwise before."""

    answer: str
    text: str
    edited: bool = False
    act: Act = field(default="answer", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReview(Event):
    """A facilitator wants to see the words of a question that wait to be shown."""

    step: str
    act: Act = field(default="review", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Event):
    """A facilitator sets aside the answer of that number among those that wait to be shown, for a reason, or takes that
    back where it is set aside."""

    step: str
    number: int
    reason: str = ""
    act: Act = field(default="review", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal(Event):
    """A facilitator has what waits to be shown of a question shown, but for what is set aside."""

    step: str
    act: Act = field(default="review", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcribe(Event):
    """A facilitator has written down what the voice note says that is the answer of that id."""

    answer: str
    text: str
    act: Act = field(default="voices", init=False)
