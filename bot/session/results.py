"""What a step came to: what is the same for all kinds, and a place for what each kind makes of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.content.phrase import Lines, Phrase
from bot.content.report import Place
from bot.session.shown import Hidden


class Result:
    """What the answers to a step came to; each kind has its own shape of it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that somebody would repeat of a result: that two sides are far apart (`weight` says how far, in points
    of a scale), what came first, or what was committed to. `says` is it in words, without the question."""

    about: Literal["difference", "first", "deed"]
    says: Phrase
    weight: float = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What of a result can stand in an agreement, in nobody's words but those that were said or chosen: `chosen` what
    came first in a vote, `lines` what all see alike; and beside that what they see differently (`apart`), and the lines
    of which neither can be said (`open`)."""

    chosen: tuple[Place, ...] = ()
    lines: Lines = ()
    apart: Lines = ()
    open: Lines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """One step's result: how many people answered, and `came_to` what. `hidden` says why there is none to show;
    `sides_hidden` and `organisations_hidden` say that these aren't told apart, one being too small; `waiting`, that
    there are answers since, too few to be shown yet, `minimum` how many people it takes; `seen_live`, that the group
    has read the answers as they came; `aside`, why answers were set aside before they were shown; `everybody`, that
    all did of whom it is told beforehand how many they are."""

    step: str
    kind: str
    people: int
    minimum: int
    hidden: Hidden | None = None
    seen_live: bool = False
    everybody: bool = False
    sides_hidden: bool = False
    organisations_hidden: bool = False
    waiting: bool = False
    aside: tuple[str, ...] = ()
    came_to: Result | None = None
