"""How a group's measures moved, as files: a page with all of them as one picture, and JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from bot.documents.html import draw_picture, html_report
from bot.documents.picture import picture
from bot.partnership.measures import Point
from bot.partnership.progress import Progress, as_report
from bot.wording.catalog import words
from bot.wording.message import plain_text
from bot.wording.tell import tell


def html_progress(progress: Progress, language: str, today: date) -> bytes:
    """A group's as an HTML document, in the reader's language."""
    w = words(language)
    drawn = picture(progress.curves, rtl=w.rtl)
    return html_report(as_report(progress, today), w, draw_picture(drawn, w) if drawn else None)


def json_progress(every: Sequence[Progress], language: str) -> bytes:
    """Several groups, each by itself, as the README documents it; labels in that language."""
    document = {"groups": [_group(one, language) for one in every]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _group(progress: Progress, language: str) -> dict[str, object]:
    w = words(language)
    return {
        "group": progress.group,
        "least": progress.least,
        "measures": [
            {
                "measure": curve.measure,
                "label": plain_text(tell(curve.label, w)),
                "workshops": [_point(point) for point in curve.points],
            }
            for curve in progress.curves
        ],
        "commitments": asdict(progress.kept),
        "unreadable": [day.isoformat() for day in progress.unreadable],
    }


def _point(point: Point) -> dict[str, object]:
    """One workshop: the level, or null where it isn't told; its end, and whether it moved there."""
    level = point.level
    return {
        "code": point.code,
        "day": point.day.isoformat(),
        "level": level.half if level else None,
        "end": level.end if level else None,
        "moved": point.moved,
    }
