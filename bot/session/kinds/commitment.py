"""Commitment: what, who, by when; one or several in a reply, a line each, as `bot.reading.deeds` tells them apart. Only
the first part is needed. A date that can't be read, or can't be meant, is asked for; until it is said, and where it
isn't, the commitment stands with the words that its author wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bot.content.phrase import Day, Isolated, Number, Phrase, joined, say
from bot.content.report import Block, Listing
from bot.reading.deeds import MOST, Deed, Guess, read_deeds
from bot.scenario.kinds import CommitmentStep
from bot.session.kinds import due
from bot.session.kinds.due import Query
from bot.session.kinds.reading import IN_WORDS
from bot.session.kinds.spec import Asking
from bot.session.kinds.telling import proposed_to
from bot.session.kinds.terms import Asked, Doubt, Undertaken, Unread
from bot.session.organisations import Organisation, named_beside
from bot.session.results import Remark, Result, StepResult
from bot.session.shown import Shown
from bot.session.values import Value


@dataclass(frozen=True, slots=True)
class Commitment:
    """What will be done, by whom, by when: `when` in its author's words, `due` the day. `guess` says why it was told
    back, once; it is no part of what was said."""

    what: str
    who: str = ""
    when: str = ""
    due: date | None = None
    query: Query | None = None
    guess: Guess | None = field(default=None, compare=False)

    @property
    def said(self) -> tuple[str, ...]:
        """The parts that there are, as they were written."""
        return tuple(part for part in (self.what, self.who, self.when) if part)

    @property
    def dated(self) -> str:
        """The words that say when: those by which the day was read, at first or when its author was asked."""
        return self.query.said if self.due and self.query and self.query.said else self.when


@dataclass(frozen=True, slots=True)
class CommitmentValue(Value):
    """The commitments of one reply, in its order."""

    commitments: tuple[Commitment, ...]
    kind: Literal["commitment"] = "commitment"


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, which organisation made it, and to which other it is proposed, if it names one."""

    value: Commitment
    organisation: Organisation | None
    other: Organisation | None = None

    @property
    def line(self) -> Phrase:
        """Which organisation, as far as it may be told; what, who, by when."""
        if self.organisation is None:
            return joined("• ", self.parts)
        named = Isolated(self.organisation.name)
        return joined("• ", say("{organisation}: {commitment}", organisation=named, commitment=self.parts))

    @property
    def said(self) -> Phrase:
        """The same, to be put into a sentence."""
        named = Isolated(self.organisation.name) if self.organisation else None
        return joined(named, self.parts, by=" – ")

    @property
    def parts(self) -> Phrase:
        """What, who, by when; and that another organisation hasn't agreed with that."""
        when = Day(self.value.due) if self.value.due else self.value.dated
        other = proposed_to(self.other.name) if self.other else None
        return joined(*(Isolated(part) for part in (self.value.what, self.value.who, when) if part), other, by=" · ")


@dataclass(frozen=True, slots=True)
class CommitmentResult(Result):
    """All that was committed to."""

    promises: tuple[Promise, ...]


_WHAT = Unread(say("What will be done? Reply like this: what ; who ; by when."))
_FEWER = Unread(say("I can take {n} at a time. Please send them in two messages.", n=Number(MOST)))

#: What is told back beside the day.
_GUESSES: dict[Guess | None, Phrase | None] = {
    None: None,
    Guess.DAY: None,
    Guess.TOGETHER: say("I couldn’t tell who will do it, so I’ve noted all of it as what’s to be done."),
    Guess.LINES: say("I read your lines as one commitment: what, who, by when."),
}


