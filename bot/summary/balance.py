"""The balance of voices: each side's share of the answers and of the words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.scenario.model import AskingStep, Scenario
from bot.session.answers import Answer
from bot.session.state import Session, Side
from bot.session.values import CommitmentValue, TextValue
from bot.session.visibility import enough

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


def _words(answer: Answer) -> int:
    if isinstance(answer.value, TextValue):
        return len(answer.value.text.split())
    if isinstance(answer.value, CommitmentValue):
        return len(f"{answer.value.what} {answer.value.who} {answer.value.when}".split())
    return 0


def balance(scenario: Scenario, session: Session) -> tuple[Share, ...] | None:
    """Each side's share, over all steps whose answers name an organisation; None where fewer than two
    sides speak, or where a side has too few people to be told."""
    named = {s.id for s in scenario.steps if isinstance(s, AskingStep) and s.attribution != "none"}
    answers = [a for a in session.answers if a.step in named and not a.passed and a.person is not None]
    sides: dict[Side, list[Answer]] = {}
    for answer in answers:
        organisation = session.organisation(answer.organisation)
        if organisation:
            sides.setdefault(organisation.side, []).append(answer)
    people = {side: len({a.person for a in some}) for side, some in sides.items()}
    if len(sides) < 2 or not enough(people.values()):
        return None
    words = {side: sum(map(_words, some)) for side, some in sides.items()}
    total_people, total, total_words = sum(people.values()), sum(map(len, sides.values())), sum(words.values())
    return tuple(
        Share(side, people[side] / total_people, len(some) / total, words[side] / (total_words or 1))
        for side, some in sides.items()
    )
