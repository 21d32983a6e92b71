"""The document for Word: what python-docx reads back of it, that nothing breaks it, that it says
nothing of its maker."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC
from functools import cache

import docx
import pytest
from defusedxml.ElementTree import fromstring
from docx.document import Document
from docx.oxml.ns import qn

from bot.content import report as r
from bot.content.phrase import Mark
from bot.documents.direction import bare
from bot.documents.docx import docx_report, docx_summary
from bot.languages import LANGUAGES, SPOKEN
from bot.session import events as e
from bot.wording.catalog import words
from tests.documents.reports import HOSTILE, TEXT, USUAL, report
from tests.session.guarded import SCENARIO, opened

#: What takes part of a text away where XML can't hold it, or where it would turn what stands around it.
_SHOWN = {text: " ".join(bare(text).split()) for text in (*HOSTILE, *USUAL)}


def _read(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


@cache
def made(said: tuple[str, ...], language: str) -> bytes:
    """The document of a report with these words in it: pictures take their time."""
    return docx_report(report(said), words(language))


def _files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize(
    ("said", "language"), [*((USUAL, language) for language in SPOKEN), (HOSTILE, "fr"), (HOSTILE, "ar")]
)
def test_every_kind_of_block_in_every_language_is_read_back(said: tuple[str, ...], language: str) -> None:
    document = _read(made(said, language))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "toc 1", "Quote", "List Paragraph", "Picture", "Figures"} <= styles
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [TEXT[language]] * 10
    quotes = [" ".join(bare(p.text).split()) for p in document.paragraphs if p.style.name == "Quote"]
    for text in said:
        assert any(_SHOWN[text] in quote for quote in quotes), text[:40]
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 1 + len(said)


def test_pictures_say_in_words_what_they_show() -> None:
    body = _read(made(USUAL, "fr")).element.body
    pictures = body.xpath(".//wp:docPr")
    assert len(pictures) == 5
    assert all(picture.get("title") == TEXT["fr"] and picture.get("descr") for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == 5


def test_the_table_of_contents_is_a_field_and_leads_to_each_heading() -> None:
    body = _read(made(USUAL, "fr")).element.body
    assert any("TOC" in (code.text or "") for code in body.xpath(".//w:instrText"))
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.xpath(".//w:fldChar")]
    assert kinds == ["begin", "separate", "end"]
    links = [link.get(qn("w:anchor")) for link in body.xpath(".//w:hyperlink")]
    marks = [mark.get(qn("w:name")) for mark in body.xpath(".//w:p[w:pPr/w:pStyle[@w:val='Heading1']]/w:bookmarkStart")]
    assert links == marks
    assert len({*marks}) == 10


@pytest.mark.parametrize("language", SPOKEN)
def test_the_language_and_its_direction_are_told(language: str) -> None:
    data = made(USUAL, language)
    document, rtl = _read(data), LANGUAGES[language].direction == "rtl"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    tags = defaults.find(".//" + qn("w:lang"))
    assert tags.get(qn("w:bidi" if rtl else "w:val")).split("-")[0] == language
    assert (document.styles.element.xpath("w:style[@w:styleId='Normal']/w:pPr/w:bidi") != []) == rtl
    assert (document.element.body.xpath("w:tbl/w:tblPr/w:bidiVisual") != []) == rtl
    assert (document.element.body.xpath("w:sectPr/w:bidi") != []) == rtl
    assert document.core_properties.language == language


def test_each_piece_of_a_text_says_its_direction() -> None:
    """Word has no isolates."""
    section = r.Section(Mark("x"), (r.Quotes((r.Quoted("Voilà سلام كبير, oui"), r.Quoted("كله Toit Vert هنا"))),))
    whole = r.Report(*(Mark("x"),) * 4, (), (), (), (), (section,), (), (), ())
    body = _read(docx_report(whole, words("fr"))).element.body
    first, second = body.xpath("w:p[w:pPr/w:pStyle[@w:val='Quote']]")
    said = [(run.xpath("string(w:t)"), bool(run.xpath("w:rPr/w:rtl"))) for run in first.xpath("w:r")]
    assert said == [("Voilà ", False), ("سلام كبير", True), (", oui", False)]
    assert first.xpath("w:pPr/w:bidi") == []
    assert [element.get(qn("w:val")) for element in second.xpath("w:pPr/w:bidi")] == ["1"]
    assert [bool(run.xpath("w:rPr/w:rtl")) for run in second.xpath("w:r")] == [True, False, True]


def test_it_says_nothing_of_who_made_it_or_when_and_is_the_same_each_time() -> None:
    data = made(USUAL, "fr")
    assert data == docx_report(report(USUAL), words("fr"))
    files = _files(data)
    assert not [name for name in files if "app.xml" in name or "thumbnail" in name or "customXml" in name]
    core = {one.tag.split("}")[1]: one.text for one in fromstring(files["docProps/core.xml"])}
    assert {name for name, value in core.items() if value} == {"title", "revision", "language"}
    text = b"".join(files.values())
    assert not re.search(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}|python-docx|Microsoft Macintosh|rsid", text)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_footer_counts_the_pages() -> None:
    files = _files(made(USUAL, "fr"))
    footer = next(data for name, data in files.items() if "footer" in name and name.endswith(".xml"))
    assert b" PAGE " in footer
    assert b" NUMPAGES " in footer


def test_a_session_of_every_kind_of_question_is_written() -> None:
    play = opened((6, 3, 0))
    for step in ("mood", "who", "story"):
        play.do(e.Next, 0)
        for who in range(9):
            play.say(who, step, who)
    play.do(e.Close, 0, sure=True)
    document = _read(docx_summary(SCENARIO, play.session, "en", UTC))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "9 people took part" in text
    assert "No names, account numbers or times were added" in text
    assert len(document.inline_shapes) == 2
    assert not re.search(r"\bp\d\b", text)


def test_short_reports_have_no_table_of_contents() -> None:
    whole = replace(report(USUAL), steps=())
    assert "w:instrText" not in docx_report(whole, words("en")).decode("latin-1")
    assert _read(docx_report(whole, words("en"))).element.body.xpath(".//w:hyperlink") == []
