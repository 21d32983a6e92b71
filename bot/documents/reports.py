"""What writes any report as a file, by the ending of its name: a row each. Where nobody says which is wanted, the first
is taken: so one that is edited and sent on stands before one that is only read.

What writes one is loaded when somebody asks for it, as in `bot.documents.formats`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.content.report import Report

#: Writes a report in the reader's language.
Writer = Callable[["Report", str], bytes]


def _html(report: Report, language: str) -> bytes:
    from bot.documents.html import html_report
    from bot.wording.catalog import words

    return html_report(report, words(language))


WRITERS: dict[str, Writer] = {"html": _html}
#: What is taken where nobody says which.
USUAL = next(iter(WRITERS))
