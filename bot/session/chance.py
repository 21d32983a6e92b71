"""Chance: what is drawn at random for one event, each thing for its own purpose.

An event brings 256 random bits with it, which nobody keeps. What is drawn from them is BLAKE2b's, keyed with them, of
the purpose: whoever has one result, an answer's id say, would have to guess the bits to learn another one, such as the
pseudonym drawn in the same moment. So no two things share randomness, and none tells the order in which it was drawn.
"""

from __future__ import annotations

from hashlib import blake2b

#: How many random bits an event brings: so many that nobody can try them all, whatever they know of the results.
BITS = 256

_BYTES = 8


def drawn(chance: int, purpose: str) -> int:
    """64 bits for one purpose; with the same chance always the same."""
    return int.from_bytes(_digest(chance, purpose))


def drawn_id(chance: int, purpose: str) -> str:
    """The same as an id: 16 hexadecimal digits."""
    return _digest(chance, purpose).hex()


def _digest(chance: int, purpose: str) -> bytes:
    return blake2b(purpose.encode(), digest_size=_BYTES, key=chance.to_bytes(BITS // 8)).digest()
