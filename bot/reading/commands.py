"""Commands as people type them: `/next`, `/Next.`, `／next`, `/ next`, `/next@palabre_bot`, `@palabre_bot /next`.

Knows no command: whether there is one of that name is asked elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.lines import sign
from bot.reading.normal import plain

#: A mention, the slash, the name, the bot that it names, and what ends it: a blank, or punctuation before one.
_COMMAND = re.compile(
    r"(?:@[a-z0-9_]{2,29}bot[ ,:]{1,4})?/(?P<apart> ?)(?P<name>[a-z0-9_]{1,32})(?:@(?P<to>[a-z0-9_]{3,32}))?"
    r"(?: ?[.,;:!?]{1,8})?(?: |$)"
)
_PUNCTUATION = ".,;:!?\"'()[]"
#: No command reaches further, in characters.
_REACH = 200


@dataclass(frozen=True, slots=True)
class Called:
    """The command that a text is: its name in lower case, the bot that it names, if any, and what is said after it, as
    it was written."""

    name: str
    to: str | None
    argument: str


def command_in(text: str) -> Called | None:
    """The command that a text is; None for one that is none. After a slash that stands apart from its name (`/ next`)
    comes one word at most: more are a sentence."""
    text = text.strip()
    seen = [(mark[0], place) for place, c in enumerate(text[:_REACH]) if (mark := sign(c))]
    found = _COMMAND.match("".join(mark for mark, _ in seen))
    if found is None:
        return None
    rest = text[seen[found.end()][1] if found.end() < len(seen) else _REACH :]
    argument = rest.strip()
    return None if found["apart"] and len(argument.split()) > 1 else Called(found["name"], found["to"], argument)


def arguments(said: str) -> list[str]:
    """What follows a command, word by word in the one spelling, without punctuation around them: `Roles.`, `(６)`."""
    return [inner for word in plain(said).split() if (inner := word.strip(_PUNCTUATION))]
