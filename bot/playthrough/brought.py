"""A scenario that whoever rehearses brings as a file: taken into the rehearsal's library, or told what is wrong."""

from __future__ import annotations

import asyncio
import zipfile
from base64 import b64decode
from io import BytesIO

from markupsafe import Markup

from bot.rehearsal.shapes import Json
from bot.scenario.library import Library
from bot.scenario.load import load
from bot.wording import scenarios
from bot.wording.catalog import words
from bot.wording.message import Message, plain_text
from bot.xlsform.conversion import packages_are_there, scenario_of
from bot.xlsform.told import FormRefused


class Shelf:
    """What was brought, by its ids: it stays when the rehearsal begins again."""

    def __init__(self) -> None:
        self._sources: dict[str, bytes] = {}

    def fill(self, library: Library) -> None:
        """Put all of it into a library."""
        library.upload(self._sources.values())

    async def bring(self, library: Library, content: str, language: str) -> Json:
        """Take a file (base64); gives the id under which it is `taken`, or its `mistakes` in that language."""
        read = await asyncio.to_thread(_read, b64decode(content), language)
        if isinstance(read, Message):
            return {"mistakes": "\n\n".join(plain_text(part) for part in read.blocks if isinstance(part, Markup))}
        id, source = read
        self._sources[id] = source
        self.fill(library)
        return {"taken": id}


def _read(source: bytes, language: str) -> tuple[str, bytes] | Message:
    w, form = words(language), zipfile.is_zipfile(BytesIO(source))
    if form and not packages_are_there():
        return scenarios.no_forms(w)
    try:
        data = scenario_of(source, language).data if form else source
    except FormRefused:
        return scenarios.form_refused(w)
    reading = load(data)
    if reading.scenario is None:
        return scenarios.mistakes(w, reading.problems, lines=not form)
    return reading.scenario.id, data
