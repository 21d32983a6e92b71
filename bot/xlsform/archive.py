"""Whether a spreadsheet from anybody may be opened: looked at as the zip of XML files that it is, before openpyxl sees
it. Raises FormRefused.

Sizes are those that come out, not those that the file claims. No part is unpacked further than what is left of the
whole's limit.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from io import BytesIO
from typing import Any

from bot.xlsform.told import FormRefused

#: A form of 40 questions in five languages has 20 KiB.
LARGEST = 256 * 1024
#: Spreadsheets pack 1 to 10; a bomb 1 to 1,000.
UNPACKED = 4 * 1024 * 1024
MOST_PARTS = 100
#: The form of a whole household survey has some 500 rows, and five languages take some 60 columns.
MOST_ROWS, MOST_COLUMNS = 2000, 200
#: A form of 40 questions in five languages has 3,000 cells; 40,000 take two seconds on a small machine.
MOST_CELLS, _MOST_ELEMENTS = 40_000, 150_000
_DEEPEST = 40
_CHUNK = 64 * 1024
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def looked_at(data: bytes) -> None:
    """Look at a file; raises FormRefused for one that isn't to be opened."""
    if len(data) > LARGEST:
        raise FormRefused("too-large", most=LARGEST // 1024)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _parts(archive)
    except _UNREADABLE:
        raise FormRefused("no-spreadsheet") from None


def _parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    if len(parts) > MOST_PARTS:
        raise FormRefused("parts", most=MOST_PARTS)
    if any("vbaproject" in name or name.startswith(("xl/macrosheets", "xl/activex")) for name in names):
        raise FormRefused("macros")
    if any(name.startswith(("xl/externallinks", "xl/embeddings", "xl/connections")) for name in names):
        raise FormRefused("links")
    if "xl/workbook.xml" not in names or len(set(names)) < len(names):
        raise FormRefused("no-spreadsheet")
    left, counted = UNPACKED, Counter[str]()
    for part in parts:
        unpacked = _unpacked(archive, part, left)
        left -= len(unpacked)
        if part.filename.casefold().endswith((".xml", ".rels")):
            _looked_through(part.filename, unpacked, counted)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    if part.file_size > most:
        raise FormRefused("unpacked", most=UNPACKED // 1024 // 1024)
    found = bytearray()
    with archive.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            found += chunk
            if len(found) > most:
                raise FormRefused("unpacked", most=UNPACKED // 1024 // 1024)
    return bytes(found)


def _looked_through(name: str, part: bytes, counted: Counter[str]) -> None:
    """No document type and no entities; not deeper, wider or longer than a form is, all parts together."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    depth = 0
    try:
        for event, element in iterparse(BytesIO(part), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise FormRefused("unreadable")
            if event == "end":
                _counted(element, counted)
                _looked_at_cell(name, element)
    except DefusedXmlException:
        raise FormRefused("entities") from None
    except ParseError:
        raise FormRefused("unreadable") from None


def _counted(element: Any, counted: Counter[str]) -> None:
    counted["cells"] += element.tag.endswith("}c")
    counted["elements"] += 1
    if counted["cells"] > MOST_CELLS or counted["elements"] > _MOST_ELEMENTS:
        raise FormRefused("cells", most=MOST_CELLS)


def _looked_at_cell(name: str, element: Any) -> None:
    tag = element.tag.rpartition("}")[2]
    if tag == "c" and len(element):
        place = element.get("r", "")
        letters = place.rstrip("0123456789")
        sheet = name.rpartition("/")[2].removesuffix(".xml")
        if _column(letters) > MOST_COLUMNS:
            raise FormRefused("columns", sheet, most=MOST_COLUMNS)
        if int(place[len(letters) :] or 0) > MOST_ROWS:
            raise FormRefused("rows", sheet, most=MOST_ROWS)
    if tag == "row":
        element.clear()


def _column(letters: str) -> int:
    """The number of a column, from 1; any of more than three letters is too far."""
    if len(letters) > 3 or not letters.isascii():
        return MOST_COLUMNS + 1
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
