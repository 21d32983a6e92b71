"""What a sentence of the bot’s is made by: the session as its reader sees it, and the short thing that is said."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.session.effects import Short
from bot.wording.scene import Scene

Phrase = Callable[[Scene, Short], Markup]


def plain(sentence: str) -> Phrase:
    """A sentence that says the same whatever it is about."""
    return lambda scene, short: scene.words.say(sentence)
