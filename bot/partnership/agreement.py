"""A draft of a partnership agreement, from what a group has approved: a charter of a page, an annex with a section for
each clause, and a plan of action.

Not a word that nobody said. A clause quotes what came first in a vote, what all see alike, and commitments; beside it
stands what isn't agreed. What was answered anonymously is quoted nowhere, nor what fewer than the group's number said.
It is a report like any other, so whatever writes reports writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from bot.content.phrase import Day, Isolated, Lines, Number, Phrase, ScenarioText, count, joined, say
from bot.content.report import EXCERPT, Block, Listing, Paragraph, Party, Quoted, Ranking, Report, Row, Section, Table
from bot.partnership.clauses import clause_of, place_of
from bot.partnership.plan import deeds_of, plan
from bot.partnership.workshops import Held, LeftOut, Why, sorted_out
from bot.scenario.kinds import AnyStep
from bot.session.kinds import spec_of
from bot.session.kinds.telling import still_open
from bot.session.organisations import Organisation, side_name
from bot.session.pledges import Pledge
from bot.session.results import Settled, StepResult
from bot.summary.report import NO_NAMES, agreeing, took_part

#: When it is to be read again: rules that a group tries for three months have been tried twice by then.
_REVIEW = timedelta(days=182)
#: How many lines a charter has at most, so that it stays on its page.
_LINES = 12
_TODAY = say("Today, as all see it:")


@dataclass(frozen=True, slots=True)
class _Part:
    """What one question settled; `today`: it tells how things are, and is no rule."""

    step: AnyStep
    settled: Settled
    today: bool


def draft(held: Sequence[Held], lost: Sequence[LeftOut], pledges: Sequence[Pledge], today: date) -> Report | None:
    """The draft, of a day; None where a group has approved nothing yet. `lost` are workshops that can't be read."""
    in_force, left = sorted_out(held)
    ordered = sorted(in_force, key=lambda one: (place_of(one.scenario), one.day))
    bare = [one for one in ordered if not (_parts(one) or deeds_of(one, pledges))]
    left = (*left, *(LeftOut(one.title, one.day, Why.NOTHING) for one in bare))
    ordered = [one for one in ordered if one not in bare]
    if not ordered:
        return None
    days = [one.day for one in ordered]
    return Report(
        label=joined(say("Draft"), Day(today), by=" · "),
        title=say("Our partnership agreement"),
        purpose=say("What we said in our workshops and found to be us, in our own words."),
        people=_from(min(days), max(days), len(days)),
        parties=tuple(Party(Isolated(one.name), side_name(one.side)) for one in _organisations(ordered)),
        notes=(
            say("It binds nobody until each organisation has said yes to it."),
            say("To be read again together on {day}.", day=Day(today + _REVIEW)),
        ),
        highlights=(),
        takeaways=_charter(ordered),
        steps=tuple(_clause(one, pledges) for one in ordered),
        afterwards=(*plan(ordered, pledges), *_signed(ordered), *_left_out([*left, *lost], ordered[0].least)),
        corrections=(),
        remarks=_remarks(),
    )


def not_yet(held: Sequence[Held], lost: Sequence[LeftOut]) -> Lines:
    """Where nothing is approved: which workshops there are, each with why it is left out."""
    in_force, left = sorted_out(held)
    bare = (LeftOut(one.title, one.day, Why.NOTHING) for one in in_force)
    return tuple(map(_left, sorted((*left, *bare, *lost), key=lambda one: one.day)))


def _from(first: date, last: date, workshops: int) -> Phrase:
    days = Day(first) if first == last else joined(Day(first), Day(last), by=" – ")
    return joined(count("From {n} workshop", "From {n} workshops", workshops), days, by=" · ")


def _organisations(held: Sequence[Held]) -> list[Organisation]:
    """All that took part, as the last of these workshops calls them."""
    known = {one.id: one for each in sorted(held, key=lambda one: one.day) for one in each.summary.organisations}
    return list(known.values())


# -- the charter ------------------------------------------------------------------------------------------------------


def _charter(held: Sequence[Held]) -> tuple[Section, ...]:
    """The lines to say yes or no to, as many as a page holds."""
    lines = [line for one in held for part in _parts(one) if not part.today for line in _in_short(part)]
    if not lines:
        return ()
    rows = tuple(Row(line, (say("☐ yes  ☐ no"),)) for line in lines[:_LINES])
    legend = say("Each organisation says yes or no to each line, and signs by the name that it chooses.")
    more = (_more(len(lines) - _LINES),) if len(lines) > _LINES else ()
    table = Table(rows, legend, tuple(lines[:_LINES]), tuple(lines[:_LINES]))
    return (Section(say("Charter"), (table, *more)),)


def _more(lines: int) -> Paragraph:
    return Paragraph((count("{n} further line stands below.", "{n} further lines stand below.", lines),))


def _in_short(part: _Part) -> Lines:
    """What was voted stands by itself; a line of a table needs what was asked of it."""
    question = ScenarioText(part.step.called)
    chosen = (_excerpt(place.quoted) for place in part.settled.chosen)
    return (*chosen, *(joined(question, line, by=" – ") for line in part.settled.lines))


