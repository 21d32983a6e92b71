"""How a dialogue is written: a title that somebody would tell, what it begins with, and who says and does what.

    # The facilitator who goes back
    scenario: small
    before:
      Awa: /session small
      Awa, Chidi, Nour: [Toit vert]
      Camille, Sam, Jo: [Aurore]

    Awa: /next
    Bot: 1/9 How are we doing?
      Tap, or reply with a number from 1 to 5.

`before:` is what has been done by then; what the bot said of it isn't written down. Further headings, where needed:

    languages: fr en     what the group reads; else the language of the folder
    away: Jo             isn't in the group yet
    unopened: Sam, Jo    haven't opened the private chat yet
    organisations: none  the group's aren't known yet; else these are Toit vert (south) and Aurore (north)
    bot: not yet in      it hasn't been added to the group
    coordinators: none   nobody coordinates yet; the operators have a link for the first one
    review: yes          the group wants private words looked at before they are shown
    besides: Elsewhere   another group of the same people, which Jo owns and Awa has added the bot to
    shows: status        also how the message is edited that tells where the workshop stands; `control`: the
                         facilitator's own; `toasts`: … (several, with commas)
    zone: Europe/Paris   where the group's clocks are; else UTC
    plays: app, since …  it can't be played through the engine alone, and why

How the people's lines are written is said in `lines.py`. What the bot does comes after each, a line for each of these,
further lines of a message indented:

    Bot: …               in the group           Bot → Awa: …       in Awa's private chat, or several people's
    Bot in Elsewhere: …  in another group       Bot ⟶ Awa: …       on Awa's screen, after a press
    Bot ✍ Awa            the receipt on Awa's text (Bot ⌫ Awa: taken off)
    Bot edits {summary}: …   that message: the lines that are new, ⌫ before those that are gone, … for those that stay
                         (`Bot edits: …`: one that is about nothing that has a name)
    Bot deletes: …       that message      Bot leaves.     the group
    Bot → Awa ✗ …        that message, the bot's or Awa's, has left her private chat: its first line
    Bot → Awa sends roles.html: …   a document
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from tests.dialogues.lines import Line, read_line

_SETTINGS = (
    "scenario",
    "languages",
    "away",
    "unopened",
    "organisations",
    "bot",
    "coordinators",
    "besides",
    "review",
    "shows",
    "zone",
    "plays",
)


@dataclass(frozen=True)
class Script:
    """A dialogue: its title and other settings as they are written, what comes before it, and each line with what
    the bot does after it."""

    heading: tuple[str, ...]
    settings: dict[str, str]
    language: str
    before: tuple[Line, ...] = ()
    turns: tuple[tuple[Line, tuple[str, ...]], ...] = ()

    @property
    def scenario(self) -> str:
        """The scenario that it plays."""
        return self.settings["scenario"]

    @property
    def languages(self) -> tuple[str, ...]:
        """What the group reads."""
        return tuple(self.settings.get("languages", self.language).split())

    def named(self, setting: str) -> tuple[str, ...]:
        """Whom, or what, a setting names."""
        return tuple(self.settings[setting].split(", ")) if setting in self.settings else ()

    @property
    def for_app_alone(self) -> bool:
        """Whether it can't be played through the engine alone."""
        return "plays" in self.settings


@dataclass
class _Reading:
    heading: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    before: list[Line] = field(default_factory=list)
    turns: list[tuple[Line, list[str]]] = field(default_factory=list)

    def take(self, raw: str) -> None:
        key, _, value = raw.partition(":")
        if raw.startswith("#"):
            self.heading.append(raw)
        elif not self.turns and key in _SETTINGS:
            self.settings[key] = value.strip()
        elif not self.turns and raw.startswith("  "):
            self.before.append(read_line(raw.strip()))
        elif self.turns and raw.startswith(("Bot", "  ")):
            self.turns[-1][1].append(raw)
        elif raw.strip() and raw != "before:":
            self.turns.append((read_line(raw), []))


def read_script(path: Path) -> Script:
    """Read a dialogue from its file, in a folder that is called as its language."""
    reading = _Reading()
    for raw in path.read_text("utf-8").splitlines():
        reading.take(raw)
    turns = tuple((line, tuple(after)) for line, after in reading.turns)
    return Script(tuple(reading.heading), reading.settings, path.parent.name, tuple(reading.before), turns)


def compared(script: Script, told: list[list[str]]) -> tuple[list[str], list[str]]:
    """The dialogue with what the bot does now, and as it is written down, in lines."""
    written = [one for line, after in script.turns for one in (line.written, *after)]
    turns = zip(script.turns, told, strict=True)
    return [one for (line, _), after in turns for one in (line.written, *"\n".join(after).splitlines())], written


def write_script(path: Path, script: Script, told: list[list[str]]) -> None:
    """Write a dialogue down with what the bot does now."""
    lines = [*script.heading, *(f"{key}: {value}" for key, value in script.settings.items())]
    lines += ["before:", *(f"  {line.written}" for line in script.before)] if script.before else []
    for (line, _), after in zip(script.turns, told, strict=True):
        lines += ["", line.written, *after]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def reworded(prefix: str, before: str, after: str) -> list[str]:
    """A message that reads otherwise now, as lines of a dialogue."""
    old, new = ([line for line in text.split("\n") if line.strip()] for text in (before, after))
    told: list[str] = []
    for same, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        told += ["…"] if same == "equal" else [*(f"⌫ {line}" for line in old[a:b]), *new[c:d]]
    return shown(prefix, "\n".join(told))


def shown(prefix: str, text: str) -> list[str]:
    """A message of the bot's as lines of a dialogue."""
    first, *rest = [line for line in text.split("\n") if line.strip()] or [""]
    return [f"{prefix}: {first}", *(f"  {line}" for line in rest)]
