"""What several kinds say of a reply that they can't take."""

from __future__ import annotations

from bot.content.phrase import count, say
from bot.session.kinds.terms import Unread

#: What asks for words where something else came.
IN_WORDS = Unread(say("Reply to this question in your own words. A dash (-) skips it."))


def too_many(most: int) -> Unread:
    """More was chosen than can be."""
    return Unread(
        count(
            "You can choose {n} at most. Take it back first, or reply with your number.",
            "You can choose {n} at most. Take one back first, or reply with your numbers.",
            most,
        )
    )
