"""The balance of voices: each side's share of the answers and of the words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.scenario.model import Scenario
from bot.session.answers import PersonId
from bot.session.disclosure.visibility import Audience, voices
from bot.session.organisations import Side
from bot.session.small_numbers import enough
from bot.session.state import Session

#: From this share of the words on, with half or fewer of the people, one side fills the room.
FILLS = 2 / 3


@dataclass(frozen=True, slots=True)
class Share:
    """One side's part: of the people, the answers and the words, each between 0 and 1."""

    side: Side
    people: float
    answers: float
    words: float

    @property
    def fills_the_room(self) -> bool:
        """Whether this side speaks much more than its people are many."""
        return self.words >= FILLS and self.people <= 1 / 2


def balance(scenario: Scenario, session: Session, audience: Audience) -> tuple[Share, ...] | None:
    """Each side's share, over all answers that may be shown with their side; None where fewer than two sides
    speak, or where a side has too few people to be told."""
    sides: dict[Side, list[tuple[PersonId, int]]] = {}
    for side, person, words in voices(scenario, session, audience):
        sides.setdefault(side, []).append((person, words))
    people = {side: len({person for person, _ in some}) for side, some in sides.items()}
    if len(sides) < 2 or not enough(people.values(), session.minimum):
        return None
    said = {side: sum(words for _, words in some) for side, some in sides.items()}
    total_people, total, total_words = sum(people.values()), sum(map(len, sides.values())), sum(said.values())
    return tuple(
        Share(side, people[side] / total_people, len(some) / total, said[side] / (total_words or 1))
        for side, some in sides.items()
    )
