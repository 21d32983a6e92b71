"""In short: what the group's summary tells of each row of a matrix, of a scale, and of who answered."""

from __future__ import annotations

import pytest

from bot.content.report import Table
from bot.scenario.kinds import Column
from bot.scenario.step import Option
from bot.session.kinds.rows import RowResult, Stance, blocks
from bot.session.kinds.scale import ScaleValue
from bot.summary.report import report
from bot.summary.tally import tally
from bot.wording.message import Message, bare, pages, plain_text
from bot.wording.report import summary_blocks
from bot.wording.tell import tell
from tests.summary.rendered import EN
from tests.summary.test_numbers import NORTH, SCENARIO, SOUTH, played

OURS = Column(id="us", text={"en": "Us"}, means="own")
THEIRS = Column(id="them", text={"en": "Them"}, means="other")
BOTH, NOBODY = Column(id="both", text={"en": "Together"}), Column(id="none", text={"en": "Nobody"})
TV, AURORE = "Toit vert", "Aurore"
DIFFER = (Stance(TV, TV, OURS), Stance(AURORE, AURORE, OURS))
SAME = (Stance(TV, column=BOTH), Stance(AURORE, column=BOTH))


def _row(text: str, *counts: tuple[Column, int], stances: tuple[Stance, ...] = ()) -> RowResult:
    relative = any(column.stands_for for column, _ in counts)
    share = None if relative else counts[0][1] / sum(n for _, n in counts)
    return RowResult(Option(id=text.lower(), text={"en": text}), counts, share, stances)


def _brief(*rows: RowResult) -> list[str]:
    table = blocks(rows, [column for column, _ in rows[0].counts], told_apart=True)[0]
    assert isinstance(table, Table)
    return [plain_text(tell(line, EN)) for line in table.brief]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (_row("Money", (BOTH, 5), (NOBODY, 3)), "Money – Together, 5 of 8"),
        (_row("Money", (BOTH, 8)), "Money – Together, 8 of 8"),
        (_row("Money", (BOTH, 4), (NOBODY, 4)), "Money – Together 4 · Nobody 4"),
        (_row("Money", (BOTH, 5), (OURS, 3), stances=SAME), "Money – Together, 5 of 8"),
        (_row("Money", (OURS, 5), (BOTH, 3)), "Money – 5 say: my own organisation · Together 3"),
        (_row("Money", (OURS, 8), stances=DIFFER), "≠ Money – Toit vert says: Toit vert · Aurore says: Aurore"),
        (
            _row("Money", (OURS, 4), (THEIRS, 4), stances=(Stance(TV, TV, OURS), Stance(AURORE, TV, THEIRS))),
            "Money – for each organisation: Toit vert",
        ),
        (
            _row("Money", (BOTH, 5), (NOBODY, 3), stances=(Stance(TV, column=BOTH), Stance(AURORE))),
            "≠ Money – Toit vert says: Together · Aurore is of several minds",
        ),
    ],
)
def test_a_row_is_told_by_what_the_organisations_say_or_by_what_leads(row: RowResult, told: str) -> None:
    assert _brief(row) == [told]


def test_rows_of_which_the_same_is_to_be_said_are_told_together() -> None:
    apart = {"stances": DIFFER}
    rows = (_row("Money", (OURS, 8), **apart), _row("Speech", (BOTH, 8)), _row("Staff", (OURS, 6), (BOTH, 2), **apart))
    assert _brief(*rows) == [
        "≠ Money and Staff – Toit vert says: Toit vert · Aurore says: Aurore",
        "Speech – Together, 8 of 8",
    ]


def _summary(answers: int) -> str:
    scores = dict(zip([*SOUTH, *NORTH], map(ScaleValue, (1, 2, 2, 3, 4, 5, 4, 4)), strict=True))
    session = played("scale", dict([*scores.items()][-answers:]))
    whole = report(SCENARIO, tally(SCENARIO, session, audience="group"), "group")
    return "\n".join(bare(page) for page in pages(Message(summary_blocks(whole, EN))))


def test_how_many_answered_is_said_where_it_weren_t_all() -> None:
    assert "8 people took part" in _summary(8)
    assert "people answered" not in _summary(8)
    assert "7 people answered." in _summary(7)


def test_a_scale_is_told_by_its_sides_and_number_by_number_where_these_aren_t_told() -> None:
    assert "South 2 · North 4.5 or more" in _summary(8)
    assert "chose 2" not in _summary(8)
    assert "I don’t compare the sides" in _summary(5)
    assert "chose 5" in _summary(5)
