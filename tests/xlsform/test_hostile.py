"""Spreadsheets made to do harm, or that aren't what they say: each is refused with a sentence, at once."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.scenario.load import load
from bot.xlsform.archive import LARGEST, MOST_COLUMNS, MOST_ROWS
from bot.xlsform.conversion import scenario_of
from bot.xlsform.told import FormRefused
from tests.often import often
from tests.xlsform.made import form, saved

GOOD = form([["type", "name", "label"], ["text", "why", "Why?"]])
SHEET = "xl/worksheets/sheet1.xml"


def _with(parts: dict[str, bytes], data: bytes = GOOD) -> bytes:
    """The form with these parts added or changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, part in parts.items():
            after.writestr(name, part)
    return out.getvalue()


def _sheet(cells: str, before: str = "") -> bytes:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c></row>{cells}'
    data = f'<?xml version="1.0"?>{before}<worksheet xmlns="{name}"><sheetData>{rows}</sheetData></worksheet>'
    return _with({SHEET: data.encode()})


def _lying() -> bytes:
    """25 MB that claim to be 1 KB, in the directory and in the part's own header."""
    data = bytearray(_with({"xl/media/x.bin": b"\0" * 25_000_000}))
    size = (25_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (1024).to_bytes(4, "little")
    return bytes(data)


def _encrypted() -> bytes:
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def _cell(value: object) -> bytes:
    return form([["type", "name", "label"], ["text", "why", value]])


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
#: What it is -> the file, and why it is refused.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "no-spreadsheet"),
    "a text": (lambda: b"palabre: 1\n", "no-spreadsheet"),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "no-spreadsheet"),
    "a zip of something else": (lambda: _other_zip(), "no-spreadsheet"),
    "half a spreadsheet": (lambda: GOOD[: len(GOOD) // 2], "no-spreadsheet"),
    "encrypted": (_encrypted, "no-spreadsheet"),
    "larger than the limit": (lambda: GOOD + b"\0" * LARGEST, "too-large"),
    "a bomb": (lambda: _with({"xl/media/x.bin": b"\0" * 30_000_000}), "unpacked"),
    "many small bombs": (lambda: _with({f"xl/m{n}.bin": b"\0" * 1_000_000 for n in range(6)}), "unpacked"),
    "25 MB claiming 1 KB": (_lying, "no-spreadsheet"),
    "a thousand parts": (lambda: _with({f"xl/x{n}.xml": b"<a/>" for n in range(1000)}), "parts"),
    "macros": (lambda: _with({"xl/vbaProject.bin": b"Sub"}), "macros"),
    "external links": (lambda: _with({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "links"),
    "an embedded file": (lambda: _with({"xl/embeddings/oleObject1.bin": b"x"}), "links"),
    "a data connection": (lambda: _with({"xl/connections.xml": b"<a/>"}), "links"),
    "a billion laughs": (lambda: _sheet("", _LAUGHS), "entities"),
    "an entity from a file": (lambda: _sheet("", _OUTSIDE), "entities"),
    "no XML": (lambda: _with({SHEET: b"<worksheet"}), "unreadable"),
    "XML of another kind": (lambda: _with({"xl/workbook.xml": b"<a/>"}), "no-survey"),
    "deep XML": (lambda: _with({"xl/x.xml": b"<a>" * 100_000}), "unreadable"),
    "a cell in column XFD": (lambda: _sheet('<row r="2"><c r="XFD2"><v>1</v></c></row>'), "columns"),
    "a cell in column ZZZZZZZZZ": (lambda: _sheet('<row r="2"><c r="ZZZZZZZZZ2"><v>1</v></c></row>'), "columns"),
    "thousands of columns": (lambda: form([["type", *map(str, range(3000))], ["text"]]), "columns"),
    "a cell in row 1,048,576": (lambda: _sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "rows"),
    "thousands of rows": (lambda: form([["type"], *([["note"]] * (MOST_ROWS + 1))]), "rows"),
    "unnumbered columns": (lambda: _sheet(f"<row>{'<c><v>1</v></c>' * (MOST_COLUMNS + 50)}</row>"), "columns"),
    "a million cells": (lambda: _sheet("<row><c/></row>" * 45_000), "cells"),
    "a million elements": (lambda: _with({"xl/x.xml": b"<a>" + b"<b/>" * 250_000 + b"</a>"}), "cells"),
    "a formula": (lambda: _cell('=HYPERLINK("http://x")'), "formula"),
    "a formula as a header": (lambda: form([["type", "=1+1"], ["text", "x"]]), "formula"),
    "an error": (lambda: _cell("#REF!"), "error"),
    "a novel in a cell": (lambda: _cell("x" * 5000), "long-cell"),
    "other sheets": (lambda: saved(Workbook()), "no-survey"),
    "a survey without types": (lambda: form([["name", "label"], ["why", "Why?"]]), "no-survey"),
}


_QUESTIONS = [["type", "name", "label"], *([["select_one l", "n", "x"]] * (MOST_ROWS - 1))]
_OPTIONS = [["list_name", "name", "label"], *([["l", "n", "x"]] * (MOST_ROWS - 1))]


def _other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("roles.yaml", "palabre: 1")
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_is_refused_with_a_sentence(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    begin = time.process_time()
    with pytest.raises(FormRefused) as raised:
        scenario_of(data, "en")
    assert raised.value.told.code == code
    assert "{" not in str(raised.value)
    assert time.process_time() - begin < 2


def test_thousands_of_questions_cost_no_more_than_forty() -> None:
    data = form(_QUESTIONS, _OPTIONS)
    begin = time.process_time()
    assert not load(scenario_of(data, "en").data).good
    assert time.process_time() - begin < 3


def test_a_sheet_that_says_that_it_is_huge_is_read_as_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.read(SHEET).replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in sheet
    assert b'"Why?"' in scenario_of(_with({SHEET: sheet}), "en").data


@pytest.mark.parametrize(
    ("value", "said"),
    [(3, '"3"'), (3.0, '"3"'), (3.5, '"3.5"'), (True, '"true"'), (datetime(2027, 1, 2, tzinfo=UTC).replace(tzinfo=None),
     '"2027-01-02 00:00:00"'), ("a\rb", r'"a\nb"'), ("'=1", "\"'=1\"")],
)  # fmt: skip
def test_whatever_stands_in_a_cell_is_a_text(value: object, said: str) -> None:
    assert f"en: {said}" in scenario_of(_cell(value), "en").data.decode()


@settings(max_examples=often(60, 1000), deadline=None)
@given(data=st.data())
def test_no_change_to_a_file_makes_it_raise_anything_else(data: st.DataObject) -> None:
    changed = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    for _ in _tried(bytes(changed)):
        pass


@settings(max_examples=often(60, 1000), deadline=None)
@given(data=st.data())
def test_nor_does_a_change_to_its_sheets(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        name = data.draw(st.sampled_from([name for name in archive.namelist() if name.endswith(".xml")]))
        part = bytearray(archive.read(name))
    at = data.draw(st.integers(0, len(part) - 1))
    part[at : at + data.draw(st.integers(0, 4))] = data.draw(st.sampled_from([b"", b"<", b"9", b"a", b'"', b"-1"]))
    for _ in _tried(_with({name: bytes(part)})):
        pass


def _tried(data: bytes) -> Iterator[None]:
    try:
        scenario_of(data, "en")
    except FormRefused:
        yield
