"""What a group has set for its workshops: from how many people on results are shown, and whether private chats are
tidied."""

from __future__ import annotations

from markupsafe import Markup

from bot.session.state import MINIMUM, MOST_NEEDED
from bot.wording.catalog import Words
from bot.wording.message import Button, Message

#: The least numbers that are offered for a tap; others can be sent.
_OFFERED = (3, 4, 5, 7, 10)


def what_is_set(w: Words, least: int, *, tidies: bool) -> Message:
    """What is set, and how that is changed."""
    buttons = tuple(Button(w.number(n), press=f"least-{n}") for n in _OFFERED)
    said = w.say(
        "It takes {least} people to show what was answered in private, and how sides and organisations differ. In a "
        "small group, or one in danger, more is safer. Tap a number, or send for example /settings 6 (from "
        "{minimum} to {most}).",
        least=w.number(least),
        minimum=w.number(MINIMUM),
        most=w.number(MOST_NEEDED),
    )
    return Message((said, _tidying(w, tidies=tidies)), (buttons, (_tidy_button(w, tidies=tidies),)))


def _tidying(w: Words, *, tidies: bool) -> Markup:
    if tidies:
        return w.say(
            "When a private question closes, I take it and its answers out of the private chats, so that a searched "
            "phone holds nothing."
        )
    return w.say("Private questions and their answers stay in the private chats.")


def _tidy_button(w: Words, *, tidies: bool) -> Button:
    label = w.say("Don’t tidy private chats") if tidies else w.say("Tidy private chats")
    return Button(label.unescape(), press="tidy-off" if tidies else "tidy-on")


def tidying_set(w: Words, *, tidies: bool, running: bool) -> Message:
    """Whether private chats are tidied is set."""
    said = (
        w.say("From the next workshop on, I’ll take private questions and answers out of the private chats.")
        if tidies
        else w.say("From the next workshop on, I’ll leave the private chats as they are.")
    )
    if running:
        said = Markup("{} {}").format(said, w.say("The workshop under way stays as it began."))
    return Message((said,))


def least_set(w: Words, least: int, *, running: bool) -> Message:
    """The least number is set."""
    said = w.say(
        "From the next workshop on, it takes {least} people to show private results and differences.",
        least=w.number(least),
    )
    if running:
        said = Markup("{} {}").format(said, w.say("The workshop under way keeps the number it began with."))
    return Message((said,))


def least_unread(w: Words) -> Message:
    """What was sent is no number that can be set."""
    return Message(
        (
            w.say(
                "Send /settings with a number from {minimum} to {most}, for example /settings 6.",
                minimum=w.number(MINIMUM),
                most=w.number(MOST_NEEDED),
            ),
        )
    )
