"""Text: free words, as many answers as somebody has; a voice note is one too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.content.phrase import Number, Phrase, say
from bot.content.report import Block, Quoted, Quotes, paragraph
from bot.scenario.kinds import TextStep
from bot.session.addresses import Source
from bot.session.kinds.reading import IN_WORDS
from bot.session.kinds.spec import Asking
from bot.session.kinds.telling import untold
from bot.session.kinds.terms import Asked, Unread
from bot.session.results import Result, StepResult
from bot.session.shown import Shown
from bot.session.values import LONGEST_NOTE, Value


@dataclass(frozen=True, slots=True)
class Added:
    """What the author of an answer said when they were asked for more, and in which message."""

    text: str
    by: Source


@dataclass(frozen=True, slots=True)
class TextValue(Value):
    """Free words, or a voice note of so many seconds, with the words beside it. Its sound is kept apart, and Telegram's
    id of it, in which the number of its message is hidden, is not. `transcript` is what a facilitator has written down
    of it; `added` is what was said when more was asked."""

    text: str
    seconds: int = 0
    added: tuple[Added, ...] = ()
    transcript: str = ""
    kind: Literal["text"] = "text"

    @property
    def whole(self) -> str:
        """All the words."""
        return " – ".join(filter(None, (self.text, self.transcript, *(one.text for one in self.added))))


#: How often somebody adds to one answer at most.
_ADDED = 5

_TOO_LONG = Unread(
    say("That voice note is too long to keep: up to two minutes count. Please send shorter ones, or write.")
)
_NAMELESS = Unread(
    say(
        "This question keeps no names, and a voice can be recognised. Please write instead, or skip it with a dash (-)."
    )
)


@dataclass(frozen=True, slots=True)
class TextResult(Result):
    """What was said, by whom as far as that may be told."""

    quotes: tuple[Quoted, ...]


class TextSpec(Asking[TextStep, TextValue, TextResult]):
    """A step that is answered in words."""

    model = TextStep
    value = TextValue
    several = True
    figures = False

    def read(self, asked: Asked[TextStep], reply: str, before: TextValue | None) -> Value | Unread:
        """Any words are an answer; nothing at all is not."""
        return TextValue(reply.strip()) if reply.strip() else IN_WORDS

    def tap(self, asked: Asked[TextStep], code: str, before: TextValue | None) -> Value | Unread:
        """Words can't be tapped; the only button passes."""
        return IN_WORDS

    def hear(self, step: TextStep, words: str, seconds: int) -> Value | Unread:
        """A voice note is an answer, with its caption; but not where nobody is to know whose: a voice is a name."""
        if step.unattributed:
            return _NAMELESS
        return TextValue(words, seconds) if seconds <= LONGEST_NOTE else _TOO_LONG

    def captioned(self, value: TextValue, words: str) -> TextValue | None:
        """Of a voice note an edit changes the caption."""
        return replace(value, text=words) if value.seconds else None

    def reread(self, asked: Asked[TextStep], reply: str, old: TextValue) -> Value | Unread:
        """An edit leaves what was added."""
        said = self.read(asked, reply, None)
        return replace(said, added=old.added) if isinstance(said, TextValue) else said

    def show(self, asked: Asked[TextStep], value: TextValue) -> str:
        """The words themselves."""
        return value.whole

    def mine(self, asked: Asked[TextStep], value: TextValue) -> Phrase:
        """The words, and how long a voice note is."""
        return self.quote(value).whole

    def words(self, value: TextValue) -> int:
        """All that are written."""
        return len(value.whole.split())

    def quote(self, value: TextValue, author: tuple[str, ...] = ()) -> Quoted:
        """The words, and how long a voice note is."""
        seconds = Number(value.seconds)
        note = say("voice note, {seconds} s", seconds=seconds) if value.seconds else None
        if value.transcript:
            note = say("written down from a voice note of {seconds} s", seconds=seconds)
        return Quoted(value.whole, note, author)

    def hint(self, step: TextStep, *, private: bool) -> Phrase:
        """Any number of messages."""
        if private and step.unattributed:
            return say("Write here, in one message or several.")
        if step.unattributed:
            return say("Reply to this message, once or several times.")
        if private:
            return say(
                "Write here, in one message or several. A voice note counts too; those who facilitate may hear it."
            )
        return say("Reply to this message, once or several times. A voice note counts too.")

    def brief(self, step: TextStep) -> Phrase:
        """Words."""
        return say("A few words.")

    def tally(self, asked: Asked[TextStep], answers: Sequence[Shown], minimum: int) -> TextResult:
        """All of it; numbered, and in that order, where it can be voted on."""
        numbers = {id: n for n, id in enumerate(asked.numbered, 1)}
        said = [(s, s.value) for s in answers if isinstance(s.value, TextValue)]
        quotes = [(numbers.get(s.id), replace(self.quote(value, s.author), unread=s.aside)) for s, value in said]
        ordered = sorted(quotes, key=lambda pair: pair[0] or len(said) + len(numbers))
        return TextResult(tuple(replace(quoted, number=number) for number, quoted in ordered))

    def report(self, step: TextStep, result: StepResult, came_to: TextResult) -> tuple[Block, ...]:
        """How many answered, and what they said."""
        return (paragraph(untold(result)), Quotes(came_to.quotes, seen=result.seen_live))

    def json(self, asked: Asked[TextStep], value: TextValue) -> object:
        """`{"text"}`, and `"voice_seconds"` of a voice note."""
        said = {"text": value.whole}
        return {**said, "voice_seconds": value.seconds} if value.seconds else said


def elaborated(value: Value, text: str, by: Source, *, edited: bool) -> TextValue | None:
    """An answer in words with more said to it by this message, or otherwise where it is an edit of that; None where it
    isn't one, or there is enough of it."""
    if not isinstance(value, TextValue) or (edited and by not in [one.by for one in value.added]):
        return None
    said = Added(text, by)
    if edited:
        return replace(value, added=tuple(said if one.by == by else one for one in value.added))
    return replace(value, added=(*value.added, said)) if len(value.added) < _ADDED else None


def first_said(value: Value) -> Value:
    """An answer as its author gave it: without what was said when more was asked, or written down of it."""
    return replace(value, added=(), transcript="") if isinstance(value, TextValue) else value


def transcribed(value: Value, text: str) -> TextValue | None:
    """A voice note with what it says; None where it is none."""
    return replace(value, transcript=text) if isinstance(value, TextValue) and value.seconds else None


def has_voice(value: Value) -> bool:
    """Whether an answer is a voice note."""
    return isinstance(value, TextValue) and value.seconds > 0
