"""The notice: what everybody is told before they take part, and its version.

At most 1,000 characters in each language (docs/safety.md). Whoever changes what it says raises the
version, and everybody is asked again.
"""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.wording.catalog import Words

#: Consent is recorded with this number.
VERSION = 3


def first(words: Words) -> Markup:
    """What comes first, and is never folded: whoever is in danger must read it before they tap anything."""
    danger = words.say(
        "If being seen in this group could put you in danger, don’t answer here: message the facilitator in private, "
        "to see together what can be done."
    )
    return Markup("{}\n{}").format(words.say("<b>Before you say yes</b>"), danger)


def notice(words: Words, retention: timedelta) -> tuple[Markup, ...]:
    """The rest of the notice, a line each; `retention` is how long answers are kept after the close."""
    return (
        words.say(
            "• Telegram can read what is written here, and this group sees your Telegram name when you answer in it."
        ),
        words.count(
            "• I keep your answers under a random pseudonym, with your organisation and your account number (never "
            "your name), until {n} day after the end.",
            "• I keep your answers under a random pseudonym, with your organisation and your account number (never "
            "your name), until {n} days after the end.",
            retention.days,
        ),
        words.say("• The group sees the results. Coordinators can download them; I add no names or numbers."),
        words.say("• You can skip any question. /forget erases, at any time, what you said; /privacy tells more."),
        words.say("• What you answer before your yes waits 24 hours at most, unseen, and is then erased."),
    )
