"""Charts: each is XML with a title and the same in words, mirrored where the language is, and shows no more."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from bot.content import report as r
from bot.content.phrase import Mark, Number
from bot.documents.charts.canvas import COLOURS, WIDTH, Canvas, broken, wide
from bot.documents.charts.draw import Chart, chart
from bot.documents.direction import PDI, RLI, bare
from bot.documents.word.picture import png
from bot.languages import SPOKEN
from bot.wording.catalog import words
from tests.documents.reports import HOSTILE, USUAL, blocks

SVG = "{http://www.w3.org/2000/svg}"
TITLE = Mark("A title")
CSS = Path(__file__).parents[2] / "bot" / "documents" / "templates" / "summary.css"
DRAWN = {r.Ranking, r.Bars, r.Shares, r.Table}


def charts(said: tuple[str, ...], language: str) -> list[Chart]:
    return [drawn for block in blocks(said) if (drawn := chart(block, TITLE, words(language)))]


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("said", [USUAL, HOSTILE], ids=["usual", "hostile"])
def test_what_has_figures_is_drawn_and_told(said: tuple[str, ...], language: str) -> None:
    assert {type(b) for b in blocks(said) if chart(b, TITLE, words(language))} == DRAWN
    for drawn in charts(said, language):
        root = fromstring(drawn.svg)
        assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert root[0].text == "A title"
        assert root[1].text
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            "svg", "title", "desc", "rect", "line", "polygon", "text"}  # fmt: skip
        assert "script" not in {one.tag for one in root.iter()}
        assert not any(key.startswith(("on", "style", "href")) for one in root.iter() for key in one.attrib)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_is_drawn_outside(language: str) -> None:
    for drawn in charts(USUAL, language):
        root = fromstring(drawn.svg)
        height = float(root.attrib["viewBox"].split()[3])
        for one in root.iter(f"{SVG}text"):
            room, x = wide(bare(one.text or ""), float(one.attrib["font-size"])), float(one.attrib["x"])
            left = {"start": x, "middle": x - room / 2, "end": x - room}[one.attrib["text-anchor"]]
            assert left > -8, one.text
            assert left + room < WIDTH + 8, one.text
            assert 0 < float(one.attrib["y"]) < height
        for one in root.iter(f"{SVG}rect"):
            assert float(one.attrib["x"]) >= 0
            assert float(one.attrib["x"]) + float(one.attrib["width"]) <= WIDTH + 0.01


def test_from_right_to_left_it_is_mirrored() -> None:
    for one, other in zip(("ltr", "rtl"), ("start", "end"), strict=True):
        canvas = Canvas(one)  # type: ignore[arg-type]
        canvas.rect(10, 0, 30, 5, "bar")
        canvas.write(10, 20, "x")
        box, text = fromstring(canvas.svg("", ""))[2:]
        assert float(box.attrib["x"]) == (10 if one == "ltr" else WIDTH - 40)
        assert float(text.attrib["x"]) == (10 if one == "ltr" else WIDTH - 10)
        assert text.attrib["text-anchor"] == other
    assert (text.text or "").startswith(RLI)
    assert (text.text or "").endswith(PDI)


def test_of_a_side_no_more_is_drawn_than_what_is_told_of_it() -> None:
    """All that said 5 and all near it are drawn alike: an arrow from 4.5 on."""
    mean = r.Mean(Mark("S"), 4.5, "high")
    block = r.Bars(tuple(r.Bar(Number(n), 1) for n in range(1, 6)), 5, (), axis=r.Axis(None, None, (mean,)))
    drawn = chart(block, TITLE, words("en"))
    assert drawn is not None
    assert drawn.svg.count("<polygon") == 1
    assert {field.name for field in mean.__dataclass_fields__.values()} == {"text", "at", "end"}


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        full = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        channels = [int(full[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _themes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root\{([^}]*)\}", CSS.read_text("utf-8"))[:2]
    read = [dict(re.findall(r"--([\w]+):(#\w+)", theme)) for theme in (light, dark)]
    alone = {**COLOURS, "on": COLOURS["paper"]}
    return {"light": read[0], "dark": read[1], "alone": alone}


@pytest.mark.parametrize("theme", ["light", "dark", "alone"])
def test_what_is_written_can_be_read(theme: str) -> None:
    """WCAG's AA: 4.5 for text, 3 for what is drawn beside its ground."""
    colours = _themes()[theme]
    for text in ("ink", "soft", "link", "warm"):
        assert text not in colours or _contrast(colours[text], colours["paper"]) >= 4.5, text
    for shade in ("s0", "s1", "s2"):
        assert _contrast(colours["ink"], colours[shade]) >= 4.5, shade
    assert _contrast(colours["soft"], colours["s0"]) >= 4.5
    for shade in ("s3", "s4"):
        assert _contrast(colours["on"], colours[shade]) >= 4.5, shade
    assert _contrast(colours["bar"], colours["paper"]) >= 3


def test_lines_fit_and_what_goes_on_ends_with_dots() -> None:
    assert all(wide(line, 14) <= 100 for line in broken("many words and unbreakablywidewordsthatgoon" * 3, 100, 14))
    assert "".join(broken("x" * 99, 50, 14)) == "x" * 99
    assert broken("one two three four five six", 60, 14, most=2)[-1].endswith("…")
    assert broken("", 60, 14) == []


@pytest.mark.parametrize("said", [USUAL, HOSTILE], ids=["usual", "hostile"])
def test_a_picture_is_a_picture(said: tuple[str, ...]) -> None:
    for drawn in charts(said, "ar"):
        made = png(drawn.svg)
        width, _ = struct.unpack(">II", made[16:24])
        assert made.startswith(b"\x89PNG")
        assert width == 2.25 * (WIDTH + 4)
