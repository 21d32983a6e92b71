"""Answers that are counted: how often each was given by all, and what of each side may be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.content.phrase import Number, Phrase, joined, say
from bot.content.report import Paragraph
from bot.session.organisations import Side, side_name
from bot.session.results import Result, StepResult
from bot.session.shown import Shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One side's share: how many people it is of, and what is told of it, by the rule of small numbers."""

    side: Side
    people: int
    told: T


@dataclass(frozen=True, slots=True)
class Figures(Result, Generic[T]):
    """How often each answer was given, in their order; the mean where there is one; and the sides' parts where numbers
    allow."""

    counts: tuple[int, ...]
    mean: float | None
    parts: tuple[Part[T], ...]


def parts(answers: Sequence[Shown], told: Callable[[Sequence[Shown]], T]) -> tuple[Part[T], ...]:
    """What may be told of each side; nothing where fewer than two are."""
    sides = [side for side in Side if any(shown.side is side for shown in answers)]
    by_side = [(side, [shown for shown in answers if shown.side is side]) for side in sides]
    return tuple(Part(side, len(some), told(some)) for side, some in by_side) if len(sides) > 1 else ()


def sides(result: StepResult, came_to: Figures[T], show: Callable[[T], Phrase]) -> tuple[Paragraph, ...]:
    """What each side came to, or that this isn't told; nothing where there is one side."""
    if result.sides_hidden:
        why = say("I don’t compare the sides: that takes {n} people from each.", n=Number(result.minimum))
        return (Paragraph((why,)),)
    said = [joined(side_name(part.side), " ", show(part.told)) for part in came_to.parts]
    return (Paragraph((joined(*said, by=" · "),)),) if said else ()
