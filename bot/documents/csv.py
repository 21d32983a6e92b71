"""The answers of sessions as CSV: UTF-8 with a byte order mark, a row an answer, the columns as the README has them.

No cell can be run. One that could be taken for a formula (`cells.active`) begins with an apostrophe, and loses nothing
else; and since many spreadsheets divide columns by semicolons or tabs, so does what stands behind one of these, or
behind a comma or a line break, within a cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, tzinfo

from bot.content.phrase import Number, ScenarioText
from bot.documents.cells import active, cell_text, clean
from bot.scenario.model import Scenario
from bot.session.state import Session
from bot.summary.records import Record, Records, records
from bot.wording.catalog import Words, words

COLUMNS = (
    *("session", "scenario", "mode", "opened", "closed", "question", "id", "kind", "text"),
    *("organisation", "side", "alias", "late", "relayed", "answer", "number", "due"),
)
_BOM = "\ufeff"
#: Where another program may begin a cell within one of ours.
_DIVIDERS = re.compile(r"([;,\t\n]+)")


def csv_summary(sessions: Iterable[tuple[Scenario, Session]], language: str, zone: tzinfo = UTC) -> bytes:
    """The answers of all these sessions, in the reader's language, with days of `zone`."""
    out = io.StringIO()
    out.write(_BOM)
    written = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    written.writerow(COLUMNS)
    for scenario, session in sessions:
        written.writerows(_rows(scenario, session, words(language), zone))
    return out.getvalue().encode("utf-8", "replace")


def safe(text: str) -> str:
    """A text as a cell that no program runs."""
    cells = _DIVIDERS.split(clean(text))
    cells[::2] = (f"'{cell}" if active(cell.lstrip(' "')) else cell for cell in cells[::2])
    said = "".join(cells)
    return f"'{said}" if said[:1] in ("\t", "\n") else said


def _rows(scenario: Scenario, session: Session, w: Words, zone: tzinfo) -> Iterator[list[str]]:
    about = [session.code, session.scenario, session.mode.value, *_days(session, zone)]
    for one in records(scenario, session):
        for record in one.records:
            yield [safe(cell) for cell in (*about, *_question(one, w), *_answer(record, w))]


def _days(session: Session, zone: tzinfo) -> Iterator[str]:
    for moment in (session.opened, session.closed):
        yield _day(moment.astimezone(zone).date()) if moment else ""


def _day(day: date) -> str:
    return day.isoformat()


def _question(one: Records, w: Words) -> list[str]:
    return [str(one.number), one.step.id, one.step.kind, cell_text(ScenarioText(one.step.prompt), w)]


def _answer(record: Record, w: Words) -> list[str]:
    number = next((cell for cell in record.cells if isinstance(cell, Number)), None)
    return [
        record.organisation.name if record.organisation else "",
        record.side.value if record.side else "",
        record.alias or "",
        {None: "", True: "yes", False: "no"}[record.late],
        "yes" if record.relayed else "",
        cell_text(record.whole, w),
        f"{number.value:g}" if number else "",
        _day(record.due.day) if record.due else "",
    ]
