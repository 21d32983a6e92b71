"""Several questions in one message: by which name it is known, what it says, and what was understood of the reply.

The bodies are like those of `effects`, which has them too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.content.phrase import Phrase
from bot.session.addresses import Ref, RefKind
from bot.session.sayings import Text

#: What stands between the steps that one message asks; no step's id has it.
_TOGETHER = ","
#: What stands between a voice that is passed on, by its id, and the steps that are asked of it.
_OF = "/"


class Occasion(StrEnum):
    """Why several questions are asked at once."""

    OPENED = "opened"
    CATCH_UP = "catch-up"
    AHEAD = "ahead"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Questions:
    """Several questions in somebody's private chat, numbered from 1, to be answered in one reply; by whoever passes on
    what somebody else says, of a `voice` that is known already by its pseudonym."""

    steps: tuple[str, ...]
    occasion: Occasion = Occasion.OPENED
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one of several answers in a message: behind which number, to which step, as what (None: it
    wasn't taken), and what there is to say of it."""

    number: int
    step: str
    said: Phrase | None = None
    note: Phrase | None = None
    refused: Text | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """What was understood of a message that answers several questions; numbers that could be read in two ways, or that
    no question has; whether something stood before them all; and whether thanks are due
    (as for a first confidence); and by which pseudonym goes the `voice` that it was passed on for."""

    answers: tuple[Understood, ...]
    unclear: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    before: bool = False
    thanks: bool = False
    voice: str = ""


def questions_ref(steps: Iterable[str], kind: RefKind = RefKind.QUESTIONS) -> Ref:
    """The message that asks several steps at once, in this order."""
    return Ref(kind, written_together(steps))


def written_together(steps: Iterable[str]) -> str:
    """Steps that are asked at once, as one word."""
    return _TOGETHER.join(steps)


def read_together(written: str) -> tuple[str, ...]:
    """The steps that were written by `written_together`."""
    return tuple(written.split(_TOGETHER))


def asked_in(ref: Ref) -> tuple[str, ...]:
    """The steps that a message asks, in the order in which it numbers them."""
    if ref.kind in (RefKind.QUESTIONS, RefKind.CATCH_UP, RefKind.RELAY):
        steps = ref.key.rpartition(_OF)[2]
        return read_together(steps) if steps else ()
    return (ref.key,) if ref.kind is RefKind.STEP else ()


def relay_ref(steps: Iterable[str], voice: str = "") -> Ref:
    """The message that asks steps of whoever passes on what somebody else says: of a voice that is known already."""
    return Ref(RefKind.RELAY, f"{voice}{_OF}{_TOGETHER.join(steps)}")


def voice_of(ref: Ref) -> str:
    """Of which voice, by its id, a message asks; empty for a new one."""
    return ref.key.partition(_OF)[0]
