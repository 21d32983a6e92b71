"""What lately came, in memory alone: whether an edit changes a message's words, which anonymous question a message
answered, to which question somebody's last answer was, and of which album a word was said already.

Telegram sends an edit without a change for a first reaction or a link preview, and the Bot API has nothing to tell it
by (tdlib/telegram-bot-api#388, #773). So a digest of each text is held here, under a secret key, and never written
down: what leads from an anonymous question to a message is forgotten by the file when the question closes. After a
restart less is known; then nothing is said, which loses nobody anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import Source
from bot.session.placing import SUMMARY, unattributed

V = TypeVar("V")

#: Of so many messages, people and albums at most. A message takes about 200 bytes.
_KNOWN = 20_000


@dataclass(slots=True)
class _Message:
    """How it came last (edited or not, when, a digest of its words), a digest of what it said before, and which
    anonymous question (session, step) it answered."""

    came: tuple[bool, int, bytes]
    said: bytes | None = None
    answers: tuple[str, str] | None = None


@dataclass(slots=True)
class Heard:
    """What came lately."""

    key: bytes = field(repr=False)
    _messages: dict[bytes, _Message] = field(default_factory=dict, repr=False)
    _albums: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    _last: dict[bytes, tuple[str, str]] = field(default_factory=dict, repr=False)

    def note(self, source: Source, text: str, written: int, *, edited: bool) -> bool | None:
        """A message has come, or an edit of one; gives whether it says something else than before, None where that
        isn't known. One that is worked on again is noted again, with the same result."""
        id, came = self._digest(source), (edited, written, self._digest(text))
        known = self._messages.get(id)
        if known is None:
            _put(self._messages, id, _Message(came))
            return None
        if known.came != came:
            known.came, known.said = came, known.came[2]
        return None if known.said is None else known.said != came[2]

    def answer_to(self, source: Source) -> tuple[str, str] | None:
        """The anonymous question that a message answered: its session and step."""
        known = self._messages.get(self._digest(source))
        return known.answers if known else None

    def notice(self, code: str, event: e.SessionEvent, scenario: Scenario, *, answered: bool) -> None:
        """An event has happened in a session; `answered`: its answers are others than before."""
        known = self._messages.get(self._digest(event.source))
        steps = [step for step in _steps_of(event) if unattributed(scenario, step)]
        if known and steps:
            known.answers = (code, steps[0])
        if answered and isinstance(event, e.Reply | e.Replies | e.Tap | e.Correct | e.Undo):
            this = self._digest(event.by.person)
            self._last.pop(this, None)
            if not isinstance(event, e.Undo | e.Replies):  # of several answers none is known to be the last
                _put(self._last, this, (code, SUMMARY if isinstance(event, e.Correct) else event.step))

    def last_of(self, person: str, code: str) -> str | None:
        """The step of this session that somebody's last answer is to, if it is known to be in this session."""
        session, step = self._last.get(self._digest(person), ("", ""))
        return step if session == code else None

    def first_of(self, album: str, source: Source) -> bool:
        """Whether this is the message of an album that came first."""
        this = self._digest(source)
        return _put(self._albums, self._digest(album), this) == this

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode(), key=self.key, digest_size=16).digest()


def _steps_of(event: e.SessionEvent) -> tuple[str, ...]:
    """Which questions a message is for."""
    match event:
        case e.Reply(step=step):
            return (step,)
        case e.Replies(asked=asked):
            return tuple(step for _, step in asked)
        case _:
            return ()


def _put(known: dict[bytes, V], key: bytes, value: V) -> V:
    """What is known under a key; the value, where nothing was. What was known first is forgotten first."""
    while len(known) >= _KNOWN:
        known.pop(next(iter(known)))
    return known.setdefault(key, value)
