"""Telegram's HTML subset, read into runs of text with their styles, and told as entities.

The page shows runs, so no HTML of a message's ever reaches a browser as HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

#: Tag -> the entity it makes. Others are refused, as Telegram does.
_ENTITIES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}


class BadHtmlError(Exception):
    """The text isn't in Telegram's HTML subset; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that has the same styles throughout."""

    text: str
    styles: tuple[str, ...] = ()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ENTITIES:
            raise BadHtmlError(f'Unsupported start tag "{tag}"')
        style = _ENTITIES[tag]
        if tag == "blockquote" and any(name == "expandable" for name, _ in attrs):
            style = "expandable_blockquote"
        self._open.append((tag, style))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise BadHtmlError(f'Unexpected end tag "{tag}"')
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.runs.append(Run(data, tuple(style for _, style in self._open)))

    def finished(self) -> tuple[Run, ...]:
        self.close()
        if self._open:
            raise BadHtmlError(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return tuple(self.runs)


def read_html(text: str) -> tuple[Run, ...]:
    """The runs of a text in HTML; raises BadHtmlError."""
    reader = _Reader()
    reader.feed(text)
    return reader.finished()


def plain(runs: tuple[Run, ...]) -> str:
    """The text without its styles."""
    return "".join(run.text for run in runs)


def units(text: str) -> int:
    """How long a text is for Telegram: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def entities(runs: tuple[Run, ...]) -> list[dict[str, object]]:
    """The styles as Telegram's entities."""
    found, offset = [], 0
    for run in runs:
        length = units(run.text)
        found += [{"type": style, "offset": offset, "length": length} for style in run.styles]
        offset += length
    return found
