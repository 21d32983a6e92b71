"""The report: what a tally says, as sections and blocks. Made once for each audience; whatever tells a result, in the
chat or in a document, renders this and makes no sentence about it of its own. Knows no kind of step: each tells its
own results (`bot.session.kinds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.content.phrase import Day, Isolated, Lines, Number, Percent, Phrase, ScenarioText, count, joined, say
from bot.content.report import Block, Listing, Paragraph, Party, Quotes, Report, Section, Shares, paragraph
from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import Audience
from bot.session.kinds import spec_of
from bot.session.kinds.telling import NO_BALLOT, answered
from bot.session.organisations import side_name
from bot.session.results import StepResult
from bot.session.shown import Hidden
from bot.summary.balance import Balance, Share
from bot.summary.highlights import highlights
from bot.summary.pointer import pointed, pointer
from bot.summary.tally import Summary


def step_blocks(scenario: Scenario, result: StepResult) -> tuple[Block, ...]:
    """One step's result: what it came to, or why that isn't shown."""
    if result.hidden:
        return (Paragraph((_why(result.hidden, result),)),)
    if result.people == 0 and not result.waiting:
        return (Paragraph((say("There were no answers to this question."),)),)
    step = scenario.step(result.step)
    return spec_of(step).report(step, result, result.came_to)


def _why(hidden: Hidden, result: StepResult) -> Phrase:
    """Why a result isn't shown. How many answered is told only where they are enough."""
    match hidden:
        case "withdrawn":
            return say("Somebody has taken an answer back, so the answers to this question are no longer shown.")
        case "few":
            return say(
                "It takes answers from {n} people to show them. Until then these stay hidden from everyone.",
                n=Number(result.minimum),
            )
        case "never":
            return joined(answered(result), say("These answers are only in the downloaded summary."), by=" ")
        case "review":
            return say("The answers are being looked at before they’re shown.")
        case "sealed":
            return say("The answers will be shown once the question closes.")
    assert_never(hidden)


def took_part(people: int) -> Phrase:
    """How many were there."""
    return count("{n} person took part", "{n} people took part", people)


def agreeing(people: int) -> Phrase:
    """How many find themselves in the summary."""
    return count("{n} person says: this is us.", "{n} people say: this is us.", people)


def report(scenario: Scenario, summary: Summary, audience: Audience) -> Report:
    """The whole session, for those who were there or for those who read a document of it."""
    return Report(
        label=joined(say("Summary of a workshop"), Day(summary.opened), by=" · "),
        title=ScenarioText(scenario.title),
        purpose=ScenarioText(scenario.purpose),
        people=took_part(summary.people),
        parties=_parties(summary),
        notes=_notes(summary),
        highlights=highlights(scenario, summary),
        takeaways=_takeaways(scenario, summary),
        steps=_steps(scenario, summary, audience),
        afterwards=(*_next(scenario, summary), *voices(summary.balance, audience)),
        corrections=_corrections(summary),
        remarks=_remarks(scenario, summary) if audience == "document" else (),
        contents=say("Contents"),
    )


def _steps(scenario: Scenario, summary: Summary, audience: Audience) -> tuple[Section, ...]:
    """A section each. For the group what was said and voted on is one list, with the votes: of the question that it was
    said to there is what else there is to tell."""
    ranked = _ranked(scenario, summary) if audience == "group" else frozenset[str]()
    asked = [result for result in summary.steps if not scenario.step(result.step).takeaway]
    told = [(one.step, step_blocks(scenario, one)) for one in asked]
    left = [(id, _without_quotes(blocks) if id in ranked else blocks) for id, blocks in told]
    return tuple(Section(ScenarioText(scenario.step(id).called), blocks) for id, blocks in left if blocks)


def _without_quotes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """What else there is, and where the words are; nothing where there is nothing else."""
    left = tuple(block for block in blocks if not isinstance(block, Quotes) and block != paragraph())
    return (*left, paragraph(say("What was said stands below, with its votes."))) if left else ()


def _ranked(scenario: Scenario, summary: Summary) -> frozenset[str]:
    """The questions whose answers stand, all of them, in the result of a vote."""
    shown = [result for result in summary.steps if result.people and not result.hidden]
    return frozenset(on for result in shown if (on := scenario.step(result.step).draws_on))


def _notes(summary: Summary) -> Lines:
    """What was expected, and isn't there."""
    early = (say("The workshop ended before its last question."),) if summary.early else ()
    return (*early, *(NO_BALLOT for _ in summary.lost_ballots[:1]))


def _parties(summary: Summary) -> tuple[Party, ...]:
    """The organisations. Not how many people of each: one less after a `/forget` would tell whose it was."""
    return tuple(Party(Isolated(one.name), side_name(one.side)) for one in summary.organisations)


def _takeaways(scenario: Scenario, summary: Summary) -> tuple[Section, ...]:
    """What the group takes away, by kind: a heading of its own, and no word of steps in which nobody said anything."""
    taken: dict[str, Section] = {}
    for result in summary.steps:
        step = scenario.step(result.step)
        heading = spec_of(step).heading
        if heading and result.people and not result.hidden:
            before = taken[step.kind].blocks if step.kind in taken else ()
            taken[step.kind] = Section(heading, (*before, *step_blocks(scenario, result)))
    return tuple(taken.values())


def _next(scenario: Scenario, summary: Summary) -> tuple[Section, ...]:
    """What would be good to talk about next, where several measures were taken."""
    found = pointer(scenario, summary.steps)
    return (Section(say("What to talk about next"), (Listing(pointed(scenario, found)),)),) if found else ()


def _corrections(summary: Summary) -> tuple[Section, ...]:
    if not summary.corrections:
        return ()
    return (Section(say("Corrections"), (Quotes(summary.corrections, long=False),)),)


def voices(balance: Balance | None, audience: Audience) -> tuple[Section, ...]:
    """The balance of voices. What could be done about it is asked of those who can."""
    if balance is None:
        return ()
    blocks: tuple[Block, ...] = (_shares(balance),)
    if audience == "group" and balance.north_fills_the_room:
        hint = say("The Northern organisations wrote far more than the others. What would help everyone to take their "
                   "place?")  # fmt: skip
        blocks += (Paragraph((hint,)),)
    return (Section(say("How the floor was shared"), blocks),)


def _shares(balance: Balance) -> Shares:
    parts = tuple((_whose(share), (share.words, share.answers)) for share in balance.shares)
    return Shares((say("Words"), say("Answers")), parts, tuple(map(_share, balance.shares)))


def _whose(share: Share) -> Phrase:
    return side_name(share.side) if share.side else say("Side not shown")


def _share(share: Share) -> Phrase:
    return say(
        "{side}: {words} of the words, {answers} of the answers",
        side=_whose(share),
        words=Percent(share.words),
        answers=Percent(share.answers),
    )


#: What isn't in a document, and what may be.
NO_NAMES = say(
    "No names, account numbers or times were added to this document. But a text can give its author away, and a "
    "commitment can name people: read it before you pass it on."
)


def provenance(summary: Summary) -> Lines:
    """What every document says of itself: of when it is, and what isn't in it."""
    as_of = (say("This is how it stood on {day}.", day=Day(summary.as_of)),) if summary.as_of else ()
    return (*as_of, NO_NAMES)


def _remarks(scenario: Scenario, summary: Summary) -> Lines:
    """What there is to say last in a document."""
    agreed = (agreeing(summary.agreed),) if summary.agreed else ()
    source = (say("Source: {source}", source=Isolated(scenario.source)),) if scenario.source else ()
    return (*agreed, *provenance(summary), *source)
