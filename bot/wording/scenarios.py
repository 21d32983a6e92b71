"""The scenarios that an installation has of its own: the list, and what is said of a file that was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.languages import LANGUAGES
from bot.scenario.catalogue import MISTAKES
from bot.scenario.model import Scenario
from bot.scenario.problems import Meant, Problem
from bot.scenario.shape import WHOLE
from bot.scenario.texts import text_in
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, paragraph

#: So many mistakes are listed: who has more mends those first.
_LISTED = 12
#: How many can be taken back by a button: Telegram refuses a message with more than 100.
_OFFERED = 45
#: How much of a title has room on a button.
_ROOM = 30


def _title(w: Words, scenario: Scenario) -> Markup:
    return isolate(text_in(scenario.title, w.language).text)


def library(
    w: Words, uploaded: Sequence[tuple[int, Scenario]], others: Sequence[Scenario], *, may_change: bool
) -> Message:
    """What there is to play: what was uploaded, by its number, and what came with the program."""
    parts = [w.say("Others to play: {names}.", names=", ".join(one.id for one in others))]
    if uploaded:
        lines = (Markup("{} · {}").format(_title(w, one), one.id) for _, one in uploaded)
        parts.insert(0, Markup("\n").join((w.say("Workshops of your own:"), *lines)))
    if not may_change:
        return Message(tuple(parts))
    parts.append(w.say("To add one, send me its file here: .yaml, or .xlsx (XLSForm)."))
    rows = [(_take_back(w, scenario, f"retire-{place}"),) for place, scenario in uploaded[-_OFFERED:]]
    return Message(tuple(parts), tuple(rows))


def _take_back(w: Words, scenario: Scenario, press: str) -> Button:
    title = text_in(scenario.title, w.language).text[:_ROOM]
    return Button(w.say("Take back: {title}", title=title).unescape(), press=press)


def too_large(w: Words) -> Message:
    """Of a file that isn't fetched."""
    return paragraph(w.say("This file is too large. A scenario has 64 KB at most, a spreadsheet 256 KB."))


def not_fetched(w: Words) -> Message:
    """Of a file that couldn't be had."""
    return paragraph(w.say("I couldn’t get this file. Please send it again."))


def form_refused(w: Words) -> Message:
    """Of a spreadsheet that isn't opened."""
    return paragraph(
        w.say(
            "I can’t take this spreadsheet. It needs a sheet called survey, and values alone: no macros, no formulas, "
            "no links to other files. Save it as .xlsx, and send it again."
        )
    )


def no_forms(w: Words) -> Message:
    """Of a spreadsheet, where the packages for them aren't installed."""
    return paragraph(w.say("I can’t read spreadsheets here. Please send the scenario as a .yaml file."))


def mistakes(w: Words, problems: Sequence[Problem], *, lines: bool) -> Message:
    """What is wrong in a file, so that it isn't taken; in which lines, where its author has seen those."""
    listed = [_mistake(w, problem, lines=lines) for problem in problems[:_LISTED]]
    if more := len(problems) - len(listed):
        listed.append(w.count("And {n} more.", "And {n} more.", more))
    count = w.count("There is {n} mistake in this file:", "There are {n} mistakes in this file:", len(problems))
    mend = w.say("Please mend it and send it again. Nothing has changed here.")
    return Message((Markup("\n").join((count, *listed)), mend))


def _mistake(w: Words, problem: Problem, *, lines: bool) -> Markup:
    values = {key: _value(w, value) for key, value in problem.values.items()}
    said = w.plainly(MISTAKES[problem.code].message, **values)
    if (meant := problem.values.get("meant")) and isinstance(meant, Meant):
        said = Markup("{}. {}").format(said, _meant(w, meant))
    if lines:
        return w.say("Line {line}: {mistake}", line=problem.line, mistake=said)
    return Markup("• {}").format(said)


def _value(w: Words, value: object) -> object:
    """What the file says is kept apart from the sentence around it."""
    if value == WHOLE:
        return w.say("the scenario")
    return isolate(value) if isinstance(value, str) else value


def _meant(w: Words, meant: Meant) -> Markup:
    if meant.close:
        return w.say("Did you mean {word}?", word=isolate(meant.close))
    return w.say("Use one of: {words}.", words=", ".join(meant.known))


def taken(w: Words, scenario: Scenario, more: Sequence[Markup]) -> Message:
    """It can be played from now on."""
    title = _title(w, scenario)
    said = w.say("{title} can be played now. In a group: /session {id}", title=title, id=scenario.id)
    return Message((said, *([Markup("\n").join(more)] if more else [])))


def remarks(w: Words, advice: Sequence[int], lacking: Sequence[str], left_out: Sequence[int]) -> Iterator[Markup]:
    """What there is to say of a file without mistakes: the lines that there is advice on, the languages that lack
    texts, the rows of a spreadsheet of which something isn't taken."""
    if left_out:
        yield w.say("Something in these lines of the spreadsheet wasn’t taken: {lines}.", lines=_lines(left_out))
    if lacking:
        names = ", ".join(LANGUAGES[code].name for code in lacking)
        yield w.say("Some texts are missing in: {languages}.", languages=names)
    if advice:
        lines = _lines(advice)
        yield w.say("There is advice on these lines, which palabre check tells: {lines}.", lines=lines)


def _lines(lines: Sequence[int]) -> str:
    several = sorted(set(lines))
    return ", ".join(map(str, several[:_LISTED])) + (" …" if len(several) > _LISTED else "")


def asks_to_replace(w: Words, scenario: Scenario, there: Scenario, place: int, more: Sequence[Markup]) -> Message:
    """One of that id is there already."""
    said = w.say(
        "{id} is there already: {title}. Shall this file take its place? Workshops under way keep the one they began "
        "with.",
        id=scenario.id,
        title=_title(w, there),
    )
    button = Button(w.say("Take this one").unescape(), press=f"replace-{place}", personal=True, once=True)
    return Message((said, *([Markup("\n").join(more)] if more else [])), ((button,),))


def asks_to_retire(w: Words, scenario: Scenario, place: int) -> Message:
    """Before one isn't offered any more."""
    said = w.say(
        "Shall {title} be offered no more? Workshops under way go on with it.",
        title=_title(w, scenario),
    )
    button = Button(w.say("Yes, offer it no more").unescape(), press=f"retireyes-{place}", personal=True, once=True)
    return Message((said,), ((button,),))


def retired(w: Words, scenario: Scenario, *, again: bool) -> Message:
    """It is offered no more; `again`: one of its id came with the program, and is offered again."""
    said = [w.say("{title} is offered no more.", title=_title(w, scenario))]
    if again:
        said.append(w.say("The one of that name that came with Palabre is offered again."))
    return Message((Markup(" ").join(said),))
