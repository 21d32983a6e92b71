"""Lists of words that a translator can add to: a word or phrase a line, under headings in brackets, remarks after #."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path


class WordListError(ValueError):
    """A list of words can't be read: the file, the line, and what to write instead."""


def headed(path: Path, headings: Collection[str]) -> Iterator[tuple[str, str]]:
    """The words of a file that may have these headings, each with its own. Raises WordListError."""
    heading: str | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        said = line.strip()
        if said.startswith("[") and said.endswith("]"):
            heading = said[1:-1]
            if heading not in headings:
                raise WordListError(f"{path}:{number}: {said} is no heading; use one of {', '.join(headings)}")
        elif said and not said.startswith("#"):
            if heading is None:
                raise WordListError(f"{path}:{number}: put this word under a heading, such as [{next(iter(headings))}]")
            yield heading, said
