"""The notice: what everybody is told before they take part, and its version.

At most 1,000 characters in each language (docs/safety.md). Whoever changes what it says raises the
version, and everybody is asked again.
"""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.wording.catalog import Words

#: Consent is recorded with this number.
VERSION = 2


def notice(words: Words, retention: timedelta) -> Markup:
    """The notice; `retention` is how long answers are kept after the close."""
    lines = (
        words.say("<b>Before you say yes</b>"),
        words.say(
            "• Telegram can read what is written here, and this group sees your Telegram name when you answer in it."
        ),
        words.count(
            "• Until {n} day after the end I keep your answers and your organisation, under a pseudonym that is "
            "drawn at random and told to you, and your account number, never your name. The group sees the results; "
            "coordinators can download them, without names or numbers.",
            "• Until {n} days after the end I keep your answers and your organisation, under a pseudonym that is "
            "drawn at random and told to you, and your account number, never your name. The group sees the results; "
            "coordinators can download them, without names or numbers.",
            retention.days,
        ),
        words.say("• You can skip any question. /forget erases, at any time, what you said; /privacy tells more."),
        words.say("• What you answer before your yes waits 24 hours at most, unseen, and is then erased."),
        words.say(
            "• If being seen here could put you in danger, don’t answer here: ask the facilitator for another way."
        ),
    )
    return Markup("\n").join(lines)
