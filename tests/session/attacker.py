"""Somebody who keeps everything that was ever published, knows who answered when and with which organisation,
and computes: by adding and subtracting tables, do they come to a sum over fewer than three people?

A table is a sum over the answers in it. So all that can be worked out from a set of tables by adding and
subtracting are the vectors of the space that their rows span, and fewer than three people are given away
where such a vector is empty outside of theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from bot.session.state import MINIMUM

#: What is counted: an answer as it stood (its id and what it said).
Counted = tuple[str, str]

_PRIME = 2_147_483_647


def rank(rows: Iterable[Sequence[int]]) -> int:
    """The rank of a matrix; counted modulo a large prime, which here is the same."""
    left = [list(row) for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column] % _PRIME), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        inverse = pow(pivot[column], -1, _PRIME)
        for row in left[found + 1 :]:
            factor = row[column] * inverse % _PRIME
            if factor:
                row[:] = [(a - factor * b) % _PRIME for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def given_away(
    tables: Collection[frozenset[Counted]], author: Mapping[str, str], *, fewer_than: int = MINIMUM
) -> tuple[str, ...]:
    """The first few people over whom alone a sum can be worked out from these tables; nobody where none can."""
    rows = {table for table in tables if table}
    columns = sorted({counted for table in rows for counted in table})
    matrix = [[int(column in table) for column in columns] for table in rows]
    whole = rank(matrix)
    people = sorted({author[id] for id, _ in columns})
    for size in range(1, fewer_than):
        for some in combinations(people, size):
            outside = [n for n, (id, _) in enumerate(columns) if author[id] not in some]
            if rank([[row[n] for n in outside] for row in matrix]) < whole:
                return some
    return ()
