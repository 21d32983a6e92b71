"""Documents that were sent, handed to a browser: to keep, or to read where a browser can show such a thing."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from starlette.responses import Response

from bot.rehearsal.model import Document

#: Ending -> as what a browser shows it. All others are kept.
_SHOWN = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
}
#: What was sent is shown as a page of nowhere: it runs nothing, fetches nothing, and reaches nothing at this address.
_NOWHERE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def handed(document: Document, *, to_read: bool) -> Response:
    """The document, shown where it is to be read and can be, else as a file to keep."""
    shown = _SHOWN.get(PurePath(document.name).suffix.lower()) if to_read else None
    headers = {
        "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(document.name)}",
        "Content-Security-Policy": _NOWHERE,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(document.content, media_type=shown or "application/octet-stream", headers=headers)
