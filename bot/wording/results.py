"""Results and summaries as chat text: short, and without pictures, since data is dear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.scenario.model import ChoiceStep, Scenario, Text
from bot.scenario.texts import text_in
from bot.session.organisations import Side
from bot.summary.balance import Share
from bot.summary.results import Line, Part, Promise, Reading, RowResult, StepResult
from bot.summary.tally import Summary
from bot.wording.catalog import Words, isolate
from bot.wording.message import Block, Quote, joined
from bot.wording.prompts import EXCERPT, shortened

#: How much of a question the summary repeats, in characters.
_HEADING = 60


@dataclass(frozen=True, slots=True)
class Page:
    """A scenario read in one language; `whole` says that texts already seen in the group are repeated."""

    scenario: Scenario
    words: Words
    whole: bool = False

    def text(self, text: Text) -> Markup:
        """A text of the scenario's, isolated."""
        return isolate(text_in(text, self.words.language).text)


def result_blocks(result: StepResult, scenario: Scenario, words: Words, *, whole: bool = False) -> tuple[Block, ...]:
    """One step's result; with `whole` also the texts that the group has seen already."""
    page = Page(scenario, words, whole)
    if result.hidden:
        return (_hidden(page, result),)
    if result.people == 0 and not result.waiting:
        return (words.say("Nobody answered this question."),)
    return joined(_RESULTS[result.kind](page, result))


def _hidden(page: Page, result: StepResult) -> Markup:
    w = page.words
    said = answered(page, result)
    if result.hidden == "withdrawn":
        why = w.say("An answer has been taken back since, so what was said is no longer shown.")
    elif result.hidden == "few":
        why = w.say("With fewer than {n} people, what they said isn't shown.", n=w.number(result.minimum))
    elif result.hidden == "never":
        why = w.say("What they said stands in the documents alone.")
    else:
        why = w.say("What they said is shown once the question closes.")
    return Markup("{} {}").format(said, why)


def answered(page: Page, result: StepResult) -> Markup:
    """How many people answered, and how many of them too late to be told of by themselves."""
    w = page.words
    said = w.count("{n} person answered.", "{n} people answered.", result.people)
    if not result.waiting:
        return said
    late = w.count(
        "{n} more has answered since; it is shown once there are {least}.",
        "{n} more have answered since; it is shown once there are {least}.",
        result.waiting,
        least=w.number(result.minimum),
    )
    return Markup("{} {}").format(said, late)


def line_text(words: Words, line: Line) -> Markup:
    """A text answer, with its author as far as that may be told."""
    text = isolate(line.text) if line.text else Markup("")
    if line.seconds:
        note = words.say("voice note, {seconds} s", seconds=words.number(line.seconds))
        text = Markup("{} ({})").format(text, note) if line.text else note
    author = " · ".join(x for x in (line.alias, line.organisation.name if line.organisation else None) if x)
    return Markup("<b>{}</b> {}").format(isolate(author), text) if author else Markup("• {}").format(text)


def _text(page: Page, result: StepResult) -> list[Block | None]:
    if result.seen_live and not page.whole:
        return [answered(page, result)]
    return [untold(page, result), Quote(tuple(line_text(page.words, line) for line in result.lines))]


def untold(page: Page, result: StepResult) -> Markup:
    """How many answered, and where the organisations are left out, that they are."""
    if not result.organisations_hidden:
        return answered(page, result)
    w = page.words
    why = w.say(
        "The organisations aren't told apart: that would tell of fewer than {n} people.", n=w.number(result.minimum)
    )
    return Markup("{} {}").format(answered(page, result), why)


def _counts(page: Page, result: StepResult) -> Markup:
    """How often each of the five numbers was given."""
    w = page.words
    said = [w.say("{score}: {times}", score=w.number(n), times=w.number(t)) for n, t in enumerate(result.counts, 1)]
    return Markup(" · ").join(said)


def _scale(page: Page, result: StepResult) -> list[Block | None]:
    w = page.words
    mean = w.say("Mean {mean} of 5.", mean=w.number(result.mean or 0, 1))
    head = Markup("{} {}").format(mean, answered(page, result))
    return [Markup("\n").join(x for x in (head, _counts(page, result), _sides(page, result, _part_mean)) if x)]


def _part_mean(page: Page, part: Part) -> Markup:
    return Markup("{}").format(page.words.number(part.mean or 0, 1))


def side(words: Words, side: Side) -> Markup:
    """A side, as said in a sentence."""
    return {Side.SOUTH: words.say("South"), Side.NORTH: words.say("North"), Side.OTHER: words.say("other")}[side]


def _sides(page: Page, result: StepResult, show: Callable[[Page, Part], Markup]) -> Markup | None:
    w = page.words
    if result.sides_hidden:
        return w.say(
            "The sides aren't told apart: that would tell of fewer than {n} people.", n=w.number(result.minimum)
        )
    said = [Markup("{} {}").format(side(w, part.side), show(page, part)) for part in result.parts]
    return Markup(" · ").join(said) if said else None


def _choice(page: Page, result: StepResult) -> list[Block | None]:
    step = page.scenario.step(result.step)
    options = step.options if isinstance(step, ChoiceStep) else ()
    ordered = sorted(zip(result.counts, options, strict=False), key=lambda pair: -pair[0])
    lines = [Markup("{} – {}").format(page.words.number(n), page.text(option.text)) for n, option in ordered if n]

    def most(page: Page, part: Part) -> Markup:
        best = max(range(len(options)), key=lambda index: part.counts[index])
        return page.text(options[best].text)

    return [Markup("\n").join(x for x in (answered(page, result), *lines, _sides(page, result, most)) if x)]


