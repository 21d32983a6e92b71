"""The list of a group's organisations: which names can stand on it, and what becomes of it when a facilitator adds,
corrects or takes away.

Pure, and before any session: knows names and sides, not who is with whom, nor who may.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.session.joining import named, read_yes
from bot.session.lookalikes import is_a_role, plain, script, skeleton
from bot.session.naming import LONGEST_NAME
from bot.session.organisations import Organisation, Side

#: At most so many on a list: as buttons they fit on a small screen, and as parts of a table too.
MOST = 12

#: Scripts that have letters of the same look; one word has letters of one of them.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})


class Fault(StrEnum):
    """Why a list can't be so."""

    LONG = "long"
    LETTERS = "letters"
    RESERVED = "reserved"
    ALIKE = "alike"
    FULL = "full"
    SIDE = "side"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Refused:
    """The name because of which a list stays as it was, and why."""

    fault: Fault
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A name as a facilitator gives it, with its side (None: the one that it has); `id` is the one that it corrects,
    empty for one that is new, or known by its name."""

    name: str
    side: Side | None
    id: str = ""


def cleaned(name: str) -> str:
    """A name without what can't be seen (zero-width characters, controls of direction) and without guises of letters,
    with single spaces."""
    shown = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", name))
    return " ".join("".join(c for c in shown if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cs")).split())


def alike(name: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The listed organisation for which this name could be taken at a glance."""
    return next((o for o in organisations if o.listed and skeleton(o.name) == skeleton(name)), None)


def fault_of(name: str, others: Iterable[Organisation]) -> Fault | None:
    """Why a (cleaned) name can't stand beside these others, if it can't."""
    if len(name) > LONGEST_NAME:
        return Fault.LONG
    if not plain(name) or read_yes(name) is not None or plain(name).isdecimal() or _mixed(name):
        return Fault.LETTERS
    if is_a_role(name):
        return Fault.RESERVED
    return Fault.ALIKE if alike(name, others) else None


def _mixed(name: str) -> bool:
    """Whether letters of several alphabets stand in one word, or marks are heaped on a letter."""
    marks = "".join("m" if unicodedata.combining(c) else "." for c in name)
    scripts = ({script(c) for c in word if c.isalpha()} - {"MODIFIER"} for word in name.split())
    return "mmm" in marks or any(len(one) > 1 and one & _ALIKE for one in scripts)


def revised(
    listed: Sequence[Organisation], lines: Iterable[Line], made: int, *, sides_fixed: bool
) -> tuple[Organisation, ...] | Refused:
    """The list after these lines; `made` is how many ids the group has given away. With `sides_fixed` (answers are
    being told by sides) no side of one that is listed changes."""
    now = {o.id: o for o in listed}
    for line in lines:
        name = cleaned(line.name)
        known = now.get(line.id) if line.id else named(name, tuple(now.values()))
        if line.id and known is None:
            return Refused(Fault.GONE, name)
        if why := _why_not(known, line.side, name, now, sides_fixed=sides_fixed):
            return Refused(why, name)
        if known is None:
            made += 1
        id, side = (known.id, known.side) if known else (f"o{made}", Side.OTHER)
        now[id] = Organisation(id, name, line.side or side)
    return tuple(now.values())


def _why_not(
    known: Organisation | None, side: Side | None, name: str, now: dict[str, Organisation], *, sides_fixed: bool
) -> Fault | None:
    if why := fault_of(name, (o for o in now.values() if o is not known)):
        return why
    if known is None:
        return Fault.FULL if len(now) >= MOST else None
    return Fault.SIDE if sides_fixed and side not in (None, known.side) else None


def told_of(session: Sequence[Organisation], listed: Sequence[Organisation], *, open: bool) -> tuple[Organisation, ...]:
    """The organisations of a session, told of the group's list as it is now. Each keeps its place, one that is taken
    away too; and its side, unless nothing has been asked yet (`open`): a change would move all its people from one
    part of the results to another, and so tell of them alone."""
    now = {o.id: o for o in listed}
    known = {o.id for o in session}
    return (*(_told(o, now.get(o.id), open=open) for o in session), *(o for o in listed if o.id not in known))


def _told(one: Organisation, now: Organisation | None, *, open: bool) -> Organisation:
    if now is None:
        return replace(one, listed=False)
    return replace(one, name=now.name, side=now.side if open else one.side, listed=True)
