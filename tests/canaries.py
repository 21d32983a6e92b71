"""Canaries: words that are looked for in every byte of the database's files, and in every message of the bot's."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.store.db import Tx
from tests.stage import Stage


def files_with(folder: Path, sought: str | int) -> list[str]:
    """The files in which a text stands, as UTF-8, as UTF-16 or as JSON writes it; or a number of so many digits as
    accounts and chats have, as digits or as SQLite stores it."""
    text = str(sought)
    shapes = {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), json.dumps(text)[1:-1].encode()}
    if isinstance(sought, int):
        shapes.add(sought.to_bytes(6, "big", signed=True))
    return [file.name for file in sorted(folder.iterdir()) if any(shape in file.read_bytes() for shape in shapes)]


@asynccontextmanager
async def stuck(stage: Stage) -> AsyncIterator[None]:
    """What comes in meanwhile can't be worked on: the session's scenario is damaged. It waits in the inbox."""

    def swap(tx: Tx, source: bytes) -> bytes:
        tx.stale = True
        before = tx.one("SELECT source FROM scenarios")
        tx.run("UPDATE scenarios SET source = ?", source)
        return bytes(before["source"]) if before is not None else b""

    source = await stage.app.database.transact(lambda tx: swap(tx, b"palabre: 0"))
    try:
        yield
    finally:
        await stage.app.database.transact(lambda tx: swap(tx, source))


def shown(stage: Stage, text: str) -> list[str]:
    """The bot's messages, in all chats, in which a text stands now."""
    messages = (m for chat in stage.room.chats.values() for m in stage.room.messages(chat) if m.sender == 0)
    return [m.text for m in messages if text in m.text]


class Ever:
    """Whether the bot has ever shown a text from now on, in any chat."""

    def __init__(self, stage: Stage, text: str) -> None:
        self.times = 0
        self._stage, self._text = stage, text
        stage.room.listeners.append(self._look)

    def _look(self) -> None:
        self.times += len(shown(self._stage, self._text))