def reading(page: Page, read: Reading) -> Markup:
    """What a cell of a matrix says."""
    if read.organisation:
        return isolate(read.organisation)
    return page.text(read.column) if read.column else Markup("")


def _row(page: Page, row: RowResult) -> Markup:
    said = Markup(" · ").join(
        Markup("{} {}").format(reading(page, read), page.words.number(count)) for read, count in row.readings
    )
    mark = Markup("≠ ") if row.differs else Markup("")
    if row.agreement is None:
        return page.words.say("{row}: {readings}", row=page.text(row.text), readings=said)
    share = page.words.percent(row.agreement)
    return mark + page.words.say("{row}: {readings} ({share})", row=page.text(row.text), readings=said, share=share)


def _matrix(page: Page, result: StepResult) -> list[Block | None]:
    w = page.words
    rows = [_row(page, row) for row in result.rows if row.readings]
    differing = [_difference(page, row) for row in result.rows if row.differs]
    head = w.say("The organisations see these differently:")
    return [
        Markup("\n").join((untold(page, result), *rows)),
        Markup("\n").join((head, *differing)) if differing else None,
    ]


def _difference(page: Page, row: RowResult) -> Markup:
    said = (
        page.words.say("{organisation} says: {reading}", organisation=isolate(name), reading=reading(page, read))
        for name, read in row.differs
    )
    return Markup("≠ {} – {}").format(page.text(row.text), Markup(" · ").join(said))


def _vote(page: Page, result: StepResult) -> list[Block | None]:
    w = page.words
    lines = [
        Markup("{}. {} ({})").format(
            w.number(r.rank),
            line_text(w, Line(shortened(r.line.text, EXCERPT), r.line.seconds, None, None)).removeprefix("• "),
            w.count("{n} vote", "{n} votes", r.dots),
        )
        for r in result.ranking
        if r.dots
    ]
    return [Markup("\n").join((answered(page, result), *lines))]


def promise_text(words: Words, promise: Promise) -> Markup:
    """A commitment in one line: what, who, by when."""
    when = words.day(promise.due) if promise.due else promise.when
    who = promise.who or (promise.organisation.name if promise.organisation else "")
    parts = [isolate(part) for part in (promise.what, who, when) if part]
    return Markup("☐ {}").format(Markup(" · ").join(parts))


def _commitment(page: Page, result: StepResult) -> list[Block | None]:
    return [Markup("\n").join(promise_text(page.words, promise) for promise in result.promises)]


_RESULTS: dict[str, Callable[[Page, StepResult], list[Block | None]]] = {
    "text": _text,
    "scale": _scale,
    "choice": _choice,
    "matrix": _matrix,
    "vote": _vote,
    "commitment": _commitment,
}


def summary_blocks(summary: Summary, scenario: Scenario, words: Words) -> tuple[Block, ...]:
    """The whole session in the chat, step by step. Answers are shortened: the group has seen them."""
    page = Page(scenario, words, whole=True)
    steps = [block for step in summary.steps if step.kind != "commitment" for block in _headed(page, step)]
    return joined((_head(page, summary), *steps))


def closing_blocks(summary: Summary, scenario: Scenario, words: Words) -> tuple[Block, ...]:
    """What the group takes away from a session: the commitments, the corrections, and the balance of voices."""
    page = Page(scenario, words, whole=True)
    return joined((*_promises(page, summary), _corrections(page, summary), _balance(words, summary.shares)))


def _head(page: Page, summary: Summary) -> Markup:
    w = page.words
    people = w.count("{n} person took part", "{n} people took part", summary.people)
    names = w.listing(isolate(o.name) for o in summary.organisations)
    with_names = w.say("{people}, with {organisations}.", people=people, organisations=names)
    lines = [w.say("<b>Summary: {title}</b>", title=page.text(page.scenario.title))]
    lines.append(with_names if summary.organisations else Markup("{}.").format(people))
    if summary.early:
        lines.append(w.say("The workshop ended before its last question."))
    return Markup("\n").join(lines)


def _headed(page: Page, result: StepResult) -> tuple[Block, ...]:
    prompt = text_in(page.scenario.step(result.step).prompt, page.words.language).text
    heading = Markup("<b>{}</b>").format(isolate(shortened(prompt, _HEADING)))
    lines = tuple(replace(line, text=shortened(line.text, EXCERPT)) for line in result.lines)
    first, *rest = result_blocks(replace(result, lines=lines), page.scenario, page.words, whole=True)
    if isinstance(first, Quote):
        return (heading, first, *rest)
    return (Markup("{}\n{}").format(heading, first), *rest)


def _promises(page: Page, summary: Summary) -> tuple[Block, ...]:
    if not summary.promises:
        return ()
    lines = [promise_text(page.words, promise) for promise in summary.promises]
    return (Markup("\n").join((page.words.say("<b>Our commitments</b>"), *lines)),)


def _corrections(page: Page, summary: Summary) -> Markup | None:
    if not summary.corrections:
        return None
    lines = [line_text(page.words, line) for line in summary.corrections]
    return Markup("\n").join((page.words.say("<b>Corrections</b>"), *lines))


def _balance(words: Words, shares: tuple[Share, ...] | None) -> Markup | None:
    if shares is None:
        return None
    parts = [
        words.say("{side}: {words} of the words, {answers} of the answers",
                  side=side(words, s.side), words=words.percent(s.words), answers=words.percent(s.answers))
        for s in shares
    ]  # fmt: skip
    lines = [words.say("<b>Whose voices</b>"), *parts]
    loud = next((s for s in shares if s.fills_the_room), None)
    if loud:
        lines.append(words.say("One side fills the room. What would give the others more of it?"))
    return Markup("\n").join(lines)
