"""The plan of action: what was committed to in the workshops that a group has approved, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.content.phrase import Day, Isolated, Lines, Phrase, joined, say
from bot.content.report import Block, Listing, Paragraph, Section
from bot.partnership.workshops import Held
from bot.session.kinds.telling import proposed_to
from bot.session.pledges import Became, Pledge, Standing


def deeds_of(held: Held, pledges: Sequence[Pledge]) -> Lines:
    """What was committed to in one workshop and is somebody's."""
    return tuple(line(one) for one in _of(held, pledges) if _taken_on(one))


def plan(held: Sequence[Held], pledges: Sequence[Pledge]) -> tuple[Section, ...]:
    """What is under way, by its day, what became of the rest; and what was proposed to others, who haven't said yes."""
    every = [one for each in held for one in _of(each, pledges)]
    mine = [one for one in every if _taken_on(one)]
    going = [one for one in mine if one.under_way]
    proposed = [one for one in every if not _taken_on(one)]
    blocks: list[Block] = []
    if going:
        blocks.append(Listing(tuple(map(line, sorted(going, key=_due)))))
    if done := [one for one in mine if not one.under_way]:
        blocks += [
            Paragraph((say("Done, or changed:"),)),
            Listing(tuple(joined(line(one), _became(one), by=" – ") for one in done)),
        ]
    if proposed:
        lead = say("Not agreed: proposed to an organisation that hasn’t said yes.")
        blocks += [Paragraph((lead,)), Listing(tuple(map(_proposed, proposed)))]
    return (Section(say("Plan of action"), tuple(blocks)),) if blocks else ()


def line(pledge: Pledge) -> Phrase:
    """What, who, by when, as it was said; before it the organisation whose it is."""
    when = Day(pledge.due) if pledge.due else pledge.said
    parts = joined(*(Isolated(part) for part in (pledge.what, pledge.who, when) if part), by=" · ")
    whose = Isolated(pledge.organisation_name) if pledge.organisation_name else None
    return joined(whose, parts, by=" – ")


def _proposed(pledge: Pledge) -> Phrase:
    return joined(line(pledge), proposed_to(pledge.other_name), by=" · ")


def _became(pledge: Pledge) -> Phrase:
    return say("changed") if pledge.became is Became.CHANGED else say("done")


def _of(held: Held, pledges: Sequence[Pledge]) -> list[Pledge]:
    """Those of a workshop; without those that were given anonymously, of which no organisation is known."""
    nameless = any(step.takeaway and step.unattributed for step in held.scenario.steps)
    mine = [one for one in pledges if one.session == held.summary.code]
    return [one for one in mine if one.organisation_name or not nameless]


def _taken_on(pledge: Pledge) -> bool:
    return pledge.standing in (Standing.OWN, Standing.AGREED)


def _due(pledge: Pledge) -> tuple[bool, date]:
    return pledge.due is None, pledge.due or date.min
