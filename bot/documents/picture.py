"""The curves of a group's measures as one picture: where its lines and dots stand. A template draws it, as shapes in
the page itself (SVG): it needs no script, nothing from outside, and a few kilobytes.

All measures stand below each other over the same days, from the reader's beginning of a line to its end. What it shows
is said in words beside it, which is what those have who can't see it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.content.phrase import Phrase
from bot.partnership.progress import Curve, latest
from bot.session.small_numbers import HIGHEST, LOWEST

#: The picture is so wide, a curve's row so high, and its lines stand between these: in units of about a pixel on a
#: phone. Beside the last point there is room for its level.
_WIDTH, _ROW, _TOP, _BOTTOM, _EDGE, _LEVELS = 360, 76, 28, 64, 10, 92


@dataclass(frozen=True, slots=True)
class Dot:
    """A point as it is drawn: filled where the measure has moved there, or begins."""

    x: float
    y: float
    filled: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve: where its row begins, its label, its dots and the line through them, and its last level in words."""

    top: int
    label: Phrase
    dots: tuple[Dot, ...]
    latest: Phrase

    @property
    def path(self) -> str:
        """The points of its line."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Picture:
    """All curves, as the template draws them: how wide and how high, where lines begin and end, at which heights the
    levels 1, 3 and 5 stand in a row, and of which days the first and the last are."""

    curves: tuple[Drawn, ...]
    begin: float
    end: float
    after: float
    first: date
    last: date
    wide: int = _WIDTH
    row: int = _ROW

    @property
    def high(self) -> int:
        """How high it is, with a line for the days."""
        return _ROW * len(self.curves) + 24

    @property
    def rules(self) -> tuple[float, ...]:
        """The heights of the levels that are drawn as lines."""
        return tuple(_height(n) for n in (LOWEST, (LOWEST + HIGHEST) / 2, HIGHEST))


def picture(curves: Sequence[Curve], *, rtl: bool) -> Picture | None:
    """The curves that have something to show; time goes as the reader's lines do. None where none has."""
    told = [curve for curve in curves if curve.told]
    if not told:
        return None
    days = sorted({point.day for curve in told for point in curve.told})
    first, span = days[0], max((days[-1] - days[0]).days, 1)

    def across(day: date) -> float:
        along = _EDGE + (_WIDTH - _EDGE - _LEVELS) * (day - first).days / span
        return round(_WIDTH - along if rtl else along, 1)

    rows = tuple(Drawn(n * _ROW, curve.label, _dots(curve, across), latest(curve)) for n, curve in enumerate(told))
    begin, end = (_WIDTH - _EDGE, _LEVELS) if rtl else (_EDGE, _WIDTH - _LEVELS)
    return Picture(rows, begin, end, end - 12 if rtl else end + 12, days[0], days[-1])


def _dots(curve: Curve, across: Callable[[date], float]) -> tuple[Dot, ...]:
    return tuple(
        Dot(across(point.day), _height(point.level.half), filled=point.moved or point is curve.told[0])
        for point in curve.told
        if point.level
    )


def _height(value: float) -> float:
    """Where a level stands in its row, from above."""
    return round(_BOTTOM - (_BOTTOM - _TOP) * (value - LOWEST) / (HIGHEST - LOWEST), 1)
