"""A database as an earlier version left it."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path


def of_version(path: Path, version: int) -> sqlite3.Connection:
    """An empty one, made by so many migrations."""
    steps = sorted((resources.files("bot.store") / "migrations").iterdir(), key=lambda entry: entry.name)
    connection = sqlite3.connect(path)
    for step in steps[:version]:
        connection.executescript(step.read_text("utf-8"))
    connection.execute(f"PRAGMA user_version={version}")
    return connection
