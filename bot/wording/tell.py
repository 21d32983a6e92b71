"""Phrases put into a language: the one place where what is to be said as data becomes words."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from markupsafe import Markup, escape

from bot.content import phrase as p
from bot.scenario.texts import Text, text_in
from bot.wording.catalog import Words, isolate

#: How a text of the scenario's is told: with a mark where it is in another language than the reader's, or cut.
TellText = Callable[[Text], Markup]


def shortened(text: str, room: int) -> str:
    """A text of at most `room` characters, cut at a word where there is one."""
    if len(text) <= room:
        return text
    head = text[: room - 1]
    space = head.rfind(" ")
    return (head[:space] if space > room // 2 else head).rstrip() + "…"


def unmarked(w: Words) -> TellText:
    """Texts of the scenario's as they are, also where they come in another language."""
    return lambda text: isolate(text_in(text, w.language).text)


def tell(phrase: p.Phrase, w: Words, text: TellText | None = None) -> Markup:
    """The phrase in the words of one language, as HTML; texts of the scenario's unmarked, unless told otherwise."""
    told = text or unmarked(w)
    match phrase:
        case p.Sentence(sentence, values):
            return w.say(sentence, **_each(values, w, told))
        case p.Plural(one, many, n, values):
            return w.count(one, many, n, **_each(values, w, told))
        case p.ScenarioText(written):
            return told(written)
        case p.Joined(parts, by):
            by = by.replace(",", w.comma)
            return Markup(by.join([tell(part, w, told) for part in parts]))  # noqa: S704  HTML, and a sign of ours
        case p.Listed(items):
            return w.listing(tell(item, w, told) for item in items)
        case p.Isolated(words, room):
            said = words if isinstance(words, str) else w.day(words.day)
            return isolate(said if room is None else shortened(said, room))
        case p.Number() | p.Percent() | p.Day() | p.Mark():
            return escape(_sign(phrase, w))
    assert_never(phrase)


def _each(values: p.Values, w: Words, text: TellText) -> dict[str, Markup]:
    return {name: tell(value, w, text) for name, value in values.items()}


def _sign(phrase: p.Number | p.Percent | p.Day | p.Mark, w: Words) -> str:
    match phrase:
        case p.Number(value, digits):
            return w.number(value, digits)
        case p.Percent(share):
            return w.percent(share)
        case p.Day(day):
            return w.day(day)
        case p.Mark(sign):
            return sign
    assert_never(phrase)
