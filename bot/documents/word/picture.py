"""A chart as PNG, since Word reads no SVG before 2019: drawn by resvg, with the fonts that come with it, so that it
looks the same on every machine. What is written in other letters than theirs is drawn with the machine's own fonts."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import resvg_py

#: The letters that our fonts have: Latin, Greek, Cyrillic, Arabic, and the signs between.
_OTHER = re.compile("[^\u0000-\u052f\u0600-\u06ff\u0750-\u077f\u1c80-\u2bff\ufb50-\ufdff\ufe70-\ufeff]")
#: Pixels for each unit: sharp in print (about 220 dots an inch at 9 cm, as Word itself keeps pictures).
_SHARP = 2.25


@cache
def _fonts() -> list[str]:
    """Where they are: the upright one of each family."""
    found = (files(name) / "files" for name in ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic"))
    return sorted(str(font) for folder in found for font in folder.iterdir() if "Italic" not in font.name)


def png(svg: str) -> bytes:
    """The picture, on white."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        background="#ffffff",
        zoom=_SHARP,
        skip_system_fonts=not _OTHER.search(svg),
        font_files=_fonts(),
        font_family="Noto Sans",
        sans_serif_family="Noto Sans",
    )
    return bytes(drawn)
