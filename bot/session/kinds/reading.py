"""What all kinds need to read a reply: words that pass, and numbers as people type them."""

from __future__ import annotations

import re

from bot.content.phrase import count, say
from bot.session.kinds.spec import Unread

#: What passes on a question, typed alone. A dash works on every keyboard.
_PASSES = frozenset({"-", "–", "—", "pass", "skip", "passe", "je passe", "paso", "passo", "أتجاوز"})

#: What asks for words where something else came.
IN_WORDS = Unread(say("Reply to this question with your words. A dash (-) skips it."))


def wants_to_pass(reply: str) -> bool:
    """Whether a reply says nothing but that its author passes."""
    return reply.strip().casefold() in _PASSES


def numbers(reply: str) -> tuple[int, ...]:
    """The numbers of a reply that begins with one, each once: `1,4`, `1 et 4`, `٢`. A reply that
    begins with a word has none: it is a sentence, not a code."""
    if not re.match(r"\W*\d", reply):
        return ()
    return tuple(dict.fromkeys(int(digits) for digits in re.findall(r"\d{1,4}", reply)))


def too_many(most: int) -> Unread:
    """More was chosen than can be."""
    return Unread(
        count(
            "You can choose {n} at most. Take one back first, or reply with your number.",
            "You can choose {n} at most. Take one back first, or reply with your numbers.",
            most,
        )
    )
