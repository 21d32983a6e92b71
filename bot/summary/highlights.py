"""What somebody would repeat of a session, in at most three lines: where the sides are furthest apart, what came first
in each vote, and what was committed to. Asks each kind of step what is remarkable (`Spec.remarkable`); of a part it
tells no more than that step's result does.
"""

from __future__ import annotations

from bot.content.phrase import Lines, Phrase, ScenarioText, count, joined, say
from bot.scenario.model import Scenario
from bot.scenario.texts import Text
from bot.session.kinds import spec_of
from bot.session.results import Remark
from bot.summary.tally import Summary

#: A question and what is remarkable of it.
_Found = tuple[Text, Remark]


def highlights(scenario: Scenario, summary: Summary) -> Lines:
    """The lines, those that there are."""
    found = [one for result in summary.steps for one in _remarks(scenario, summary, result.step)]
    lines = (_difference(found), _first(found), _deeds(found))
    return tuple(line for line in lines if line)


def _remarks(scenario: Scenario, summary: Summary, step: str) -> list[_Found]:
    shape = scenario.step(step)
    came_to = next(result.came_to for result in summary.steps if result.step == step)
    if came_to is None:
        return []
    return [(shape.called, remark) for remark in spec_of(shape).remarkable(shape, came_to)]


def _difference(found: list[_Found]) -> Phrase | None:
    """The widest; of equal ones the first."""
    apart = [one for one in found if one[1].about == "difference"]
    if not apart:
        return None
    question, widest = max(apart, key=lambda one: one[1].weight)
    return say("Furthest apart: {question} – {difference}", question=ScenarioText(question), difference=widest.says)


def _first(found: list[_Found]) -> Phrase | None:
    first = [remark.says for _, remark in found if remark.about == "first"]
    return say("First choice: {first}", first=joined(*first, by=" · ")) if first else None


def _deeds(found: list[_Found]) -> Phrase | None:
    """How many there are, and the first of them."""
    deeds = [remark.says for _, remark in found if remark.about == "deed"]
    if not deeds:
        return None
    return count("{n} commitment: {first}", "{n} commitments, the first: {first}", len(deeds), first=deeds[0])
