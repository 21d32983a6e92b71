"""Answers as they may be shown. What may be shown is decided in `bot.session.disclosure`; this is what it gives on to
the kinds of step, which count and tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.session.organisations import Organisation, Side
from bot.session.values import Value

#: Why nothing of a step's answers may be shown.
Hidden = Literal["sealed", "review", "few", "never", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it may be shown: of its author only what the step's attribution gives, and where it is
    a figure, only what small numbers allow: then `side` and `organisation` are for parts to be counted and coded
    by, and stand beside no answer. `late` is None where it may not be told. `aside`: it was given in private to a
    question of which the group reads the answers as they come. `relayed`: somebody passed it on; None where that may
    not be told."""

    id: str
    value: Value
    alias: str | None
    organisation: Organisation | None
    side: Side | None
    late: bool | None
    aside: bool = False
    relayed: bool | None = None

    @property
    def author(self) -> tuple[str, ...]:
        """What may be told of its author: pseudonym, organisation."""
        names = (self.alias, self.organisation.name if self.organisation else None)
        return tuple(name for name in names if name)
