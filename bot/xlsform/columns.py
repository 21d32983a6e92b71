"""What the columns are called in which a scenario's texts and keys stand: `label::Français (fr)` as XLSForm has it, and
`palabre::window`, `palabre::note::Français (fr)` for what XLSForm has no column for. Its tools let those be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.languages import LANGUAGES
from bot.scenario.fields import TEXTS

OWN = "palabre::"
_CODE = re.compile(r"\(([A-Za-z]{2})(?:[-_]\w+)?\)\s*$")
#: What a key looks like. Anything else would be read as something else in the file that is made.
_KEY = re.compile(r"[a-z_]{1,20}")
_NAMES = Path(__file__).with_name("languages.txt")


def called(code: str) -> str:
    """What a language is called behind `::`."""
    return f"{LANGUAGES[code].name} ({code})"


@cache
def _known() -> Mapping[str, str]:
    lines = (line.split() for line in _NAMES.read_text("utf-8").splitlines() if line and line[0] != "#")
    names = {name.casefold(): code for code, name in lines}
    return names | {row.name.casefold(): code for code, row in LANGUAGES.items()} | {code: code for code in LANGUAGES}


def language(written: str) -> str | None:
    """The code of the language that a form calls so; None for one that a scenario can't be in."""
    found = _CODE.search(written)
    return _known().get((found[1] if found else written).strip().casefold())


def texts(column: str, text: Mapping[str, str]) -> dict[str, str]:
    """A text in a column for each of its languages."""
    return {f"{column}::{called(code)}": said for code, said in text.items()}


def own(key: str, value: object) -> Iterator[tuple[str, str]]:
    """A key of a scenario in columns of Palabre's own."""
    if key in TEXTS and isinstance(value, dict):
        yield from texts(f"{OWN}{key}", value).items()
    elif isinstance(value, dict):
        yield from ((f"{OWN}{key}::{inner}", str(held)) for inner, held in value.items())
    else:
        yield f"{OWN}{key}", str(value)


def put(values: dict[str, object], column: str, said: str) -> bool:
    """Put what stands in a column of Palabre's own where it belongs; False where that isn't to be seen."""
    key, _, inner = column.removeprefix(OWN).partition("::")
    if not _KEY.fullmatch(key) or not (key in TEXTS or _KEY.fullmatch(inner or key)):
        return False
    if not inner:
        values[key] = said.strip()
        return key not in TEXTS
    name = language(inner) if key in TEXTS else inner
    held = values.setdefault(key, {})
    if name is None or not isinstance(held, dict):
        return False
    held[name] = said if key in TEXTS else said.strip()
    return True
