"""CSV: a row an answer, in the columns of the README, and no cell that is run, whatever divides the columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from bot.documents.csv import COLUMNS, safe
from tests.documents.made import session, written

README = Path(__file__).parents[2] / "README.md"
STARTS = ("=", "+", "-", "@", "|", "%", "＝", "＠", "−")


def _rows(document: bytes) -> list[dict[str, str]]:
    assert document.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


def test_a_row_an_answer() -> None:
    rows = _rows(written("csv", session("Deux\nlignes, et une virgule"), session(code="ZZZZ2")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * (5 * 6 + 2 * 6)
    assert rows[0] == {
        "session": "K7M2Q", "scenario": "every", "mode": "live", "opened": "2027-01-11", "closed": "2027-01-11",
        "question": "1", "id": "mood", "kind": "scale", "text": "Ça va ?", "organisation": "", "side": "", "alias": "",
        "late": "", "relayed": "", "answer": "4", "number": "4", "due": "",
    }  # fmt: skip
    told = next(row for row in rows if row["id"] == "tell")
    assert told["answer"] == "Deux\nlignes, et une virgule"
    assert (told["organisation"], told["side"], told["late"]) == ("Toit vert", "south", "no")
    done = [row for row in rows if row["id"] == "do"]
    assert [row["due"] for row in done[:2]] == ["2027-03-15", ""]


def test_the_columns_are_documented() -> None:
    told = README.read_text("utf-8").split("**As CSV**")[1].split("\n\n")[0]
    assert all(f"`{column}`" in told for column in COLUMNS)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\ufeff", "\u200b", "\u2068", "\u00a0"])
def test_what_could_be_a_formula_begins_with_an_apostrophe_and_loses_nothing(start: str, before: str) -> None:
    assert safe(f"{before}{start}1") == f"'{before}{start}1"


@pytest.mark.parametrize("divider", [";", ",", "\t", "\n"])
def test_nor_is_a_part_of_a_cell_run_by_who_divides_otherwise(divider: str) -> None:
    assert safe(f'prix{divider}=HYPERLINK("x")') == f'prix{divider}\'=HYPERLINK("x")'
    assert safe(f'prix{divider} "=1') == f"prix{divider}' \"=1"
    assert safe(f"prix{divider} juste") == f"prix{divider} juste"


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_whatever_divides_the_columns_no_cell_begins_as_a_formula(divider: str) -> None:
    document = written("csv", session('=1;=2,=3\t=4\n=5;"=6"'))
    for line in csv.reader(io.StringIO(document.decode("utf-8-sig"), newline=""), delimiter=divider):
        assert not [cell for cell in line if cell.lstrip('" ').startswith(STARTS)]
