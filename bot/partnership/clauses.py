"""Which workshop gives which clause of an agreement: one row each. What a question asks of today isn't a rule: it is
told as how things are. A workshop that has no row gives a clause under its own title, of all its votes and tables.

The sections are those that agreements between organisations have; their headings are all that isn't said by a group.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.phrase import Phrase, say
from bot.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: from which workshop, its heading, the questions whose results are rules, and those that tell how things
    are today."""

    scenario: str
    heading: Phrase
    rules: tuple[str, ...] = ()
    today: tuple[str, ...] = ()


#: In the order of the agreement.
CLAUSES = (
    Clause("bond", say("Why we are together"), rules=("follow",)),
    Clause("people", say("How we talk")),
    Clause("together", say("When we meet"), rules=("pace", "pick")),
    Clause("power", say("Who decides, and what moves"), today=("last-word",)),
    Clause("roles", say("Who decides what"), rules=("decisions", "sign")),
    Clause("leadership", say("The people concerned"), today=("lead",)),
    Clause("expertise", say("What each of us brings"), rules=("first",)),
    Clause("flexibility", say("When plans change"), rules=("adopt",)),
    Clause("honesty", say("When it goes wrong"), rules=("choose",)),
    Clause("south-south", say("What stays when the project ends"), rules=("first",)),
)
_PLACES = {clause.scenario: place for place, clause in enumerate(CLAUSES)}


def clause_of(scenario: Scenario) -> Clause | None:
    """The clause that a workshop gives, where it has a row."""
    place = _PLACES.get(scenario.id)
    return None if place is None else CLAUSES[place]


def place_of(scenario: Scenario) -> int:
    """Where it stands in the agreement: those without a row come last."""
    return _PLACES.get(scenario.id, len(CLAUSES))
