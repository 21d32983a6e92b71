"""The first words: in a group, in a private chat, and to whoever has followed the link of a role."""

from __future__ import annotations

from bot.wording.catalog import Words, isolate
from bot.wording.message import Message, joined, paragraph


def welcome(w: Words) -> Message:
    """A group has just been opened."""
    return paragraph(
        w.say(
            "Hello. I’m Palabre, and I run reflection workshops in this group. I only see commands and replies to "
            "my messages. A facilitator starts a workshop with /session."
        )
    )


def not_opened(w: Words) -> Message:
    """Somebody without a role has added the bot; it says so and leaves."""
    return paragraph(
        w.say("Hello. I only work in groups that a coordinator has opened. Please ask yours; I’m leaving for now.")
    )


def hello(w: Words, *, coordinator: bool) -> Message:
    """The private chat has just been opened."""
    text = w.say(
        "Hello. I’m Palabre. Here you can answer private questions, away from the group. I’ll tell you when there "
        "is one."
    )
    more = w.say("You’re a coordinator: add me to a group to open it, and see /summaries, /groups, /invite and /team.")
    return Message(joined((text, more if coordinator else None)))


def now_coordinator_of_all(w: Words) -> Message:
    """Somebody has just become a coordinator of all groups."""
    return paragraph(
        w.say(
            "You’re now a coordinator of all groups. Add me to a group to open it; /invite brings others in, /team "
            "shows who has which role, /summaries has it all."
        )
    )


def now_coordinator(w: Words, group: str) -> Message:
    """Somebody has just become a coordinator of a group, or (no title) of those that they will open."""
    if not group:
        return paragraph(
            w.say("You’re a coordinator now. Add me to a group to open it: you look after the groups you open.")
        )
    return paragraph(
        w.say(
            "You’re now a coordinator of {group}: /summaries has its workshops, /invite brings others in, /team "
            "shows who has which role.",
            group=isolate(group),
        )
    )


def now_facilitator(w: Words, group: str) -> Message:
    """Somebody has just become a facilitator of a group."""
    return paragraph(
        w.say("You’re now a facilitator of {group}. Start a workshop there with /session.", group=isolate(group))
    )


def link_used_up(w: Words) -> Message:
    """A role link that was used, is too old, or never was."""
    return paragraph(
        w.say("This link no longer works: each is for one person and lasts 15 minutes. Please ask for a new one.")
    )
