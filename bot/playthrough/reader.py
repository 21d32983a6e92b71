"""Plays a scenario for one person who reads it at a terminal: the real bot in an empty room, with them as facilitator
and as the only one who takes part. What is seen is told message by message, with the chat in which it stands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from bot.playthrough.answering import give
from bot.playthrough.company import Company
from bot.playthrough.play import Playing, SampleError, curtain
from bot.rehearsal.model import Message
from bot.rehearsal.room import Room
from bot.session.placing import open_step
from bot.session.playing import Workshop
from bot.session.state import Phase

#: Nobody but the reader.
ALONE = Company(1, 0)
#: How often in a row nothing may come of going on, before it is taken for the end.
_STUCK = 5
_changes = attrgetter("stamp")
#: What keeps directions apart on a screen; terminals show it, if anything, as boxes.
_ISOLATES = dict.fromkeys(range(8294, 8298))


@dataclass
class Seen:
    """Tells what is new in these chats, each message once, and again where its words have changed: the bot's, and those
    of the people who are named."""

    tell: Callable[[str], None]
    chats: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    _known: dict[tuple[int, int], str] = field(default_factory=dict)
    _chat: int = 0

    def look(self, room: Room) -> None:
        """Tell what is new."""
        there = [one for chat in self.chats for one in room.chats[chat].messages.values()]
        for message in sorted(there, key=_changes):
            self._note(message)

    def _note(self, message: Message) -> None:
        name = self.people.get(message.sender, "")
        key, said = (message.chat, message.id), "" if message.deleted else "\n".join(_lines(message, name))
        if said in (self._known.get(key), "") or message.service or not (name or message.sender == 0):
            return
        self._known[key] = said
        if self._chat != message.chat:
            self._chat = message.chat
            self.tell(f"— {self.chats[message.chat]} —\n")
        self.tell(f"{said}\n")


def _lines(message: Message, name: str) -> Iterator[str]:
    first, *others = message.text.translate(_ISOLATES).split("\n")
    yield from (f"{name}: {first}" if name else first, *others)
    yield from (" ".join(f"[{key.label.translate(_ISOLATES)}]" for key in row) for row in message.keyboard)


async def read_through(
    source: bytes, workshop: Workshop, language: str, headings: tuple[str, str], tell: Callable[[str], None],
    ask: Callable[[], str | None],
) -> None:  # fmt: skip
    """Play a scenario file, which has no mistake, to its end. `headings` are what the group and the private chat are
    called; `ask` gives what the reader writes: an answer, a command, nothing to go on, None to stop."""
    seen = Seen(tell)
    with tempfile.TemporaryDirectory() as place:
        async with curtain(Path(place), language, ALONE, seen.look) as playing:
            seen.chats = {playing.group.id: headings[0], playing.facilitator.id: headings[1]}
            playing.app.runtime.library.upload([source])
            await playing.open(workshop)
            await playing.go_on()
            await _to_the_end(playing, ask)


async def _to_the_end(playing: Playing, ask: Callable[[], str | None]) -> None:
    still = 0
    while (before := await playing.session())[1].phase is not Phase.CLOSED and still < _STUCK:
        scenario, session = before
        id = open_step(session)
        said = ask()
        if said is None:
            return
        if not said.strip():
            with suppress(SampleError):  # nothing to press: going on has done all there is
                await playing.go_on()
            still = 0 if (await playing.session())[1] != session else still + 1
        elif said.startswith("/") or id is None:
            playing.room.say(playing.facilitator, playing.group, said)
        else:
            give(playing.room, playing.group, playing.facilitator, scenario.step(id), said)
        await playing.rest()
