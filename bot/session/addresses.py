"""Addresses: chats and messages as values, each kind with the one form in which it is written down.

    Place     g:7 · p:k3f9 · c:-100123    a group of ours · somebody's private chat · a chat that isn't ours
    Source    g:7:41                      a message that somebody sent: its place, and its number there
    Ref       summary · step:today        which of the bot's messages one is

Nobody else builds or takes apart such a text. What can't be read is refused, and never taken for another. Knows
nothing of Telegram's numbers for groups and people: only `ChatPlace` has one, where no group of ours stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NewType

# -- places -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A group of ours, by its id in the database: it stays the same when Telegram's number changes."""

    PREFIX: ClassVar[str] = "g:"
    group: int

    def __str__(self) -> str:
        return f"{self.PREFIX}{self.group}"


@dataclass(frozen=True, slots=True)
class PrivatePlace:
    """The private chat with somebody."""

    PREFIX: ClassVar[str] = "p:"
    person: str

    def __str__(self) -> str:
        return f"{self.PREFIX}{self.person}"


@dataclass(frozen=True, slots=True)
class ChatPlace:
    """A chat by Telegram's number, in which the bot only says goodbye or mends what it said."""

    PREFIX: ClassVar[str] = "c:"
    chat: int

    def __str__(self) -> str:
        return f"{self.PREFIX}{self.chat}"


Place = GroupPlace | PrivatePlace | ChatPlace

_PLACES: dict[str, Callable[[str], Place]] = {
    GroupPlace.PREFIX: lambda key: GroupPlace(int(key)),
    PrivatePlace.PREFIX: PrivatePlace,
    ChatPlace.PREFIX: lambda key: ChatPlace(int(key)),
}


def read_place(written: str) -> Place:
    """The place that was written down as its `str`; raises ValueError where it is none."""
    kind, key = written[:2], written[2:]
    if kind not in _PLACES or not key:
        raise ValueError("no place is written like this")
    return _PLACES[kind](key)


# -- messages that people sent ----------------------------------------------------------------------------

#: A message that somebody sent, in its written form; empty for a press of a button, which has none.
Source = NewType("Source", str)

#: What stands in a source in the place of a chat that is gone.
_GONE = "gone"
#: No message at all.
NO_SOURCE = Source("")


def source(place: Place, number: int) -> Source:
    """The message of that number in a place."""
    return Source(f"{place}:{number}")


def place_and_number(source: Source) -> tuple[Place, int] | None:
    """Where a message is and its number there; None where there is none, or its chat is gone."""
    place, _, number = source.rpartition(":")
    return (read_place(place), int(number)) if place and place != _GONE else None


def number_in(source: Source | None, place: Place) -> int | None:
    """The number of a message that is in this place; None for any other."""
    where, _, number = (source or "").rpartition(":")
    return int(number) if where == str(place) else None


def order_of(source: Source | None) -> int:
    """The number that tells in which order messages of one chat came, also of one that is gone; 0 for none."""
    number = source.rpartition(":")[2] if source else ""
    return int(number) if number.isdecimal() else 0


def without_place(source: Source | None, place: Place) -> Source | None:
    """The source where it isn't of this place; else one that leads nowhere and still tells the order."""
    number = number_in(source, place)
    return source if number is None else Source(f"{_GONE}:{number}")


# -- the bot's own messages -------------------------------------------------------------------------------


class RefKind(StrEnum):
    """What one of the bot's messages is about; the words are those in the database."""

    NONE = ""
    OPENING = "opening"
    STATUS = "status"
    CONTROL = "control"
    SUMMARY = "summary"
    STEP = "step"
    RENAMED = "renamed"
    JOIN_FIRST = "join-first"
    NO_ORGANISATION = "no-organisation"
    JOINING = "joining"
    ORGANISATIONS = "organisations"
    LISTED = "listed"
    ORGANISATION = "organisation"
    OFF = "off"
    READ_BACK = "read-back"
    PROPOSED = "proposed"
    ISSUE = "trouble"
    DOUBT = "doubt"
    MYDATA = "mydata"
    HEARD_FOR = "heard"
    NUDGE = "nudge"
    GOING_ON = "going-on"
    REMINDER = "reminder"
    QUESTIONS = "questions"
    CATCH_UP = "catch-up"
    RELAY = "relay"
    ECHO = "echo"
    MEANT = "meant"
    PLEDGES = "pledges"
    PLEDGES_ASKED = "pledges-asked"
    PLEDGES_AHEAD = "pledges-ahead"
    PLEDGES_PROPOSED = "pledges-proposed"
    PLEDGE_CHANGED = "pledge-changed"
    PLEDGES_UNREAD = "pledges-unread"
    REVIEW = "review"
    REVEAL = "reveal"
    PROBES = "probes"
    PROBE = "probe"
    VOICE = "voice"
    WHISPER = "whisper"
    WHISPERING = "whispering"
    WHISPERED = "whispered"


