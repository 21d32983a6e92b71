"""What an answer says. Each kind of step has its own shape of it, in its own file (`bot.session.kinds`); to pass on
a question is the one that all share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How long a voice note that counts is at most, in seconds, and how large, in bytes: it stands in the database.
LONGEST_NOTE, LARGEST_NOTE = 120, 2**20


class Value:
    """What an answer says; `kind` names the shape where it is stored."""

    __slots__ = ()
    kind: str


@dataclass(frozen=True, slots=True)
class PassValue(Value):
    """The person chose not to answer this question."""

    kind: Literal["pass"] = "pass"
