"""What a kind of step says of itself: all that other rooms ask of it, in one place.

A kind is one file beside this one, with a subclass of `Asking` in it, and a row in the table of `bot.session.kinds`.
Whatever `Asking` leaves abstract, each kind must say; the rest has an answer here that is right for most. Words are
phrases, so that the core needs no language.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import date
from typing import Generic, TypeVar

from bot.content.phrase import Isolated, Lines, Phrase, say
from bot.content.report import Block, Quoted
from bot.scenario.step import Step
from bot.session.kinds.terms import Asked, Doubt, Keypad, Line, Measured, Undertaken, Unread
from bot.session.results import Remark, Result, Settled, StepResult
from bot.session.shown import Shown
from bot.session.values import Value

S = TypeVar("S", bound=Step)
V = TypeVar("V", bound=Value)
R = TypeVar("R", bound=Result)


#: The column of an answer that is one thing.
ANSWER = say("Answer")

_NOTHING_ASKED = Unread(say("There’s nothing to answer here. The next question is coming soon."))
_NO_VOICE = Unread(say("This question takes a short answer in writing. Please reply with text."))


class Spec(Generic[S, V, R]):
    """A kind of step. As it stands here, one that asks nothing."""

    #: Its model, by which it is found.
    model: type[S]
    #: The shape of its answers.
    value: type[V] | None = None
    #: Whether one person may give several answers, each beside the others.
    several: bool = False
    #: Whether answers come to figures: then how sides and organisations are told apart is guarded also where each
    #: answered openly. What was said openly in words keeps its author's organisation, as it was said.
    figures: bool = False
    #: Under which heading its answers are told, where they are what a group takes away (as its model declares).
    heading: Phrase | None = None

    # -- how an answer is read and shown

    def read(self, asked: Asked[S], reply: str, before: V | None) -> Value | Unread:
        """The value that a text reply gives, starting from the person's value before."""
        return _NOTHING_ASKED

    def tap(self, asked: Asked[S], code: str, before: V | None) -> Value | Unread:
        """The value that a tap gives: the same as the code typed."""
        return self.read(asked, code, before)

    def hear(self, step: S, words: str, seconds: int) -> Value | Unread:
        """The value that a voice note of so many seconds gives, with its caption."""
        return _NO_VOICE

    def captioned(self, value: V, words: str) -> V | None:
        """The value with other words beside it, where that is all that an edit can change."""
        return None

    def reread(self, asked: Asked[S], reply: str, old: V) -> Value | Unread:
        """The value that an edited reply gives, in the place of the one that it gave before."""
        return self.read(asked, reply, None)

    def show(self, asked: Asked[S], value: V) -> str:
        """The value as somebody would type it."""
        return ""

    def left(self, step: S, value: V) -> Phrase | None:
        """What is still missing of a partial value."""
        return None

    def mine(self, asked: Asked[S], value: V) -> Phrase:
        """The value in words, to its author."""
        return Isolated(self.show(asked, value))

    # -- what its author is told back, and asked

    def guessed(self, value: V, *, days_apart: bool = False) -> Phrase | None:
        """What was read so that its author must be told; without mere days, where these are told `days_apart`."""
        return None

    def days(self, value: V) -> tuple[date, ...]:
        """Days that aren't written in full, as they were read."""
        return ()

    def doubts(self, value: V) -> tuple[Doubt, ...]:
        """What its author has been asked about, or is to be, in order; one is asked after the other."""
        return ()

    def settles(self, asked: Asked[S], reply: str) -> bool:
        """Whether a reply to the step says nothing but what settles a doubt."""
        return False

    def settle(self, asked: Asked[S], value: V, number: int, said: str, by: str) -> Value | Unread:
        """The value once its author has said, in the message `by` or with a key, what they were asked."""
        return _NOTHING_ASKED

    # -- what other rooms reckon with

    def parts(self, value: V) -> Collection[str]:
        """The parts of a value that are counted each for itself, and that small numbers can hide one by one."""
        return ("",)

    def only(self, value: V, parts: Collection[str]) -> V:
        """The value with these parts alone."""
        return value

    def score(self, value: V) -> int | None:
        """The number by whose mean later steps are played or not."""
        return None

    def words(self, value: V) -> int:
        """How many words count in the balance of voices."""
        return 0

    def quote(self, value: V, author: tuple[str, ...] = ()) -> Quoted:
        """The value as somebody's words; where answers can be voted on, their kind must say how they are quoted."""
        raise TypeError(f"{type(self).__name__} quotes nobody")

    # -- how it is asked

    def legend(self, asked: Asked[S]) -> Lines:
        """What there is to choose from, a line each."""
        return ()

    def hint(self, step: S, *, private: bool) -> Phrase | None:
        """How to answer by text, in the group or in private."""
        return None

    def brief(self, step: S) -> Phrase | None:
        """What to write, where several questions are answered in one reply."""
        return self.hint(step, private=True)

    def keys(self, asked: Asked[S]) -> Keypad:
        """The buttons; a question that has some is mostly tapped, and loses taps in an outage."""
        return Keypad()

    def lines(self, asked: Asked[S]) -> tuple[Line, ...]:
        """Its lines, where they are too many for one look, so that in private each is asked by itself."""
        return ()

    def line_after(self, asked: Asked[S], value: V | None, code: str = "") -> int:
        """Which of its lines is asked next, from 0: the next that is open, behind that of a button pressed; their
        number where none is."""
        return 0

    def tapped(self, asked: Asked[S], value: V, code: str) -> Phrase | None:
        """What a button has changed, in words, where codes would say nothing."""
        return None

    # -- what it comes to

    def tally(self, asked: Asked[S], answers: Sequence[Shown], minimum: int) -> R | None:
        """What the answers come to; parts with fewer than `minimum` people aren't told."""
        return None

    def report(self, step: S, result: StepResult, came_to: R) -> tuple[Block, ...]:
        """What it came to, as blocks of a report."""
        return ()

    def remarkable(self, step: S, came_to: R) -> tuple[Remark, ...]:
        """What somebody would repeat of it."""
        return ()

    def settled(self, step: S, came_to: R, people: int) -> Settled:
        """What of it, said by so many people, can stand in an agreement, and what beside it."""
        apart = tuple(one.says for one in self.remarkable(step, came_to) if one.about == "difference")
        return Settled(apart=apart)

    def measured(self, step: S, came_to: R | None) -> Measured | None:
        """The measure it takes, which stays when the answers are erased."""
        return None

    def columns(self, step: S) -> Lines:
        """The columns that its answers have in a table."""
        return (ANSWER,)

    def cells(self, asked: Asked[S], value: V) -> tuple[Phrase | None, ...]:
        """An answer in these columns; what is a number, or a day, is that by itself."""
        return (self.mine(asked, value),)

    def undertaken(self, step: S, value: V) -> tuple[Undertaken, ...]:
        """What it says will be done, which lives on after the workshop."""
        return ()

    def json(self, asked: Asked[S], value: V) -> object:
        """The value for machines, as the README documents it."""
        return None


class Asking(Spec[S, V, R], ABC):
    """A kind of step that asks something; what is abstract here, each such kind says for itself."""

    value: type[V]

    @abstractmethod
    def read(self, asked: Asked[S], reply: str, before: V | None) -> Value | Unread:
        """The value that a text reply gives, starting from the person's value before."""

    @abstractmethod
    def show(self, asked: Asked[S], value: V) -> str:
        """The value as somebody would type it."""

    @abstractmethod
    def words(self, value: V) -> int:
        """How many words count in the balance of voices."""

    @abstractmethod
    def hint(self, step: S, *, private: bool) -> Phrase:
        """How to answer by text, in the group or in private."""

    @abstractmethod
    def tally(self, asked: Asked[S], answers: Sequence[Shown], minimum: int) -> R:
        """What the answers come to; parts with fewer than `minimum` people aren't told."""

    @abstractmethod
    def report(self, step: S, result: StepResult, came_to: R) -> tuple[Block, ...]:
        """What it came to, as blocks of a report."""

    @abstractmethod
    def json(self, asked: Asked[S], value: V) -> object:
        """The value for machines, as the README documents it."""
