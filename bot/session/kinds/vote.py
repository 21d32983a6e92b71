"""Vote: up to `votes` dots on the answers of an earlier step, at most one on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.content.phrase import Lines, Number, Phrase, count, joined, say
from bot.content.report import Block, Place, Quoted, Ranking, paragraph
from bot.reading.choosing import by_number
from bot.scenario.kinds import VoteStep
from bot.session.kinds.reading import too_many
from bot.session.kinds.spec import Asking
from bot.session.kinds.telling import WITHDRAWN, answered
from bot.session.kinds.terms import Asked, Key, Keypad, Unread
from bot.session.results import Remark, Result, Settled, StepResult
from bot.session.shown import Shown
from bot.session.values import PassValue, Value

#: So many numbers fit beside each other on a small phone.
_WIDTH = 6


@dataclass(frozen=True, slots=True)
class VoteValue(Value):
    """The ids of the answers that got this person's dots."""

    answers: tuple[str, ...]
    kind: Literal["vote"] = "vote"


@dataclass(frozen=True, slots=True)
class VotedOn:
    """An answer that was voted on, and how many dots it got; equal dots share a position."""

    position: int
    dots: int
    quoted: Quoted


@dataclass(frozen=True, slots=True)
class VoteResult(Result):
    """The answers that were voted on, those with most dots first; and all that got none, or came since, in an order
    that tells nothing of them."""

    ranking: tuple[VotedOn, ...]
    others: tuple[Quoted, ...] = ()


def _votes(one: VotedOn) -> Phrase:
    return count("{n} vote", "{n} votes", one.dots)


def _value(asked: Asked[VoteStep], chosen: set[str]) -> VoteValue | Unread:
    if len(chosen) > asked.step.votes:
        return too_many(asked.step.votes)
    return VoteValue(tuple(answer for answer in asked.candidates if answer in chosen))


def _read(asked: Asked[VoteStep], reply: str) -> VoteValue | Unread:
    if found := by_number(reply, len(asked.candidates)):
        return _value(asked, {asked.candidates[place] for place in found})
    most = Number(len(asked.candidates))
    return Unread(
        say("I didn’t understand that. Reply with just numbers from 1 to {n}, like 2,5, or tap the buttons.", n=most)
    )


class VoteSpec(Asking[VoteStep, VoteValue, VoteResult]):
    """A step in which dots are given to what was said before."""

    model = VoteStep
    value = VoteValue
    several = False
    figures = True

    def read(self, asked: Asked[VoteStep], reply: str, before: VoteValue | None) -> Value | Unread:
        """The numbers of the answers: `2,5,7`."""
        return _read(asked, reply)

    def tap(self, asked: Asked[VoteStep], code: str, before: VoteValue | None) -> Value | Unread:
        """A tap gives a dot, or takes it back; no dot left is a question passed."""
        tapped = _read(asked, code)
        if isinstance(tapped, Unread):
            return tapped
        changed = {*tapped.answers} ^ {*(before.answers if before else ())}
        return _value(asked, changed) if changed else PassValue()

    def show(self, asked: Asked[VoteStep], value: VoteValue) -> str:
        """The numbers of the answers: `2,5`."""
        there = (answer for answer in value.answers if answer in asked.candidates)
        return ",".join(str(asked.candidates.index(answer) + 1) for answer in there)

    def words(self, value: VoteValue) -> int:
        """A dot is no words."""
        return 0

    def legend(self, asked: Asked[VoteStep]) -> Lines:
        """The answers that can be voted on; shortened where the group has seen them."""
        quoted = (asked.source.get(id) for id in asked.candidates)
        said = ((one.whole if asked.unread else one.excerpt) if one else WITHDRAWN for one in quoted)
        return tuple(joined(Number(n), ". ", one) for n, one in enumerate(said, 1))

    def hint(self, step: VoteStep, *, private: bool) -> Phrase:
        """How many dots there are."""
        return count(
            "You have {n} vote: tap a button, or reply with its number.",
            "You have {n} votes: tap buttons, or reply like 2,5.",
            step.votes,
        )

    def brief(self, step: VoteStep) -> Phrase:
        """How many dots there are."""
        return count("{n} number.", "Up to {n} numbers, like 2,5.", step.votes)

    def keys(self, asked: Asked[VoteStep]) -> Keypad:
        """A number an answer."""
        return Keypad(tuple(Key(Number(n), str(n)) for n in range(1, len(asked.candidates) + 1)), _WIDTH)

    def tally(self, asked: Asked[VoteStep], answers: Sequence[Shown], minimum: int) -> VoteResult:
        """How many dots each answer got that may still be told."""
        dots = Counter(id for s in answers if isinstance(s.value, VoteValue) for id in s.value.answers)
        ids = [id for id in asked.candidates if id in asked.source]
        ordered = sorted(ids, key=lambda id: -dots[id])
        counts = [dots[id] for id in ordered]
        pairs = zip(ordered, counts, strict=True)
        voted = tuple(VotedOn(counts.index(n) + 1, n, asked.source[id]) for id, n in pairs)
        return VoteResult(voted, tuple(said for id, said in asked.source.items() if not dots[id]))

    def report(self, step: VoteStep, result: StepResult, came_to: VoteResult) -> tuple[Block, ...]:
        """Those that got any dots, and what else was said."""
        places = tuple(Place(one.position, one.quoted, _votes(one), one.dots) for one in came_to.ranking if one.dots)
        return (paragraph(answered(result)), Ranking(places, came_to.others))

    def remarkable(self, step: VoteStep, came_to: VoteResult) -> tuple[Remark, ...]:
        """What came first; more than one where they have as many dots, and nothing where all do."""
        voted = [one for one in came_to.ranking if one.dots]
        first = [one.quoted.excerpt for one in voted if one.position == 1]
        return tuple(Remark("first", one) for one in first) if len(first) == 1 or len(first) < len(voted) else ()

    def settled(self, step: VoteStep, came_to: VoteResult, people: int) -> Settled:
        """What came first, as above, and whatever has the votes of more than half. Without its author: whatever all
        have chosen is everybody's."""
        voted = [one for one in came_to.ranking if one.dots]
        level = len({one.dots for one in voted}) == 1 < len(voted)
        won = [one for one in voted if 2 * one.dots > people or (one.position == 1 and not level)]
        once = {one.quoted.whole: one for one in reversed(won)}  # what several said in the same words
        bare = [(one, replace(one.quoted, author=(), number=None)) for one in won if one in once.values()]
        return Settled(tuple(Place(one.position, said, _votes(one)) for one, said in bare))

    def json(self, asked: Asked[VoteStep], value: VoteValue) -> object:
        """The texts voted for."""
        return [asked.source[id].text for id in value.answers if id in asked.source]
