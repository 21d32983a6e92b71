"""The page: one file without script, readable on a phone, on paper and in the dark, in the direction of each text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from bot.content import report as r
from bot.content.phrase import Mark, ScenarioText
from bot.documents.html import html_report
from bot.languages import SPOKEN
from bot.wording.catalog import words
from tests.documents.reports import HOSTILE, USUAL, report

_VOID = {"meta", "rect", "line", "polygon", "br"}


class _Read(HTMLParser):
    """Its elements, and whether each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("said", [USUAL, HOSTILE[:2] + HOSTILE[3:]], ids=["usual", "hostile"])
def test_every_kind_of_block_in_every_language_is_well_formed(said: tuple[str, ...], language: str) -> None:
    page = html_report(report(said), words(language)).decode()
    read = _Read(page)
    assert read.open == []
    tags = {tag for tag, _ in read.seen}
    assert not tags & {"script", "img", "iframe", "link", "object", "foreignobject", "image", "use"}
    assert all(attrs["href"].startswith("#s") for tag, attrs in read.seen if tag == "a")
    assert not any(key.startswith("on") or key == "style" for _, attrs in read.seen for key in attrs)
    (policy,) = (attrs["content"] for _, attrs in read.seen if attrs.get("http-equiv"))
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_many_sections_are_listed_and_each_link_leads_somewhere() -> None:
    read = _Read(html_report(report(USUAL), words("fr")).decode())
    links = [attrs["href"].removeprefix("#") for tag, attrs in read.seen if tag == "a"]
    ids = [attrs["id"] for tag, attrs in read.seen if tag == "h2" and attrs.get("id") != "contents"]
    assert links == ids
    assert len(ids) == len({*ids}) == 10
    assert "<nav" not in html_report(_short(), words("fr")).decode()


def _short() -> r.Report:
    whole = report(USUAL)
    return r.Report(**{**{name: getattr(whole, name) for name in whole.__dataclass_fields__}, "steps": ()})


@pytest.mark.parametrize(("language", "text", "told"), [
    ("fr", "كلام", '<blockquote dir="rtl" lang="ar">'),
    ("ar", "Words", '<blockquote dir="ltr" lang="">'),
    ("fr", "Mots", None),
    ("ar", "كلام", None),
    ("fr", "123 !", None),
])  # fmt: skip
def test_words_that_run_otherwise_say_so(language: str, text: str, told: str | None) -> None:
    section = r.Section(Mark("x"), (r.Quotes((r.Quoted(text),)),))
    whole = r.Report(*(Mark("x"),) * 4, (), (), (), (), (section,), (), (), ())
    page = html_report(whole, words(language)).decode()
    assert (told in page) if told else ("blockquote dir" not in page)


def test_a_text_of_the_scenario_in_another_language_says_which() -> None:
    heading = ScenarioText({"fr": "Qui décide ?"})
    whole = r.Report(*(Mark("x"),) * 4, (), (), (), (), (r.Section(heading, ()),), (), (), ())
    assert '<span dir="ltr" lang="fr">' in html_report(whole, words("ar")).decode()
    assert '<span lang="fr">' in html_report(whole, words("en")).decode()
    assert "<span lang" not in html_report(whole, words("fr")).decode()