#: What whoever facilitates is told in private because they do: it stays there when what was said in private goes.
TO_FACILITATORS = frozenset({RefKind.CONTROL, RefKind.PROPOSED})

#: The key under which a message is kept that another has taken the name of.
_FORMER = "old"
_REF_KINDS = {kind.value: kind for kind in RefKind}


@dataclass(frozen=True, slots=True)
class Ref:
    """Which of the bot's messages one is, so that replies find what they are about, and edits find it. `key` says
    which step it asks, asks about or an answer was taken for, which steps it asks at once, which message of somebody's
    it tells back, which answers it lists or asks more about, which doubt or message it asks about, who was renamed, of
    which commitments it tells, which scenario waits for organisations, whose list or which of its organisations it
    shows, or which proposal or reading it asks about."""

    kind: RefKind = RefKind.NONE
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key or self.kind is RefKind.ORGANISATIONS else self.kind.value

    @property
    def former(self) -> Ref:
        """The same once a newer message has its name."""
        return Ref(self.kind, _FORMER)


NO_REF = Ref()
OPENING_REF, STATUS_REF, CONTROL_REF, SUMMARY_REF = (
    Ref(kind) for kind in (RefKind.OPENING, RefKind.STATUS, RefKind.CONTROL, RefKind.SUMMARY)
)
#: A whisper as those who facilitate read it; what asks somebody for the words of one; and what tells them that it went.
WHISPER_REF, WHISPERING_REF, WHISPERED_REF = (
    Ref(kind) for kind in (RefKind.WHISPER, RefKind.WHISPERING, RefKind.WHISPERED)
)


def step_ref(step: str) -> Ref:
    """The message that asks a step, or shows its result."""
    return Ref(RefKind.STEP, step)


def asked_refs(step: str) -> tuple[Ref, ...]:
    """The messages that ask a step, ask whoever goes on from it first, ask the group for answers once more, and
    remind somebody of it."""
    return tuple(Ref(kind, step) for kind in (RefKind.STEP, RefKind.GOING_ON, RefKind.NUDGE, RefKind.REMINDER))


def probes_ref(answers: Sequence[str]) -> Ref:
    """The message that lists these answers, by their ids and in their order, for a facilitator to ask about."""
    return Ref(RefKind.PROBES, ",".join(answers))


def probe_ref(answer: str) -> Ref:
    """The message that asks the author of an answer to say more."""
    return Ref(RefKind.PROBE, answer)


def voice_ref(answer: str) -> Ref:
    """The voice note that is an answer, sent to a facilitator to be written down."""
    return Ref(RefKind.VOICE, answer)


def doubt_ref(answer: str, number: int) -> Ref:
    """The message that asks the author of an answer about the doubt of that number in it."""
    return Ref(RefKind.DOUBT, f"{answer}-{number}")


def doubt_of(ref: Ref) -> tuple[str, int] | None:
    """Which answer, by its id, and which doubt a message asks about; None for any other."""
    answer, _, number = ref.key.rpartition("-")
    return (answer, int(number)) if ref.kind is RefKind.DOUBT and answer and number.isdecimal() else None


def listed_ref(group: int) -> Ref:
    """The messages that show the list of a group's organisations."""
    return Ref(RefKind.LISTED, str(group))


def read_ref(written: str) -> Ref:
    """The ref that was written down as its `str`. A word that names nothing here is no ref: a message so called is
    about its session as a whole."""
    kind, _, key = written.partition(":")
    return Ref(_REF_KINDS[kind], key) if kind in _REF_KINDS else NO_REF
