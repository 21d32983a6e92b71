"""Sentences that the results of several kinds have in common: how many answered, and what isn't told apart."""

from __future__ import annotations

from typing import assert_never

from bot.content.phrase import Isolated, Lines, Listed, Number, Phrase, ScenarioText, count, joined, say
from bot.scenario.step import Option
from bot.session.results import StepResult
from bot.session.small_numbers import Coded

#: Said where a vote was to come: to the group at that moment, and afterwards.
GOING_ON = say("There weren’t enough answers to vote on, so we go on.")
NO_BALLOT = say("There weren’t enough answers to vote on.")

#: In the place of somebody's words that were taken back.
WITHDRAWN = say("(withdrawn)")

#: Of a side or an organisation in which no answer was given more often than all others.
DIVIDED = say("is of several minds")

#: Why an answer was set aside, where nobody said why.
HURTS = say("it could hurt somebody")


def answered(result: StepResult) -> Phrase | None:
    """How many people answered, unless it goes without saying; and whether there are further answers, too few to be
    told of by themselves. No number of these: among them are passes, and beside what is shown later it would tell how
    many."""
    said = None if result.everybody else count("{n} person answered.", "{n} people answered.", result.people)
    if not result.waiting:
        return said
    since = say(
        "More answers have come since; they will be shown once they’re from {least} people.",
        least=Number(result.minimum),
    )
    return joined(said, since, by=" ")


def level(mean: Coded) -> Phrase:
    """A mean as it may be told: to half a point, and at an end of its scale as so much or more, or less."""
    number = Number(mean.half, 1)
    match mean.end:
        case "low":
            return say("{mean} or less", mean=number)
        case "high":
            return say("{mean} or more", mean=number)
        case None:
            return number
    assert_never(mean.end)


def most(reading: Phrase, n: int, total: int) -> Phrase:
    """What most have chosen, and how many that is."""
    return say("{reading}, {n} of {total}", reading=reading, n=Number(n), total=Number(total))


def proposed_to(organisation: str) -> Phrase:
    """Of a commitment: that another organisation hasn't taken it on."""
    return say("proposed to {organisation}", organisation=Isolated(organisation))


def still_open(lines: Lines) -> Phrase:
    """Lines of a table of which nothing is settled, or said, yet."""
    return say("Still open: {lines}.", lines=Listed(lines))


def set_aside(result: StepResult) -> Phrase | None:
    """That answers were set aside before they were shown, and why."""
    if not result.aside:
        return None
    why = (Isolated(reason) if reason else HURTS for reason in result.aside)
    return joined(*(say("One answer was set aside: {reason}.", reason=one) for one in why), by=" ")


def untold(result: StepResult) -> Phrase | None:
    """How many answered, and where the organisations are left out, that they are."""
    if not result.organisations_hidden:
        return joined(answered(result), set_aside(result), by=" ")
    why = say("I don’t compare the organisations: that takes {n} people from each.", n=Number(result.minimum))
    return joined(answered(result), set_aside(result), why, by=" ")


def numbered(options: tuple[Option, ...]) -> tuple[Phrase, ...]:
    """Options under the numbers by which they are chosen, a line each."""
    return tuple(joined(Number(n), ". ", ScenarioText(option.text)) for n, option in enumerate(options, 1))
