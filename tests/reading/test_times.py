"""Times of day, as people type them."""

from __future__ import annotations

import pytest

from bot.reading.times import times


@pytest.mark.parametrize(
    "text",
    ["22:00 7:00", "22h 7h", "22h-7h", "de 22 h à 7 h", "22 h 00 - 07 h 00", "10 pm 7 am", "from 10pm to 7 a.m.",
     "22.00–7.00", "22 heures à 7 heures", "entre 22h et 7h", "٢٢:٠٠ ٧:٠٠", "de 22 a 7", "22 7", "22h 07h00"],
)  # fmt: skip
def test_two_times(text: str) -> None:
    assert times(text) == (22 * 60, 7 * 60)


@pytest.mark.parametrize(
    ("text", "found"),
    [("22h30", (1350,)), ("24:00", (0,)), ("12 am", (0,)), ("12:30 pm", (750,)), ("7", (420,)), ("8h 13h 20h30",
     (480, 780, 1230))],
)  # fmt: skip
def test_as_many_times_as_there_are(text: str, found: tuple[int, ...]) -> None:
    assert times(text) == found


@pytest.mark.parametrize("text", ["", "25:00", "22:70", "13 pm", "0 am", "22:7", "3 pigs", "à 22h je dors", "no", "-"])
def test_no_time(text: str) -> None:
    assert times(text) is None