def _excerpt(quoted: Quoted) -> Phrase:
    return say("“{words}”", words=Isolated(quoted.text, EXCERPT)) if quoted.text else quoted.whole


# -- the clauses ------------------------------------------------------------------------------------------------------


def _clause(held: Held, pledges: Sequence[Pledge]) -> Section:
    """All that a workshop gives, with whence it is, and what isn't agreed beside it."""
    row, parts = clause_of(held.scenario), _parts(held)
    blocks = (block for part in parts for block in _blocks(part))
    heading = row.heading if row else held.title
    return Section(heading, (_whence(held), *blocks, *_deeds(held, pledges, alone=not parts), *_beside(held)))


def _deeds(held: Held, pledges: Sequence[Pledge], *, alone: bool) -> tuple[Block, ...]:
    """What was committed to, where a clause has nothing else; else that it stands in the plan."""
    deeds = deeds_of(held, pledges)
    if alone:
        return (Paragraph((say("We committed to this:"),)), Listing(deeds))
    there = count(
        "{n} commitment stands in the plan of action.", "{n} commitments stand in the plan of action.", len(deeds)
    )
    return (Paragraph((there,)),) if deeds else ()


def _whence(held: Held) -> Paragraph:
    summary = held.summary
    told = (
        held.title,
        Day(held.day),
        took_part(summary.people),
        count("{n} organisation", "{n} organisations", len(summary.organisations)),
        agreeing(held.approved),
    )
    corrected = len(summary.corrections)
    more = count("{n} correction stands in its summary.", "{n} corrections stand in its summary.", corrected)
    return Paragraph((joined(*told, by=" · "), *((more,) if corrected else ())))


def _parts(held: Held) -> list[_Part]:
    """What each question settled that an agreement can hold, in the order in which they were asked."""
    row = clause_of(held.scenario)
    return [
        _Part(step, settled, row is not None and step.id in row.today)
        for step, settled in _settled(held)
        if (row is None or step.id in (*row.rules, *row.today)) and (settled.chosen or settled.lines)
    ]


def _settled(held: Held) -> Iterator[tuple[AnyStep, Settled]]:
    """What came of each question that may be quoted."""
    for result in held.summary.steps:
        step = held.scenario.step(result.step)
        if _quotable(held, step, result):
            yield step, spec_of(step).settled(step, result.came_to, result.people)


def _quotable(held: Held, step: AnyStep, result: StepResult) -> bool:
    """Whether what came of a question may stand in an agreement: said by enough, and nothing of it anonymously."""
    anonymous = step.unattributed or (step.draws_on is not None and held.scenario.step(step.draws_on).unattributed)
    return not anonymous and not result.hidden and result.came_to is not None and result.people >= held.least


def _blocks(part: _Part) -> tuple[Block, ...]:
    head = say("{question}:", question=ScenarioText(part.step.called))
    lead = Paragraph((head, _TODAY) if part.today else (head,))
    chosen = (Ranking(part.settled.chosen),) if part.settled.chosen else ()
    lines = (Listing(part.settled.lines),) if part.settled.lines else ()
    return (lead, *chosen, *lines)


def _beside(held: Held) -> tuple[Block, ...]:
    """What isn't agreed: lines that the organisations see differently, and where the sides are apart."""
    row = clause_of(held.scenario)
    asked = None if row is None else {*row.rules, *row.today}
    found: list[Phrase] = []
    left: list[Phrase] = []
    for step, settled in _settled(held):
        if asked is None or step.id in asked or step.measures:
            found += [joined(ScenarioText(step.called), one, by=" – ") for one in settled.apart]
            left += settled.open
    lead = Paragraph((say("Not agreed, and to be talked about:"),))
    still = (Paragraph((still_open(tuple(left)),)),) if left else ()
    return (*((lead, Listing(tuple(found))) if found else ()), *still)


# -- what stands at its end -------------------------------------------------------------------------------------------


def _signed(held: Sequence[Held]) -> tuple[Section, ...]:
    names = tuple(joined(Isolated(one.name), " …………………………………") for one in _organisations(held))
    return (Section(say("Signed by"), (Listing(names),)),) if names else ()


def _left_out(left: Sequence[LeftOut], least: int) -> tuple[Section, ...]:
    if not left:
        return ()
    why = say("A workshop counts once {n} people have said of its summary: this is us.", n=Number(least))
    lines = tuple(map(_left, sorted(left, key=lambda one: one.day)))
    return (Section(say("Not in this draft"), (Listing(lines), Paragraph((why,)))),)


def _left(one: LeftOut) -> Phrase:
    return joined(one.title, Day(one.day), _told(one.why), by=" · ")


def _told(why: Why) -> Phrase:
    match why:
        case Why.NOT_APPROVED:
            return say("not yet approved")
        case Why.REPLACED:
            return say("a later one takes its place")
        case Why.ERASED:
            return say("its answers are erased")
        case Why.UNREADABLE:
            return say("can’t be read any more")
        case Why.NOTHING:
            return say("approved, but nothing in it was voted, agreed line by line or committed to")
    assert_never(why)


def _remarks() -> Lines:
    return (
        say("Headings aside, every line was said, chosen or tapped in a workshop. Nothing was added."),
        NO_NAMES,
    )
