"""What is drawn on: text in lines, bars and marks, by places that are counted from where the language begins."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from bot.documents.direction import ARABIC, LRI, PDI, RLI, Direction, bare, first_strong, written

#: As wide as a phone of 360 pixels shows beside its margins.
WIDTH = 340.0
#: What is left free beside it, so that nothing is cut off where edges are rounded.
_EDGE = 2.0
#: Sizes of letters, and from one line to the next in parts of that.
USUAL, SMALL, LEADING = 14.0, 12.5, 1.36

#: So many lines a text has in a picture at most: beside it, or in what it says in words, stands all of it.
MOST = 8

Anchor = Literal["start", "middle", "end"]

#: The colours of paper by class; a page has its own for each. Each stands apart from those beside it in grey too.
COLOURS = {
    "ink": "#20261f",
    "soft": "#525a50",
    "paper": "#ffffff",
    "bar": "#2f6b48",
    "line": "#8b9187",
    "s0": "#ffffff",
    "s1": "#dcebe1",
    "s2": "#a9cdb7",
    "s3": "#2f6b48",
    "s4": "#173d28",
}

#: About how wide letters are, in parts of their size: enough to break lines without a font at hand.
_NARROW, _BROAD = frozenset("iljtfrI.,;:!|'’()[]- \u00a0\u202f·"), frozenset("mwMWœŒ@%—…")


def _width(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if character in _NARROW:
        return 0.34
    if character in _BROAD or unicodedata.east_asian_width(character) in "WF" or character > "\uffff":
        return 1.05
    return 0.72 if character.isupper() else 0.6


def wide(text: str, size: float) -> float:
    """About how wide a text is."""
    return size * sum(map(_width, text))


def broken(text: str, room: float, size: float, most: int = 99) -> list[str]:
    """A text in lines that fit, at most so many; what is longer than a line is cut wherever that is. A text that goes
    on ends with three dots."""
    lines, line = [], ""
    for word in bare(text).split():
        while wide(joined := f"{line} {word}".strip(), size) > room:
            if not line:
                fits = max(1, next(n for n in range(len(word)) if wide(word[: n + 1], size) > room))
                line, word = word[:fits], word[fits:]
            lines.append(line)
            line = ""
            if len(lines) > most:
                return [*lines[: most - 1], f"{lines[most - 1].rstrip()}…"]
        line = joined
    lines += [line] if line else []
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip()}…"]


@dataclass
class Canvas:
    """A drawing in the making. `x` is counted from where the language begins, and `y` from above."""

    direction: Direction
    drawn: list[str] = field(default_factory=list)
    #: How far down it has come.
    y: float = 0.0

    def _x(self, x: float, width: float = 0.0) -> float:
        return WIDTH - x - width if self.direction == "rtl" else x

    def rect(self, x: float, y: float, width: float, height: float, kind: str, *, edge: bool = False) -> None:
        """A box."""
        outline = f' stroke="{COLOURS["line"]}"' if edge else ""
        self.drawn.append(
            f'<rect class="{kind}{" edge" if edge else ""}" fill="{COLOURS[kind]}"{outline} '
            f'x="{self._x(x, width):.5g}" y="{y:.5g}" width="{width:.5g}" height="{height:.5g}"/>'
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], kind: str = "line") -> None:
        """A line from one place to another."""
        (x1, y1), (x2, y2) = start, end
        self.drawn.append(
            f'<line class="{kind}" stroke="{COLOURS[kind]}" x1="{self._x(x1):.5g}" y1="{y1:.5g}" '
            f'x2="{self._x(x2):.5g}" y2="{y2:.5g}"/>'
        )

    def mark(self, corners: Sequence[tuple[float, float]], kind: str = "bar") -> None:
        """A filled mark."""
        points = " ".join(f"{self._x(x):.5g},{y:.5g}" for x, y in corners)
        self.drawn.append(f'<polygon class="{kind}" fill="{COLOURS[kind]}" points="{points}"/>')

    def write(
        self, x: float, y: float, text: str, *, anchor: Anchor = "start", size: float = USUAL, kind: str = "ink",
        runs: Direction | None = None,
    ) -> None:  # fmt: skip
        """A line of text on the line `y`. `runs` says in which direction, where that isn't the language's."""
        if self.direction == "rtl":
            anchor = {"start": "end", "middle": "middle", "end": "start"}[anchor]  # type: ignore[assignment]
        # What draws a picture without a browser takes one font a line: that of Arabic, which has Latin too.
        font = ' font-family="Noto Sans Arabic, sans-serif"' if ARABIC.search(text) else ""
        mark = RLI if (runs or self.direction) == "rtl" else LRI
        self.drawn.append(
            f'<text class="{kind}" fill="{COLOURS[kind]}" x="{self._x(x):.5g}" y="{y:.5g}" font-size="{size:.4g}" '
            f'text-anchor="{anchor}"{font}>{mark}{escape(bare(text))}{PDI}</text>'
        )

    def paragraph(
        self, text: str, *, x: float = 0, room: float = WIDTH, size: float = USUAL, kind: str = "ink",
        anchor: Anchor = "start", most: int = MOST,
    ) -> None:  # fmt: skip
        """Lines of text below what has been drawn."""
        runs = first_strong(bare(text))
        for line in broken(text, room, size, most):
            self.y += size * LEADING
            self.write(x, self.y - size * 0.3, line, anchor=anchor, size=size, kind=kind, runs=runs)

    def svg(self, title: str, described: str) -> str:
        """The whole of it, with what it is called and what it says in words."""
        box = f"{-_EDGE:.5g} 0 {WIDTH + 2 * _EDGE:.5g} {self.y + 4:.5g}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" direction="ltr" '
            f'font-family="sans-serif" viewBox="{box}"><title>{escape(written(title))}</title>'
            f"<desc>{escape(written(described))}</desc>{''.join(self.drawn)}</svg>"
        )
