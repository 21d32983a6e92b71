"""What people do in a dialogue, a line each, and how it is written.

Writing, after a name, or several names for one after the other:

    Awa: words                      a command or a text in the group
    Awa ↩ words                     a reply to the newest question (or opening, or summary) in the group
    Awa ↩{today} words              a reply to what the bot said of that: a step, opening, summary …
    Awa (private): words            in the private chat
    Awa (as the group): words       by an admin who remains anonymous
    Awa (in Elsewhere): words       in another group, or (in topic 7) of a forum; both need `plays: app`
    Awa: [Green Roof]               a press of the newest button of that name there; it may be a link
    Awa ↩{today} [Green Roof]       a press of that button under what the bot said of that
    Awa: <photo>                    what isn't a text: a photo, a sticker, <voice note of 12 seconds> …
    Awa: <photo: words>             with words under it
    Awa (private): <file visit.yaml>   a file of `files/`; needs `plays: app`
    Awa: <album of three photos>    three messages, of which Telegram tells that they belong together
    Awa: <forwarded: words>         somebody else's words, passed on
    Awa edits: words                an edit of the last text that Awa sent
    Awa edits {words}: other words  an edit of that one
    Awa deletes {words}             of which Telegram tells no bot

Doing, after a name (`Deed`): `Chidi’s phone is offline`; what happens to all (`Event`): `The bot is cut off`; and time
that passes: `… three hours later`, in minutes, hours or days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

#: What isn't a text, and how the Bot API calls it.
MEDIA = {
    **{
        name: name for name in ("photo", "sticker", "location", "contact", "document", "video", "poll", "dice", "story")
    },
    "round video": "video_note",
    "GIF": "animation",
    "audio file": "audio",
}
#: What people can send as files.
FILES = Path(__file__).parent / "files"
_ALBUM = r"album of (?P<times>\w+) photos"
_SENT = re.compile(
    rf"<(?P<kind>{'|'.join(MEDIA)}|{_ALBUM}|forwarded|voice note of (?P<seconds>[0-9]+) seconds"
    r"|file (?P<file>[\w.-]+))(?:: (?P<words>.*))?>",
    re.DOTALL,
)


class Deed(StrEnum):
    """What somebody does besides writing. While a phone is offline, its texts wait and its presses are lost."""

    OFFLINE = "’s phone is offline"
    BACK = "’s phone is back"
    OPENS = "opens the private chat"
    FOLLOWS = "follows the link"
    """The newest link to a role that the bot gave anybody, or printed for its operators."""
    BLOCKS = "blocks the bot"
    UNBLOCKS = "unblocks the bot"
    COMES = "comes into the group"
    LEAVES = "leaves the group"
    PUT_OUT = "is put out of the group"
    VANISHES = "is put out of the group unseen"
    """Of which Telegram tells the bot nothing, until it is asked."""
    RISES = "becomes an admin"
    FALLS = "is no longer an admin"
    ADDS = "adds the bot"
    REMOVES = "removes the bot"
    SILENCES = "takes the bot’s right to write"
    LETS_SPEAK = "gives the bot the right to write"


class Event(StrEnum):
    """What happens to everybody. While the bot is cut off from Telegram, or stopped, what people do waits for it."""

    CUT_OFF = "The bot is cut off"
    STOPPED = "The bot is stopped"
    RETURNS = "The bot is back"
    MOVES = "The group becomes a supergroup"


@dataclass(frozen=True)
class Says:
    """Writes, or presses a button. `where` is empty in the group, `ref` names what is replied to."""

    text: str
    where: str = ""
    replies: bool = False
    ref: str = ""

    @property
    def private(self) -> bool:
        """Whether it is in the private chat."""
        return self.where == "private"

    @property
    def button(self) -> str:
        """The button pressed, if it is one."""
        return self.text[1:-1] if self.text.startswith("[") and self.text.endswith("]") else ""

    @property
    def words(self) -> str:
        """The words of it, also where they stand under a picture or are somebody else's."""
        sent = _SENT.fullmatch(self.text)
        return (sent["words"] or "") if sent else self.text

    @property
    def medium(self) -> str:
        """What it is, as the Bot API calls it, if it is neither a text nor a voice note."""
        sent = _SENT.fullmatch(self.text)
        if sent and sent["file"]:
            return "document"
        return MEDIA.get(sent["kind"], "photo" if sent["times"] else "") if sent else ""

    @property
    def file(self) -> str:
        """Which file it is, if it is one."""
        sent = _SENT.fullmatch(self.text)
        return (sent["file"] or "") if sent else ""

    @property
    def topic(self) -> int | None:
        """In which topic it is written."""
        return int(self.where.removeprefix("in topic ")) if self.where.startswith("in topic") else None

    @property
    def content(self) -> bytes:
        """What is in the file."""
        return (FILES / self.file).read_bytes()

    @property
    def album(self) -> str:
        """What its messages share, where it comes in several."""
        return self.text if self.times > 1 else ""

    @property
    def forwarded(self) -> bool:
        """Whether it is passed on."""
        sent = _SENT.fullmatch(self.text)
        return sent is not None and sent["kind"] == "forwarded"

    @property
    def times(self) -> int:
        """In how many messages it comes."""
        sent = _SENT.fullmatch(self.text)
        return _number(sent["times"]) if sent and sent["times"] else 1

    @property
    def seconds(self) -> int:
        """How long a voice note is; 0 for anything else."""
        sent = _SENT.fullmatch(self.text)
        return int(sent["seconds"] or 0) if sent else 0


