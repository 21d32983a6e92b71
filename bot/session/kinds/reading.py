"""What all kinds need to read a reply: what was asked, and numbers as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.scenario.model import AnyStep

#: What passes on a question, typed alone. A dash works on every keyboard.
_PASSES = frozenset({"-", "–", "—", "pass", "skip", "passe", "je passe", "paso", "passo", "أتجاوز"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A step as it was asked in this session; `candidates` are the answer ids of a vote."""

    step: AnyStep
    candidates: tuple[str, ...] = ()


def wants_to_pass(reply: str) -> bool:
    """Whether a reply says nothing but that its author passes."""
    return reply.strip().casefold() in _PASSES


def numbers(reply: str) -> tuple[int, ...]:
    """The numbers of a reply that begins with one, each once: `1,4`, `1 et 4`, `٢`. A reply that
    begins with a word has none: it is a sentence, not a code."""
    if not re.match(r"\W*\d", reply):
        return ()
    return tuple(dict.fromkeys(int(digits) for digits in re.findall(r"\d{1,4}", reply)))
