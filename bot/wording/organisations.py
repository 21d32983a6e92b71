"""Organisations and their sides: which there are in a group, and with which somebody comes."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.session.organisations import Organisation, side_name
from bot.wording.catalog import Words, isolate
from bot.wording.message import Message, paragraph
from bot.wording.tell import tell


def ask_organisations(w: Words, known: Sequence[Organisation]) -> Message:
    """Which organisations are in this group, each with its side."""
    lines = [
        Markup("{} · {}").format(isolate(organisation.name), tell(side_name(organisation.side), w))
        for organisation in known
    ]
    ask = w.say(
        "Which organisations are in this group? Reply to this message, one a line, each with its side "
        "(south, north or other), for example:\nGreen Roof, south\nNorthern Lights, north"
    )
    add = w.say("To add or change one, reply with its name and side, for example: Green Roof, south")
    blocks = (Markup("\n").join(lines), add) if lines else (ask,)
    return Message(blocks, asks_reply=not lines)


def organisations_unread(w: Words, line: str) -> Message:
    """A line that isn't a name and a side."""
    said = w.say(
        "I couldn't read “{line}”. Please write each line as a name (40 characters at most), a comma and the side: "
        "south, north or other.",
        line=isolate(line[:60]),
    )
    return Message((said,), asks_reply=True)


def organisations_set(w: Words, organisations: Sequence[Organisation]) -> Message:
    """The organisations as they are now."""
    names = (
        w.say("{name} ({side})", name=isolate(organisation.name), side=tell(side_name(organisation.side), w))
        for organisation in organisations
    )
    return paragraph(w.say("Noted: {organisations}.", organisations=w.listing(names)))


def joining_unread(w: Words) -> Message:
    """A reply to the opening that could be a yes or a no."""
    return paragraph(
        w.say("Is that a yes? Reply with the number of your organisation, or with a new name and its side. No is: no.")
    )


def other_organisation(w: Words) -> str:
    """What to do to come with an organisation that isn't listed; plain text for a toast."""
    return w.say("Reply to this message with its name and side, like: Green Roof, south").unescape()
