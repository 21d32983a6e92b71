"""Answers that are counted: how often each was given, by all and by each side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.content.phrase import Number, Phrase, joined, say
from bot.content.report import Paragraph
from bot.session.organisations import Side, side_name
from bot.session.results import Result, StepResult
from bot.session.shown import Shown

#: How often each answer was given, in their order, and the mean where there is one.
Counted = tuple[tuple[int, ...], float | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One side's share."""

    side: Side
    people: int
    mean: float | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures(Result):
    """How often each answer was given, the mean where there is one, and the sides' parts where numbers allow."""

    counts: tuple[int, ...]
    mean: float | None
    parts: tuple[Part, ...]


def counted(answers: Sequence[Shown], count: Callable[[Sequence[Shown]], Counted]) -> Figures:
    """The whole, and the sides where there are several of them told."""
    counts, mean = count(answers)
    sides = [side for side in Side if any(shown.side is side for shown in answers)]
    parts = [(side, [s for s in answers if s.side is side]) for side in sides] if len(sides) > 1 else []
    told = tuple(
        Part(side, len(some), part_mean, part_counts)
        for side, some in parts
        for part_counts, part_mean in (count(some),)
    )
    return Figures(counts, mean, told)


def sides(result: StepResult, came_to: Figures, show: Callable[[Part], Phrase]) -> tuple[Paragraph, ...]:
    """What each side came to, or that this isn't told; nothing where there is one side."""
    if result.sides_hidden:
        why = say("The sides aren't told apart: that would tell of fewer than {n} people.", n=Number(result.minimum))
        return (Paragraph((why,)),)
    said = [joined(side_name(part.side), " ", show(part)) for part in came_to.parts]
    return (Paragraph((joined(*said, by=" · "),)),) if said else ()
