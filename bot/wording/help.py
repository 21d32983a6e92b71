"""/help: what can be done, in a line each."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from bot.wording.catalog import Words
from bot.wording.message import Message


def help_text(w: Words, commands: Iterable[tuple[str, str]]) -> Message:
    """What can be done here: each command's name, and the sentence that says what it does."""
    lines = [Markup("/{} – {}").format(name, w.say(does)) for name, does in commands]
    how = w.say("Answer a question by tapping a button, or by replying to its message; a dash (-) skips it.")
    return Message((how, Markup("\n").join(lines)))
