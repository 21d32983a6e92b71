"""A summary as one HTML file that opens on any phone: no script, nothing from outside, every text escaped.

A rendering of the report: it draws each kind of block, and knows no kind of step. Its content security policy lets
through only its own style, by that style's hash.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cache
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from bot.content import report as r
from bot.content.phrase import Day, Phrase
from bot.documents.cells import clean
from bot.documents.charts.draw import chart
from bot.documents.direction import first_strong, script_of
from bot.documents.picture import Picture
from bot.languages import LANGUAGES
from bot.scenario.model import Scenario
from bot.scenario.texts import Text, text_in
from bot.session.state import Session
from bot.summary.report import report
from bot.summary.tally import tally
from bot.wording.catalog import Words, isolate, words
from bot.wording.report import author
from bot.wording.tell import tell

#: From so many sections on there is a list of them, with links.
_LISTED = 7


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> tuple[Markup, str]:
    """The style, and its digest for the policy."""
    source = _environment().loader
    if source is None:
        raise LookupError("the templates come with the package")
    style = source.get_source(_environment(), "summary.css")[0]
    return Markup(style), base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()  # noqa: S704  our own file


@dataclass(frozen=True)
class _Drawing:
    """Draws blocks in one language."""

    words: Words
    macros: TemplateModule

    def draw(self, block: r.Block, heading: Phrase) -> Markup:
        """A block below its heading, with its chart where it has one."""
        drawn = chart(block, heading, self.words)
        if drawn is None:
            return self._block(block)
        svg = Markup(drawn.svg)  # noqa: S704  drawn here, and every text in it escaped
        return self._macro("figure", chart=svg, told=drawn.told) + self._block(block)

    def _block(self, block: r.Block) -> Markup:
        match block:
            case r.Paragraph(lines):
                return self._macro("paragraph", lines=lines)
            case r.Listing(items) | r.Shares(text=items):
                return self._macro("listing", items=items)
            case r.Quotes(quotes):
                return self._macro("quotes", quotes=quotes)
            case r.Ranking(places=places):
                return self._macro("ranking", places=places)
            case r.Bars():
                return Markup("")
            case r.Table(rows=rows, legend=legend, heads=heads):
                return self._macro("table", rows=rows, legend=legend, heads=heads)
        assert_never(block)

    def _macro(self, name: str, **values: object) -> Markup:
        return Markup(getattr(self.macros, name)(**values))  # noqa: S704  our own templates, which escape


def _in_another(attributes: str, direction: str | None, language: str | None, w: Words) -> str:
    """What an element says of a text that runs otherwise than the page, or that another voice should read."""
    if direction and direction != ("rtl" if w.rtl else "ltr"):
        attributes += f' dir="{direction}"'
        language = language or ""
    return attributes if language is None or language == w.language else f'{attributes} lang="{language}"'


def _quoted(w: Words, said: r.Quoted) -> Markup:
    """Somebody's words, with the note on them; a block of their own where they run the other way."""
    note = tell(said.note, w) if said.note else None
    if not said.text:
        return note or isolate("")
    text = isolate(said.text)
    attributes = _in_another("", first_strong(said.text), script_of(said.text), w)
    if attributes:
        tag = "blockquote" if " dir=" in attributes else "span"
        text = Markup("<{}{}>{}</{}>").format(tag, Markup(attributes), text, tag)  # noqa: S704  attributes of our own
    return Markup("{} ({})").format(text, note) if note else text


def _text(w: Words, text: Text) -> Markup:
    """A text of the scenario's, which may come in another language than the page's."""
    found = text_in(text, w.language)
    attributes = _in_another("", LANGUAGES[found.language].direction, found.language, w)
    told = isolate(found.text)
    return Markup("<span{}>{}</span>").format(Markup(attributes), told) if attributes else told  # noqa: S704  the same


def _told(w: Words) -> dict[str, object]:
    """What the templates ask of a language."""
    return {
        "number": w.number,
        "tell": lambda phrase: tell(phrase, w, lambda text: _text(w, text)),
        "plain": lambda phrase: tell(phrase, w).striptags(),
        "quoted": lambda said: _quoted(w, said),
        "plain_day": lambda day: tell(Day(day), w).striptags(),
        "rtl": w.rtl,
        "author": author,
    }


def draw_picture(picture: Picture, w: Words) -> Markup:
    """Curves as shapes of the page."""
    macros = _environment().get_template("curves.html").make_module(_told(w))
    return Markup(getattr(macros, "curves")(picture=picture))  # noqa: B009,S704  our own template, which escapes


def html_report(report: r.Report, w: Words, picture: Markup | None = None) -> bytes:
    """A report as an HTML document, UTF-8, in one language; with a picture before its sections, where there is one."""
    told, (style, digest) = _told(w), _style()
    drawing = _Drawing(w, _environment().get_template("blocks.html").make_module(told))
    document = (
        _environment()
        .get_template("summary.html")
        .render(
            **told,
            language=w.language,
            direction="rtl" if w.rtl else "ltr",
            report=report,
            listed=len(report.sections) >= _LISTED,
            picture=picture,
            draw=drawing.draw,
            style=style,
            digest=digest,
        )
    )
    return clean(document).encode()


def html_summary(scenario: Scenario, session: Session, language: str, zone: tzinfo, day: date | None = None) -> bytes:
    """The summary of a session as an HTML document, in the reader's language, its days in `zone`, as of that day. What
    the scenario doesn't say in it comes in the scenario's first language."""
    summary = tally(scenario, session, audience="document", zone=zone, day=day)
    return html_report(report(scenario, summary, "document"), words(language))
