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
from bot.content.phrase import Number
from bot.documents.cells import clean
from bot.scenario.model import Scenario
from bot.session.state import Session
from bot.summary.report import report
from bot.summary.tally import tally
from bot.wording.catalog import Words, words
from bot.wording.report import author, quoted
from bot.wording.tell import tell


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

    def draw(self, block: r.Block) -> Markup:
        """A block as HTML."""
        match block:
            case r.Paragraph(lines):
                return self._macro("paragraph", lines=lines)
            case r.Listing(items):
                return self._macro("listing", items=items)
            case r.Quotes(quotes):
                return self._macro("quotes", quotes=quotes)
            case r.Ranking(places=places):
                return self._macro("ranking", places=places)
            case r.Bars(bars=bars, most=most):
                drawn = [(bar, round(100 * bar.number / (most or 1))) for bar in bars]
                return self._macro("bars", bars=drawn, wide=not all(isinstance(bar.label, Number) for bar in bars))
            case r.Table(rows, legend):
                return self._macro("table", rows=rows, legend=legend)
        assert_never(block)

    def _macro(self, name: str, **values: object) -> Markup:
        return Markup(getattr(self.macros, name)(**values))  # noqa: S704  our own templates, which escape


def _told(w: Words) -> dict[str, object]:
    """What the templates ask of a language."""
    return {
        "number": w.number,
        "tell": lambda phrase: tell(phrase, w),
        "plain": lambda phrase: tell(phrase, w).striptags(),
        "quoted": lambda said: quoted(w, said),
        "author": author,
    }


def html_report(report: r.Report, w: Words) -> bytes:
    """A report as an HTML document, UTF-8, in one language."""
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
