"""A finding: one thing that was looked at, how it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """WELL: nothing to do. NOTE: good to know. MEND: something is to be done."""

    WELL = "well"
    NOTE = "note"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is what was looked at, `says` how it is, `mend` what to do next (empty where nothing is), and
    `figures` the same for machines. Nothing in it names a person or an account, or quotes anybody."""

    name: str
    state: State
    says: str
    mend: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def all_well(findings: Sequence[Finding]) -> bool:
    """Whether nothing needs mending."""
    return all(finding.state is not State.MEND for finding in findings)


def refused(name: str, message: str) -> Finding:
    """A finding from a message that says what is wrong, and then, in further sentences, what to do."""
    says, _, mend = message.partition(". ")
    return Finding(name, State.MEND, says.rstrip(".") + ".", mend)


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun."""
    return f"{number:,} {one if number == 1 else many}"


def lasted(time: timedelta) -> str:
    """A length of time in its largest unit."""
    seconds = max(int(time.total_seconds()), 0)
    for name, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return counted(seconds // length, name, f"{name}s")
    return counted(seconds, "second", "seconds")


def size(octets: float) -> str:
    """A number of bytes as people read it."""
    for unit in ("bytes", "kB", "MB"):
        if octets < 1000:
            return f"{octets:.0f} {unit}"
        octets /= 1000
    return f"{octets:.1f} GB"