@dataclass(frozen=True)
class Edits:
    """Edits a text sent before: the one that was `old`, else the last."""

    text: str
    old: str = ""


@dataclass(frozen=True)
class Deletes:
    """Deletes a text sent before."""

    old: str


@dataclass(frozen=True)
class Passes:
    """Time passes."""

    time: timedelta


Act = Says | Edits | Deletes | Deed | Event | Passes


@dataclass(frozen=True)
class Line:
    """One line: who (nobody for what happens to all), and what they do."""

    written: str
    names: tuple[str, ...]
    act: Act


_NAMES = r"(?P<names>\w+(?:, \w+)*)"
_SAYS = re.compile(_NAMES + r"(?: \((?P<where>[^)]+)\))?(?::| (?P<replies>↩)(?:\{(?P<ref>[\w-]+)\})?) ?(?P<text>.*)")
_EDITS = re.compile(_NAMES + r" edits(?: \{(?P<old>[^}]*)\})?: (?P<text>.*)")
_DELETES = re.compile(_NAMES + r" deletes \{(?P<old>[^}]*)\}")
_DOES = re.compile(_NAMES + r" ?(?P<deed>.*)")
_PASSES = re.compile(r"… (?P<n>\w+) (?P<unit>minute|hour|day)s? later")
_NUMBERS = ["no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def read_line(raw: str) -> Line:
    """A line of the people's. Raises ValueError where nobody does anything in it."""
    written = raw.replace("'s phone", "’s phone").replace("bot's", "bot’s")
    if written in [event.value for event in Event]:
        return Line(raw, (), Event(written))
    if match := _PASSES.fullmatch(written):
        return Line(raw, (), Passes(timedelta(**{f"{match['unit']}s": _number(match["n"])})))
    if match := _EDITS.fullmatch(written):
        return Line(raw, _named(match), Edits(_text(match), (match["old"] or "").replace("\\n", "\n")))
    if match := _DELETES.fullmatch(written):
        return Line(raw, _named(match), Deletes(match["old"]))
    if match := _SAYS.fullmatch(written):
        says = Says(_text(match), match["where"] or "", bool(match["replies"]), match["ref"] or "")
        return Line(raw, _named(match), says)
    match = _DOES.fullmatch(written)
    if match is None or match["deed"] not in [deed.value for deed in Deed]:
        raise ValueError(f"nobody does anything in {raw!r}")
    return Line(raw, _named(match), Deed(match["deed"]))


def _named(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(match["names"].split(", "))


def _text(match: re.Match[str]) -> str:
    return match["text"].replace("\\n", "\n")


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS.index({"an": "a", "one": "a"}.get(word, word))
