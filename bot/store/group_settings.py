"""What a group has set: its languages, its rhythm over days, what is shown and for how long it is kept.

Each setting is written by itself, and read with the group (`store/groups.py`). Knows no limits: those are of the
commands by which it is set.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a group is written to over days. `zone` is its IANA name, None the operator's; from `quiet_from` to
    `quiet_to`, in minutes after midnight on the group's clocks, nothing is posted; a question stays open for `window`
    hours, None: as its scenario says."""

    zone: str | None
    quiet_from: int
    quiet_to: int
    window: int | None


def rhythm(row: sqlite3.Row) -> Rhythm:
    """A group's rhythm, from its row."""
    return Rhythm(row["zone"], row["quiet_from"], row["quiet_to"], row["window"])


def set_languages(tx: Tx, id: int, languages: Sequence[str]) -> None:
    """The one or two languages that a group reads."""
    _set(tx, "languages", json.dumps(list(languages)), id)


def set_least(tx: Tx, id: int, least: int) -> None:
    """From how many people on the group's next workshops show private results and breakdowns."""
    _set(tx, "least", least, id)


def set_tidies(tx: Tx, id: int, tidies: bool) -> None:
    """Whether the group's next workshops take what was said in private out of the private chats."""
    _set(tx, "tidies", tidies, id)


def set_zone(tx: Tx, id: int, zone: str | None) -> None:
    """The group's zone, by its IANA name; None is the operator's."""
    _set(tx, "zone", zone, id)


def set_quiet(tx: Tx, id: int, quiet_from: int, quiet_to: int) -> None:
    """When nothing is posted in the group, in minutes after midnight on its clocks."""
    _set(tx, "quiet_from", quiet_from, id)
    _set(tx, "quiet_to", quiet_to, id)


def set_window(tx: Tx, id: int, hours: int | None) -> None:
    """How many hours a question stays open over days; None: as its scenario says."""
    _set(tx, "window", hours, id)


def set_review(tx: Tx, id: int, review: bool) -> None:
    """Whether a facilitator sees sealed words, without their authors, before they are shown."""
    _set(tx, "review", review, id)


def set_retention(tx: Tx, id: int, days: int | None) -> None:
    """For how many days after its close a session's answers are kept; None: the operator's number."""
    _set(tx, "retention", days, id)


def _set(tx: Tx, column: str, value: object, id: int) -> None:
    tx.invalidate("group")
    tx.run(f"UPDATE groups SET {column} = ? WHERE id = ?", value, id)  # noqa: S608  as named above
