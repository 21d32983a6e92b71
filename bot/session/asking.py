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


class Occasion(StrEnum):
    """Why several questions are asked at once."""

    OPENED = "opened"
    CATCH_UP = "catch-up"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Questions:
    """Several questions in somebody's private chat, numbered from 1, to be answered in one reply."""

    steps: tuple[str, ...]
    occasion: Occasion = Occasion.OPENED


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
    no question has; whether something stood before them all; and whether thanks are due (as for a first confidence)."""

    answers: tuple[Understood, ...]
    unclear: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    before: bool = False
    thanks: bool = False


def questions_ref(steps: Iterable[str], kind: RefKind = RefKind.QUESTIONS) -> Ref:
    """The message that asks several steps at once, in this order."""
    return Ref(kind, _TOGETHER.join(steps))


def asked_in(ref: Ref) -> tuple[str, ...]:
    """The steps that a message asks, in the order in which it numbers them."""
    if ref.kind in (RefKind.QUESTIONS, RefKind.CATCH_UP):
        return tuple(ref.key.split(_TOGETHER)) if ref.key else ()
    return (ref.key,) if ref.kind is RefKind.STEP else ()