class CommitmentSpec(Asking[CommitmentStep, CommitmentValue, CommitmentResult]):
    """A step that is answered with what one will do."""

    model = CommitmentStep
    value = CommitmentValue
    several = True
    figures = False
    heading = say("Our commitments")

    def read(self, asked: Asked[CommitmentStep], reply: str, before: CommitmentValue | None) -> Value | Unread:
        """`what ; who ; when`, a line each."""
        return _value(reply, asked.day, ())

    def reread(self, asked: Asked[CommitmentStep], reply: str, old: CommitmentValue) -> Value | Unread:
        """What stands in an edited reply as it did keeps what its author said of it since."""
        return _value(reply, asked.day, old.commitments)

    def tap(self, asked: Asked[CommitmentStep], code: str, before: CommitmentValue | None) -> Value | Unread:
        """A commitment can't be tapped; the only button passes."""
        return IN_WORDS

    def show(self, asked: Asked[CommitmentStep], value: CommitmentValue) -> str:
        """A line each, the parts as typed."""
        return "\n".join(" ; ".join(one.said) for one in value.commitments)

    def mine(self, asked: Asked[CommitmentStep], value: CommitmentValue) -> Phrase:
        """The parts as they were written, and the day."""
        return joined(*(_mine(one) for one in value.commitments), by=" — ")

    def guessed(self, value: CommitmentValue, *, days_apart: bool = False) -> Phrase | None:
        """The days that aren't written in full, and what else was read with a guess."""
        apart = (None, Guess.DAY) if days_apart else (None,)
        guesses = [(n, one) for n, one in enumerate(value.commitments, 1) if one.guess not in apart]
        if not guesses:
            return None
        lines = [_told(n if len(value.commitments) > 1 else None, one) for n, one in guesses]
        return joined(joined(*lines, by=" "), say("If that’s not it, edit your message."), by=" ")

    def days(self, value: CommitmentValue) -> tuple[date, ...]:
        """Those that were read without a doubt, and with no guess at what else was said."""
        return tuple(one.due for one in value.commitments if one.due and one.guess is Guess.DAY)

    def doubts(self, value: CommitmentValue) -> tuple[Doubt, ...]:
        """When those are due whose date can't be read, or can't be meant."""
        alone = len(value.commitments) == 1
        asked = [(n, one, one.query) for n, one in enumerate(value.commitments, 1) if one.query]
        return tuple(due.doubt(query, one.due, None if alone else n) for n, one, query in asked)

    def settles(self, asked: Asked[CommitmentStep], reply: str) -> bool:
        """A day and nothing else."""
        return due.says_when(reply, asked.day) is not None

    def settle(
        self, asked: Asked[CommitmentStep], value: CommitmentValue, number: int, said: str, by: str
    ) -> Value | Unread:
        """The commitment that was asked about is due on that day, or has no date."""
        there = [n for n, one in enumerate(value.commitments) if one.query and one.query.number == number]
        query = value.commitments[there[0]].query if there else None
        settled = due.settled(query, said, by, asked.day) if query else _WHAT
        if isinstance(settled, Unread):
            return settled
        made = [*value.commitments]
        made[there[0]] = replace(made[there[0]], query=settled[0], due=settled[1])
        return CommitmentValue(tuple(made))

    def words(self, value: CommitmentValue) -> int:
        """Those of all parts."""
        return len(" ".join(" ".join(one.said) for one in value.commitments).split())

    def hint(self, step: CommitmentStep, *, private: bool) -> Phrase:
        """The three parts."""
        return say("One line for each commitment: what ; who ; by when.")

    def tally(self, asked: Asked[CommitmentStep], answers: Sequence[Shown], minimum: int) -> CommitmentResult:
        """All of them."""
        made = [(c, s) for s in answers if isinstance(s.value, CommitmentValue) for c in s.value.commitments]
        own = [(c, s.organisation) for c, s in made]
        return CommitmentResult(tuple(Promise(c, o, named_beside(c.who, o, asked.organisations)) for c, o in own))

    def report(self, step: CommitmentStep, result: StepResult, came_to: CommitmentResult) -> tuple[Block, ...]:
        """A line each."""
        return (Listing(tuple(promise.line for promise in came_to.promises)),)

    def remarkable(self, step: CommitmentStep, came_to: CommitmentResult) -> tuple[Remark, ...]:
        """Each of them."""
        return tuple(Remark("deed", promise.said) for promise in came_to.promises)

    def undertaken(self, step: CommitmentStep, value: CommitmentValue) -> tuple[Undertaken, ...]:
        """Each of them."""
        return tuple(Undertaken(c.what, c.who, c.dated, c.due, step.follow_up) for c in value.commitments)

    def json(self, asked: Asked[CommitmentStep], value: CommitmentValue) -> object:
        """The parts of each, and its date or null."""
        return [
            {"what": one.what, "who": one.who, "when": one.dated, "due": one.due.isoformat() if one.due else None}
            for one in value.commitments
        ]


def _mine(one: Commitment) -> Phrase:
    words = [*one.said, one.dated if one.dated != one.when else ""]
    day = Isolated(Day(one.due)) if one.due else None
    return joined(joined(*(Isolated(part) for part in words if part), by=" · "), day, by=" · ")


def _told(place: int | None, one: Commitment) -> Phrase:
    said = joined(due.told(one.due) if one.due else None, _GUESSES[one.guess], by=" ")
    return said if place is None else joined(Number(place), ". ", said)


def _value(reply: str, today: date, old: Sequence[Commitment]) -> CommitmentValue | Unread:
    deeds = read_deeds(reply, today)
    if not deeds or len(deeds) > MOST:
        return _FEWER if deeds else IN_WORDS
    if not all(deed.what for deed in deeds):
        return _WHAT
    left = [*old]
    kept = [_taken(left, deed) for deed in deeds]
    first = max((one.query.number for one in old if one.query), default=0) + 1
    made = [known or _commitment(deed, first + n) for n, (deed, known) in enumerate(zip(deeds, kept, strict=True))]
    return CommitmentValue(tuple(made))


def _taken(left: list[Commitment], deed: Deed) -> Commitment | None:
    """The commitment that stood there before in the same words, taken from those that are left; where only what or who
    was mended, what was said of its date stays."""
    same = next((one for one in left if (one.what, one.who, one.when) == (deed.what, deed.who, deed.when)), None)
    near = next((o for o in left if o.when == deed.when and {o.what, o.who} & {deed.what, deed.who} - {""}), None)
    known = same or near
    if known is None:
        return None
    left.remove(known)
    return replace(known, what=deed.what, who=deed.who)


def _commitment(deed: Deed, number: int) -> Commitment:
    query = Query(number, deed.why, deed.day) if deed.why else None
    return Commitment(deed.what, deed.who, deed.when, None if deed.why else deed.day, query, deed.guess)
