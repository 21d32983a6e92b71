"""A summary as one HTML file that opens on any phone: no script, nothing from outside, every text escaped.

Its content security policy lets through only its own style, by that style's hash.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.scenario.model import ChoiceStep, Scenario
from bot.session.state import Session
from bot.summary.results import StepResult
from bot.summary.tally import tally
from bot.wording.catalog import words
from bot.wording.message import Quote
from bot.wording.results import Page, answered, line_text, promise_text, reading, result_blocks, side, untold


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar: `share` is between 0 and 100."""

    label: Markup
    count: str
    share: int


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        answered=answered,
        bars=bars,
        line_text=line_text,
        promise_text=promise_text,
        reading=reading,
        side=side,
        untold=untold,
    )
    return environment


def _style() -> Markup:
    source = _environment().loader
    if source is None:
        raise LookupError("the templates come with the package")
    return Markup(source.get_source(_environment(), "summary.css")[0])  # noqa: S704  our own file


def html_summary(scenario: Scenario, session: Session, language: str, zone: tzinfo) -> bytes:
    """The summary of a session as an HTML document, UTF-8, in the reader's language, its days in `zone`.
    What the scenario doesn't say in it comes in the scenario's first language."""
    w, style = words(language), _style()
    digest = base64.b64encode(hashlib.sha256(str(style).encode()).digest()).decode()
    page = Page(scenario, w, whole=True)
    document = (
        _environment()
        .get_template("summary.html")
        .render(
            w=w,
            page=page,
            scenario=scenario,
            summary=tally(scenario, session, audience="document", zone=zone),
            session=session,
            text=page.text,
            notes=lambda result: _notes(page, result),
            style=style,
            digest=digest,
        )
    )
    return document.encode()


def _notes(page: Page, result: StepResult) -> list[Markup]:
    """What the chat says of a result beside its figures: who answered, what is hidden, where the sides stand."""
    blocks = result_blocks(result, page.scenario, page.words, whole=False)
    return [block for block in blocks if not isinstance(block, Quote)]


def bars(page: Page, result: StepResult) -> list[Bar]:
    """A scale's or a choice's counts as bars."""
    step = page.scenario.step(result.step)
    labels: list[Markup] = [Markup("{}").format(page.words.number(n)) for n in range(1, 6)]
    if isinstance(step, ChoiceStep):
        labels = [page.text(option.text) for option in step.options]
    most = result.people or 1
    return [
        Bar(label, page.words.number(count), round(100 * count / most))
        for label, count in zip(labels, result.counts, strict=False)
    ]
