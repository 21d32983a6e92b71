"""The workbook: its sheets, the kinds of its cells, and that nothing in it is run."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.documents.made import opened, session, written

FORMULAS = ["=1+1", "+1", "-1", "@A1", "|cmd", "%x", "\t=1", "＝1+1", "\ufeff=1", "\u200b=1", "-", "'=1", "_x003D_1"]


def _book(document: bytes) -> Any:
    return load_workbook(io.BytesIO(document))


def test_an_overview_and_a_sheet_a_question() -> None:
    book = _book(written("xlsx"))
    assert book.sheetnames == [
        "Vue d’ensemble",
        "1. Ça va",
        "2. Moyens",
        "3. Qui   décide    quoi",
        "4. Qui   décide    quoi",
        "5. Choisissez",
        "6. Engagez-vous",
    ]
    assert all(len(name) <= 31 for name in book.sheetnames)
    overview = book.worksheets[0]
    assert overview["A1"].value == "De tout"
    assert [cell.value for cell in overview[2]] == [
        "Question",
        "Telle que posée",
        "Personnes ayant répondu",
        "Résultat",
    ]
    assert overview["C3"].value == 6
    below = [row[0].value for row in overview.iter_rows(min_row=9) if row[0].value]
    assert "État au 14 janvier 2027." in below


def test_names_of_sheets_are_short_and_each_its_own() -> None:
    scenario, played = session()
    steps = [
        step.model_copy(update={"heading": {"fr": "😀" * 30 if step.id == "tell" else f"history/{'x' * 28}"}})
        for step in scenario.steps
    ]
    names = _book(written("xlsx", (scenario.model_copy(update={"steps": tuple(steps)}), played))).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 7
    assert all(len(name.encode("utf-16-le")) // 2 <= 31 for name in names)


def test_numbers_and_days_are_what_they_are() -> None:
    book = _book(written("xlsx"))
    assert [cell.value for cell in book.worksheets[1]["A"]] == ["Réponse", *[4] * 6]
    head, first, second, *_ = book.worksheets[6].iter_rows()
    assert [cell.value for cell in head] == ["Organisation", "Côté", "Quoi", "Qui", "Pour quand", "Échéance"]
    *words, day = (cell.value for cell in first)
    assert words == ["Toit vert", "Sud", "Un mot.", "Un mot.", "mi-mars"]
    assert day == datetime(2027, 3, 15)  # noqa: DTZ001
    assert [cell.value for cell in second][2:] == ["2 Un mot.", None, None, None]
    assert first[5].number_format == "yyyy-mm-dd"


def test_beside_a_figure_stands_neither_organisation_nor_side() -> None:
    for sheet in _book(written("xlsx")).worksheets[1:4]:
        assert "Organisation" not in [cell.value for cell in sheet[1]]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_run_and_nothing_is_lost(text: str) -> None:
    book = _book(written("xlsx", session(text)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    said = list(book.worksheets[4]["C"][1:])
    assert {cell.value.replace("_x005F_", "_") for cell in said} == {text}, "read as Excel reads it"
    assert all(cell.quotePrefix for cell in said) == (text not in ("'=1", "_x003D_1"))


def test_the_first_row_stays_and_rows_can_be_chosen() -> None:
    for number, sheet in enumerate(_book(written("xlsx")).worksheets):
        first = 2 if number == 0 else 1
        assert sheet.freeze_panes == f"A{first + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{first}:")
        assert all(8 <= column.width <= 60 for column in sheet.column_dimensions.values())


@pytest.mark.parametrize(("language", "from_right"), [("fr", False), ("ar", True)])
def test_sheets_go_from_right_to_left_where_their_language_does(language: str, *, from_right: bool) -> None:
    sheets = _book(written("xlsx", language=language)).worksheets
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in sheets} == {from_right}


def test_it_says_nothing_of_itself() -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx"))) as archive:
        told = [archive.read(f"docProps/{name}.xml") for name in ("core", "app")]
    assert all(one.endswith(b"/>") and one.count(b"<") == 2 for one in told), "elements with nothing in them"
    assert b"openpyxl" not in opened(written("xlsx"))


def test_several_sessions_are_one_table_of_answers() -> None:
    book = _book(written("xlsx", session("Ici."), session("Là.", code="ZZZZ2")))
    assert book.sheetnames == ["Vue d’ensemble", "Toutes les réponses"]
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert len(rows) == 1 + 2 * (5 * 6 + 2 * 6)
    assert ["De tout · ZZZZ2", datetime(2027, 1, 11), "Ça va ?", None, None, None, 4, None, None] in rows  # noqa: DTZ001
