"""What is seen of a workshop as it is played, as Markdown: by the group, by whoever facilitates in their private chat,
by one participant in theirs.

Private chats are tidied while it is played, and the bot edits what it has said, so each message is written down when it
is first seen, and again when its words have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from bot.rehearsal.model import Message
from bot.rehearsal.room import Room

_BOT = "Palabre"
_number, _stamp = attrgetter("id"), attrgetter("stamp")
#: What makes a line in Markdown something else than its words.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_<>[]#|"})


@dataclass
class Transcript:
    """What has been seen in each chat so far, in its order."""

    entries: dict[int, list[str]] = field(default_factory=dict)
    _seen: dict[tuple[int, int], str] = field(default_factory=dict)

    def look(self, room: Room) -> None:
        """Write down what is new in the room: new messages as they came, then what has changed of others."""
        there = [one for chat in room.chats.values() for one in chat.messages.values()]
        new = [one for one in there if (one.chat, one.id) not in self._seen]
        for message in (*sorted(new, key=_number), *sorted(there, key=_stamp)):
            self._note(room, message)

    def _note(self, room: Room, message: Message) -> None:
        key, entry = (message.chat, message.id), "" if message.deleted else _entry(room, message)
        before = self._seen.get(key)
        if message.service or entry == before or (before is None and not entry):
            return
        self._seen[key] = entry
        self.entries.setdefault(message.chat, []).append(entry if before is None else _changed(before, entry))


def _entry(room: Room, message: Message) -> str:
    name = room.people[message.sender].name if message.sender in room.people else _BOT
    said = "\n".join(f"> {line.translate(_MARKS)}  " if line else ">" for line in message.text.split("\n"))
    keys = [" ".join(f"\\[{key.label.translate(_MARKS)}\\]" for key in row) for row in message.keyboard]
    mark = f" {message.reaction}" if message.reaction else ""
    return "\n".join((f"**{name}**{mark}", "", said, *(f"> {row}  " for row in keys)))


def _changed(before: str, after: str) -> str:
    """What there is to tell of a message that has changed: its new words, a reaction, or that it has gone."""
    if not after:
        return f"*✗ {before.splitlines()[2].removeprefix('> ').strip()}*"
    if before.splitlines()[1:] == after.splitlines()[1:]:
        return after.splitlines()[0]
    return after.replace("**\n", "** ✎\n", 1)


def markdown(title: str, transcript: Transcript, chats: dict[str, int]) -> str:
    """The transcript as a document: each chat under its heading."""
    return "\n".join((f"# {title}", *_sections(transcript, chats), ""))


def _sections(transcript: Transcript, chats: dict[str, int]) -> Iterator[str]:
    for heading, chat in chats.items():
        yield f"\n## {heading}"
        yield from (f"\n{entry}" for entry in transcript.entries.get(chat, []))
