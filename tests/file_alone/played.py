"""What came of a workshop that was played: the truth, and all that was seized."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.file_alone.seized import Seized


@dataclass
class Played:
    """What was played: who in truth said what (a mark in the words), and what was seized, copies apart."""

    truth: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    seized: list[Seized] = field(default_factory=list)
    copies: list[Seized] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    raw: bytes = b""
    log: str = ""
