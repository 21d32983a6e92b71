"""What whoever steers is told, in private, when the bot can't do its work in a group: what happened, what
becomes of what it has to say, and what to do. One message for each trouble."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.wording.catalog import Words, isolate
from bot.wording.message import Message


def _rights(w: Words, group: str) -> Markup:
    return w.say(
        "I can’t write in {group} any more. Please allow me to send messages again, in the group’s permissions. "
        "What I have to say there waits for three days; taps and private answers are noted meanwhile.",
        group=isolate(group),
    )


def _reactions(w: Words, group: str) -> Markup:
    return w.say(
        "I can’t react to messages in {group}, so answers there don’t get the ✍ sign. They’re noted all the same. "
        "If you want it to show, allow this reaction in the group’s settings.",
        group=isolate(group),
    )


def _topic_closed(w: Words, group: str) -> Markup:
    return w.say(
        "The topic I write in is closed in {group}. Reopen it, or send /status in another topic and I’ll go on "
        "there. What I have to say waits for three days.",
        group=isolate(group),
    )


def _topic_gone(w: Words, group: str) -> Markup:
    return w.say(
        "The topic I wrote in was deleted in {group}. I’m going on in the general one. If you prefer another, send "
        "/status there.",
        group=isolate(group),
    )


def _out(w: Words, group: str) -> Markup:
    return w.say(
        "I’m no longer in {group}. Once a coordinator adds me again, the workshop goes on where it was. What I have "
        "to say there waits for three days; private answers are noted meanwhile.",
        group=isolate(group),
    )


def _refused(w: Words, group: str) -> Markup:
    return w.say(
        "Telegram didn’t accept one of my messages in {group} as it was. I’m sending it there without buttons, and "
        "shortened if it’s long; people can answer it in writing. If it still doesn’t show, /next moves on.",
        group=isolate(group),
    )


_SAID: dict[str, Callable[[Words, str], Markup]] = {
    "rights": _rights,
    "reactions": _reactions,
    "topic-closed": _topic_closed,
    "topic-gone": _topic_gone,
    "out": _out,
    "refused": _refused,
}


def group_trouble(w: Words, trouble: str, group: str) -> Message:
    """A trouble (by its name in store/issues.py) with a group of that title."""
    return Message((_SAID[trouble](w, group),))
