"""The notice: what everybody is told before they take part, and its version.

At most 1,000 characters in each language (docs/safety.md). Whoever changes what it says raises the
version, and everybody is asked again.
"""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.wording.catalog import Words

#: Consent is recorded with this number.
VERSION = 1


def notice(words: Words, retention: timedelta) -> Markup:
    """The notice; `retention` is how long answers are kept after the close."""
    lines = (
        words.say("<b>Before you say yes</b>"),
        words.say(
            "• Telegram can read what is written here, and this group sees your Telegram name when you answer in it."
        ),
        words.count(
            "• I keep your answers, your organisation and a pseudonym, for {n} day. The group sees the results, "
            "coordinators can download them. No document holds your name or number.",
            "• I keep your answers, your organisation and a pseudonym, for {n} days. The group sees the results, "
            "coordinators can download them. No document holds your name or number.",
            retention.days,
        ),
        words.say("• You can skip any question. /forget erases, at any time, what you said."),
        words.say("• What you answer before your yes waits 24 hours at most, unseen, and is then erased."),
        words.say(
            "• If being seen here could put you in danger, don't answer here: ask the facilitator for another way."
        ),
    )
    return Markup("\n").join(lines)
