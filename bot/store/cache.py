"""What is kept in memory from one transaction to the next: whole sessions, and facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

#: How many facts of an area (accounts, members, messages) are kept in memory, at some 300 bytes each.
_MOST_FACTS = 4_000

#: What is remembered goes by an area ("session", "group" …) and whatever names it there.
Key = tuple[str, *tuple[object, ...]]


class Weighty(Protocol):
    """Something that is kept from one transaction to the next."""

    @property
    def weight(self) -> int:
        """About how many kilobytes it takes."""


class Cache:
    """What stays in memory from one transaction to the next, valid since this program alone writes: whole
    sessions, so that each is read once (the oldest go where their weights add up to more than `most`), and
    facts by area, such as whose account a number is. `traces` says that the file may still hold words that were
    erased."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.traces = False
        self._total = 0
        self._items: dict[Key, tuple[Weighty, int]] = {}
        self._facts: dict[str, dict[Key, object]] = {}

    def get(self, key: Key) -> Weighty | None:
        """What is kept under a key."""
        found = self._items.get(key)
        return found[0] if found else None

    def put(self, key: Key, item: Weighty) -> None:
        """Keep something, as the newest."""
        self._drop(key)
        self._items[key] = (item, item.weight)
        self._total += item.weight
        while self._total > self._most:
            self._drop(next(iter(self._items)))

    def _drop(self, key: Key) -> None:
        if known := self._items.pop(key, None):
            self._total -= known[1]

    def facts(self, area: str) -> Mapping[Key, object]:
        """The facts of an area."""
        return self._facts.get(area, {})

    def learn(self, facts: Mapping[Key, object]) -> None:
        """Keep what a transaction came to know. An area with too many facts begins anew."""
        if not self._most:
            return
        for key, fact in facts.items():
            known = self._facts.setdefault(key[0], {})
            if len(known) >= _MOST_FACTS:
                known.clear()
            known[key] = fact

    def invalidate(self, area: str) -> None:
        """What is known of an area has changed; it is read anew."""
        self._facts.pop(area, None)

    def clear(self) -> None:
        """Keep nothing."""
        self._items.clear()
        self._facts.clear()
        self._total = 0
