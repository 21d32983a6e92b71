"""The balance of voices: each side's share of the answers and of the words. What may be shown without saying of which
side it is (a sealed question's answers, where a side is too small or nobody is told) counts in the whole: else a side
that spoke in private would seem to have kept silent.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import Audience, Voice, voices
from bot.session.organisations import Side
from bot.session.small_numbers import enough
from bot.session.state import Session

#: From this share of the words on, with half or fewer of the people, a side fills the room; and from so many answers
#: in words on that is more than a chance.
FILLS, FROM_ANSWERS = 2 / 3, 6


@dataclass(frozen=True, slots=True)
class Share:
    """One side's part, or that of no side: of the answers and of the words, each between 0 and 1."""

    side: Side | None
    answers: float
    words: float


@dataclass(frozen=True, slots=True)
class Balance:
    """The shares; and whether the Northern side speaks much more than its people are many. Of no other side that is
    said: nobody who has rarely been heard is to be told that they have spoken enough."""

    shares: tuple[Share, ...]
    north_fills_the_room: bool


def balance(scenario: Scenario, session: Session, audience: Audience) -> Balance | None:
    """The balance over all answers that may be shown; None where fewer than two sides speak, or where a side has too
    few people to be told."""
    every = list(voices(scenario, session, audience))
    by_side = {side: [one for one in every if one.side is side] for side in Side}
    people = {side: len({one.person for one in some}) for side, some in by_side.items() if some}
    if len(people) < 2 or not enough(people.values(), session.minimum):
        return None
    parts = [*((side, by_side[side]) for side in people), (None, [one for one in every if one.side is None])]
    words = sum(one.words for one in every) or 1
    shares = {
        side: Share(side, len(some) / len(every), sum(one.words for one in some) / words)
        for side, some in parts
        if some
    }
    return Balance(tuple(shares.values()), _fills(shares.get(Side.NORTH), people, every))


def _fills(north: Share | None, people: dict[Side, int], every: list[Voice]) -> bool:
    written = sum(1 for one in every if one.words)
    few = people.get(Side.NORTH, 0) <= sum(people.values()) / 2
    return north is not None and north.words >= FILLS and few and written >= FROM_ANSWERS
