"""How a dialogue is written.

    Awa: /next                      a command or a text in the group
    Awa ↩ 4                         a reply to the newest question (or opening, or summary) in the group
    Awa ↩{today} 4                  a reply to that step's question
    Awa (private): words            a text in the private chat
    Awa: [Toit vert]                a press in the group;  Awa (private): [4]  in the private chat
    Awa edits: 5                    an edit of the last text that Awa sent

What the bot does comes after, a line each, further lines of a message indented:

    Bot: …            in the group          Bot → Awa: …      in Awa's private chat
    Bot ⟶ Awa: …      on Awa's screen       Bot ✍ Awa         the receipt on Awa's text (Bot ⌫ Awa: taken off)
    Bot edits the summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HUMAN = re.compile(
    r"(?P<name>\w+)(?P<private> \(private\))?"
    r"(?:(?P<edits> edits:)|(?P<says>:)|(?P<replies> ↩(?:\{(?P<ref>[\w:-]+)\})?))"
    r" ?(?P<text>.*)"
)


@dataclass(frozen=True)
class Line:
    """Something that a person does."""

    written: str
    name: str
    text: str
    private: bool = False
    edits: bool = False
    replies: bool = False
    ref: str | None = None

    @property
    def button(self) -> str | None:
        """The button pressed, if it is one."""
        return self.text[1:-1] if self.text.startswith("[") and self.text.endswith("]") else None


@dataclass(frozen=True)
class Script:
    """A dialogue: what it is about, the scenario it plays, and each line with what the bot does after it."""

    heading: tuple[str, ...]
    scenario: str
    language: str
    turns: tuple[tuple[Line, tuple[str, ...]], ...]


def read_script(path: Path) -> Script:
    """Read a dialogue from its file."""
    heading, settings, turns = [], {}, []
    for raw in path.read_text("utf-8").splitlines():
        if raw.startswith("#"):
            heading.append(raw)
        elif raw.startswith(("scenario:", "language:")):
            key, _, value = raw.partition(":")
            settings[key] = value.strip()
        elif raw.startswith(("Bot", "  ")):
            turns[-1][1].append(raw)
        elif raw.strip():
            turns.append((_line(raw), []))
    told = tuple((line, tuple(after)) for line, after in turns)
    return Script(tuple(heading), settings["scenario"], settings.get("language", "fr"), told)


def compared(script: Script, told: list[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """What the bot does and what is written down that it does, after each line."""
    said = [[line.written, *"\n".join(after).splitlines()] for (line, _), after in zip(script.turns, told, strict=True)]
    return said, [[line.written, *after] for line, after in script.turns]


def _line(raw: str) -> Line:
    match = _HUMAN.fullmatch(raw)
    if match is None:
        raise ValueError(f"nobody speaks in {raw!r}")
    return Line(
        written=raw,
        name=match["name"],
        text=match["text"].replace("\\n", "\n"),
        private=bool(match["private"]),
        edits=bool(match["edits"]),
        replies=bool(match["replies"]),
        ref=match["ref"],
    )


def write_script(path: Path, script: Script, told: list[list[str]]) -> None:
    """Write a dialogue down with what the bot does now."""
    lines = [*script.heading, f"scenario: {script.scenario}", f"language: {script.language}"]
    for (line, _), after in zip(script.turns, told, strict=True):
        lines += ["", line.written, *after]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def shown(prefix: str, text: str) -> list[str]:
    """A message of the bot's as lines of a dialogue."""
    first, *rest = [line for line in text.split("\n") if line.strip()] or [""]
    return [f"{prefix}: {first}", *(f"  {line}" for line in rest)]
