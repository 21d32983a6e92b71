"""The scenarios that were uploaded to the bot, each by its id and by a number that is never used again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Shelved:
    """A scenario that was uploaded, as its file was."""

    place: int
    id: str
    source: bytes


def all(tx: Tx) -> list[Shelved]:
    """Those that are there, the oldest first."""
    return [Shelved(row["place"], row["id"], bytes(row["source"])) for row in tx.all("SELECT * FROM library")]


def get(tx: Tx, place: int) -> Shelved | None:
    """The one of that number."""
    return next((one for one in all(tx) if one.place == place), None)


def put(tx: Tx, id: str, source: bytes) -> None:
    """This is the scenario of that id from now on."""
    tx.erase("DELETE FROM library WHERE id = ?", id)
    tx.run("INSERT INTO library (id, source) VALUES (?, ?)", id, source)


def retire(tx: Tx, place: int) -> None:
    """It is offered no more."""
    tx.erase("DELETE FROM library WHERE place = ?", place)
