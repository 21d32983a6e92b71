"""Answers as they may be shown, and the rule of small numbers. What may be shown is decided in
`bot.session.disclosure`; this is what it gives on to the kinds of step, which count and tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.session.organisations import Organisation, Side
from bot.session.values import Value

#: Why nothing of a step's answers may be shown.
Hidden = Literal["sealed", "few", "never", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it may be shown: of its author only what the step's attribution gives, and where it is
    a figure, only what small numbers allow."""

    id: str
    value: Value
    alias: str | None
    organisation: Organisation | None
    side: Side | None
    late: bool

    @property
    def author(self) -> tuple[str, ...]:
        """What may be told of its author: pseudonym, organisation."""
        names = (self.alias, self.organisation.name if self.organisation else None)
        return tuple(name for name in names if name)


def enough(people: Iterable[int], minimum: int) -> bool:
    """Whether a table with so many people in each part gives nobody away."""
    return all(count >= minimum for count in people if count)
