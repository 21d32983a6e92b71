"""Somebody with the file alone, at any moment after an anonymous question has closed, and with every backup and all
that was posted, doesn't find out who said what better than by chance among those who answered.

Random workshops (200 of them in `.ci/run`), a battery of ways to guess (`guesses.py`) against exact odds (`odds.py`),
and what must not be there at all (`attack.py`).
"""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.file_alone.attack import attack, links
from tests.file_alone.odds import TOO_MANY, Odds
from tests.file_alone.playing import play
from tests.often import often

#: In so many parts the workshops are played, so that all processors have something to do.
PARTS = often(2, 10)


@pytest.mark.parametrize("part", range(PARTS))
async def test_who_has_the_file_guesses_no_better_than_by_chance(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, part: int
) -> None:
    odds: dict[str, Odds] = {}
    caplog.set_level(logging.DEBUG, "bot")
    for number in range(often(2, 20)):  # in some, hardly anybody says yes again to a notice that has changed
        seed = number * PARTS + part
        folder = tmp_path / f"{seed}"
        folder.mkdir()
        caplog.clear()
        played = await play(folder, seed)
        played.log = caplog.text
        assert list(links(played)) == [], f"workshop {seed}"
        attack(played, odds)
    assert sum(one.guesses for one in odds.values()) > 50
    assert {way: str(one) for way, one in odds.items() if one.beyond > TOO_MANY} == {}
