"""What writes any report as a file, by the ending of its name: a row each. Where nobody says which is wanted, the first
that can be written here is taken: so one that is edited and sent on stands before one that is only read.

What writes one is loaded when somebody asks for it, as in `bot.documents.formats`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.documents.formats import FORMATS

if TYPE_CHECKING:
    from bot.content.report import Report

#: Writes a report in the reader's language.
Writer = Callable[["Report", str], bytes]


def _html(report: Report, language: str) -> bytes:
    from bot.documents.html import html_report
    from bot.wording.catalog import words

    return html_report(report, words(language))


def _docx(report: Report, language: str) -> bytes:
    from bot.documents.docx import docx_report
    from bot.wording.catalog import words

    return docx_report(report, words(language))


#: Every writer by the format's name.
WRITERS: dict[str, Writer] = {"docx": _docx, "html": _html}


def usual() -> str:
    """What is taken where nobody says which."""
    return next(name for name in WRITERS if FORMATS[name].there)
