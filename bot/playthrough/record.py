"""A rehearsal kept as a dialogue: what people did, line by line, as `tests/dialogues/lines.py` reads it. What the bot
did isn't written down: a replay tells it anew (`pytest tests/dialogues --rewrite`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.rehearsal.cast import NAMES
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room

_BEGINS = re.compile(r"/session ([\w-]+)")
#: From so long on it is said that time has passed, in the largest unit that tells it well.
_UNITS = ((timedelta(days=2), "day", 86400), (timedelta(hours=2), "hour", 3600), (timedelta(minutes=1), "minute", 60))


class Recording:
    """The file, written anew with each line, so that it is whole whenever the rehearsal ends. `titles` are those of the
    workshops, with their ids."""

    def __init__(self, path: Path, language: str) -> None:
        self.titles: Mapping[str, str] = {}
        self._path = path
        self._language = language
        self._scenario = ""
        self._lines: list[str] = []
        self._last: datetime | None = None

    def take(self, room: Room, line: str) -> None:
        """Something that people did, now."""
        now, (label, begun) = room.now(), (line.partition("[")[2].rstrip("]"), _BEGINS.search(line))
        self._scenario = self._scenario or self.titles.get(label, "") or (begun[1] if begun else "")
        self._lines += [*_passed(now - (self._last or now)), line, ""]
        self._last = now
        self._path.write_text("\n".join([*self._head(room), "", *self._lines]), "utf-8")

    def _head(self, room: Room) -> Iterator[str]:
        names = [person.name for person in room.people.values()]
        yield "# A rehearsal"
        yield f"# Kept for a folder called {self._language}."
        yield f"scenario: {self._scenario or 'roles'}"
        yield "plays: app, since it was rehearsed"
        yield "organisations: none"
        yield f"unopened: {', '.join(name for name in NAMES[1:] if name in names)}"
        if away := [name for name in NAMES if name not in names]:
            yield f"away: {', '.join(away)}"


def _passed(time: timedelta) -> list[str]:
    for least, unit, seconds in _UNITS:
        if time >= least:
            n = round(time.total_seconds() / seconds)
            return [f"… {n} {unit}{'' if n == 1 else 's'} later", ""]
    return []


class RecordedRoom(Room):
    """A room in which what people do is written down: the deed itself, and not what it consists of."""

    def __init__(self, *values: Any, recording: Recording, **named: Any) -> None:
        super().__init__(*values, **named)
        self._recording = recording
        self._inside = 0

    @contextmanager
    def _noted(self, line: str) -> Iterator[None]:
        if not self._inside:
            self._recording.take(self, line)
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def say(self, person: Person, chat: Chat, text: str, **named: Any) -> Message:
        """Somebody writes a message."""
        with self._noted(_said(person, chat, text, named.get("reply_to"))):
            return super().say(person, chat, text, **named)

    def voice(self, person: Person, chat: Chat, seconds: int, **named: Any) -> Message:
        """Somebody sends a voice note."""
        with self._noted(_said(person, chat, f"<voice note of {seconds} seconds>", named.get("reply_to"))):
            return super().voice(person, chat, seconds, **named)

    def edit(self, person: Person, message: Message, text: str) -> None:
        """Somebody edits a message of theirs."""
        with self._noted(f"{person.name} edits {{{_line(message.text)}}}: {_line(text)}"):
            super().edit(person, message, text)

    def tap(self, person: Person, message: Message, button: str) -> None:
        """Somebody presses a button, or follows a link."""
        keys = [key.label for row in message.keyboard for key in row if button in (key.label, key.data)]
        with self._noted(_said(person, self.chats[message.chat], f"[{[*keys, button][0]}]", None)):
            super().tap(person, message, button)

    def press(self, person: Person, message: Message, data: str) -> None:
        """The same, by what the button sends."""
        keys = [key.label for row in message.keyboard for key in row if key.data == data]
        with self._noted(_said(person, self.chats[message.chat], f"[{[*keys, data][0]}]", None)):
            super().press(person, message, data)

    def start(self, person: Person, payload: str = "") -> Message:
        """Somebody opens the private chat."""
        with self._noted(f"{person.name} opens the private chat"):
            return super().start(person, payload)


def _line(text: str) -> str:
    return text.replace("\n", "\\n")


def _said(person: Person, chat: Chat, text: str, reply_to: Message | None) -> str:
    where = " (private)" if chat.private else ""
    return f"{person.name}{where}{' ↩' if reply_to is not None and reply_to.sender == 0 else ':'} {_line(text)}"
