"""How a translation is written into a scenario file: on one line where it fits, folded where it doesn't, and in quotes
where it would be read as something else."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import yaml


def fits_in_flow(by_language: Mapping[str, str | tuple[str, ...]]) -> bool:
    """Whether these are texts that may stand in braces; lists of answers may not."""
    return all(isinstance(said, str) for said in by_language.values())


def flow(by_language: Mapping[str, str | tuple[str, ...]]) -> str:
    """Short texts in braces, on one line."""
    return (
        "{ "
        + ", ".join(f"{language}: {_scalar(str(said), '{ k: %s }')}" for language, said in by_language.items())
        + " }"
    )


def block(language: str, said: str | Sequence[str], column: int, width: int) -> Iterator[str]:
    """The lines of one language, the first with its code, at that column."""
    margin = " " * column
    if not isinstance(said, str):
        yield f"{margin}{language}:"
        yield from (f"{margin}  - {_quoted(answer)}" for answer in said)
        return
    line = f"{margin}{language}: {_scalar(said, 'k: %s')}"
    folded = [f"{margin}{language}: >-", *(f"{margin}  {part}" for part in _folded(said, width - column - 2))]
    yield from folded if len(line) > width and _reads_back(folded, language, said) else [line]


def _folded(said: str, width: int) -> list[str]:
    return textwrap.wrap(said, width, break_long_words=False, break_on_hyphens=False)


def _reads_back(lines: Sequence[str], language: str, said: str) -> bool:
    return _read(textwrap.dedent("\n".join(lines))) == {language: said}


def _scalar(said: str, place: str) -> str:
    """A text as it is, where it is read back as that; else in quotes."""
    return said if "\n" not in said and _read(place % said) == {"k": said} else _quoted(said)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def _read(written: str) -> object:
    try:
        return yaml.safe_load(written)
    except yaml.YAMLError:
        return None
