"""Names of a form as ids of a scenario: those that can be one stay, others become one that nothing else has."""

from __future__ import annotations

import re

_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")
_OTHERS = re.compile(r"[^a-z0-9]+")


def id_of(name: str, taken: set[str]) -> str:
    """An id for that name, which is taken from now on."""
    wanted = name if _ID.fullmatch(name) else _nearly(name)
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted[:28]}-{number}"
    taken.add(found)
    return found


def _nearly(name: str) -> str:
    id = _OTHERS.sub("-", name.casefold()).strip("-")
    return (id if id[:1].isalpha() else f"n{id}")[:32].rstrip("-")
