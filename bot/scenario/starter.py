"""A scenario to start from: a file with a step of each kind and a remark on each key, in the languages that are wanted.

Its words are in `starter.yaml`, in all languages; here those that aren't wanted are left out. A text stands there in
lines of its own, one a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.languages import LANGUAGES

#: What the file's own id and measure are called in it.
PLACEHOLDER = "my-workshop"
#: How an editor is told what can be written: the schema lies beside the file (`palabre schema`).
SCHEMA_FILE = "scenario.schema.json"
_FILE = Path(__file__).with_name("starter.yaml")
_TEXT = re.compile(rf"\s+({'|'.join(LANGUAGES)}): ")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]{0,31}")


def starter(languages: Sequence[str], id: str = PLACEHOLDER) -> str:
    """The file, with that id, in those languages, the first of them first; raises ValueError for an id that can't
    be one."""
    if not _IDENTIFIER.fullmatch(id):
        raise ValueError(f"{id} can't be an id: use up to 32 small letters, digits and hyphens, a letter first")
    lines = "".join(_chosen(_FILE.read_text("utf-8").splitlines(keepends=True), languages))
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\n{lines.replace(PLACEHOLDER, id)}"


def named_after(name: str) -> str:
    """The id of a file of that name, without its ending: what can't stand in an id becomes a hyphen."""
    id = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:32].rstrip("-")
    return id if _IDENTIFIER.fullmatch(id) else PLACEHOLDER


def _chosen(lines: Sequence[str], languages: Sequence[str]) -> Iterator[str]:
    """The lines, with each text in these languages alone, in their order."""
    text: dict[str, str] = {}
    for line in (*lines, ""):
        if found := _TEXT.match(line):
            text[found[1]] = line
            continue
        yield from (text[language] for language in languages if language in text)
        text = {}
        yield line
