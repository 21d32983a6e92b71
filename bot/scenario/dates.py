"""Dates in the texts of a scenario: `{date:+30d}` is the day thirty days after a session has begun, so that an example
never lies in the past."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PLACEHOLDER = re.compile(r"\{date:\+(\d{1,3})d\}")
#: What is probably meant to be one.
_MEANT = re.compile(r"\{\s*date\b[^}]{0,20}\}?", re.I)
#: A day with its year, as examples have it: 15/02/2027, 2027-02-15.
_FIXED = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})\b")


def filled(text: str, day: date) -> str:
    """A text with its dates, counted from that day and written so that all five languages read them: 15/02/2027."""
    return _PLACEHOLDER.sub(lambda found: f"{day + timedelta(days=int(found[1])):%d/%m/%Y}", text)


def fixed_dates(text: str) -> list[str]:
    """The dates in a text that will lie in the past one day."""
    return _FIXED.findall(text)


def unfilled(text: str, *, prompt: bool) -> list[str]:
    """What looks like such a date and would stay as it is: one that is written otherwise, or isn't in a prompt."""
    found = _MEANT.findall(text)
    return [one for one in found if not (prompt and _PLACEHOLDER.fullmatch(one))]
