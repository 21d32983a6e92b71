"""Which group somebody means, who takes part in several."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.catalog import Words
from bot.wording.message import Button, Message, paragraph
from bot.wording.tell import shortened

#: What fits on a button of a small phone, in characters.
_LABEL = 28


def ask_which_group(w: Words, verb: str, groups: Sequence[tuple[str, str]]) -> Message:
    """A button for each session, by its code and the title of its group, that does this there."""
    rows = ((Button(shortened(title, _LABEL), press=f"{verb}-{code}"),) for code, title in groups)
    return paragraph(w.say("In which group?"), *rows)
