"""/check: what is well in a group, and what is to be mended, in plain words, each in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.session.organisations import Side, side_name
from bot.wording.catalog import Words, isolate
from bot.wording.message import Message, joined
from bot.wording.tell import tell


@dataclass(frozen=True, slots=True)
class Rights:
    """What the bot may do in the group: whether it is in it, writes, gives its receipt, is an admin, is sent all that
    is said; and whether the topic in which it writes is closed, or gone."""

    inside: bool
    writes: bool
    reacts: bool
    admin: bool
    hears_all: bool
    topic_closed: bool
    topic_gone: bool


@dataclass(frozen=True, slots=True)
class People:
    """Who has said yes: how many, by the sides that the group's organisations are on, and how many of them can't be
    written to in private; from how many of a side on sides are compared."""

    number: int
    sides: Mapping[Side, int]
    unreachable: int
    least: int


def not_well(w: Words, rights: Rights) -> Iterator[Markup]:
    """What keeps the bot from its work, and how that is mended."""
    if not rights.inside:
        yield w.say("I’m no longer in the group. A coordinator can add me again; nothing is lost.")
    elif not rights.writes:
        yield w.say("I can’t write in the group. Please allow me to send messages, in its permissions.")
    if rights.topic_closed:
        yield w.say("The topic I write in is closed. Reopen it, or send me a command in another one.")
    if rights.topic_gone:
        yield w.say("The topic I write in is gone. Send me a command where I’m to write.")
    if rights.inside and not rights.reacts:
        yield w.say(
            "I can’t react in the group, so answers get no receipt. They’re noted all the same; to see it, allow "
            "reactions in its settings."
        )
    if rights.admin:
        yield w.say(
            "I’m an admin of the group, so Telegram sends me all that is said. A plain member’s rights are enough for "
            "me, and safer."
        )
    elif rights.hears_all:
        yield w.say(
            "Telegram sends me all that is said in my groups, though I need only what is said to me. Whoever runs me "
            "can turn privacy mode on with @BotFather, and then add me anew."
        )


def well(w: Words, rights: Rights) -> Iterator[Markup]:
    """What works."""
    if rights.inside and rights.writes and not rights.topic_closed and not rights.topic_gone:
        yield w.say("I can write in the group.")
    if not rights.admin and not rights.hears_all:
        yield w.say("I read only what is said to me: commands, and replies to my messages.")


def joined_so_far(w: Words, people: People) -> Iterator[Markup]:
    """How many have said yes."""
    if not people.number:
        yield w.say("The first yes comes when a workshop opens.")
        return
    said = w.count("{n} person has said yes.", "{n} people have said yes.", people.number)
    sides = w.listing(
        Markup("{} {}").format(tell(side_name(side), w), w.number(number)) for side, number in people.sides.items()
    )
    yield w.say("{said} By side: {sides}.", said=said, sides=sides) if people.sides else said
    if _compared(people):
        yield w.say("That’s enough to compare sides.")


def _compared(people: People) -> bool:
    return len(people.sides) > 1 and min(people.sides.values()) >= people.least


def few(w: Words, people: People) -> Iterator[Markup]:
    """What there are too few for, and who can't be written to."""
    if people.number and len(people.sides) > 1 and not _compared(people):
        yield w.say(
            "To compare sides I need {least} people from each. Invite more if you can.", least=w.number(people.least)
        )
    if people.unreachable:
        yield w.count(
            "{n} of those who said yes gets nothing from me in private. It takes a tap on a private question’s button, "
            "or a word to me there.",
            "{n} of those who said yes get nothing from me in private. It takes a tap on a private question’s button, "
            "or a word to me there.",
            people.unreachable,
        )


def unasked(w: Words) -> Markup:
    """Telegram couldn't be asked what the bot may do."""
    return w.say("I couldn’t ask Telegram just now what I may do in the group. Please try again in a minute.")


def checked(w: Words, group: str, fine: tuple[Markup, ...], mend: tuple[Markup, ...]) -> Message:
    """What is well in a group of that title, and what is to be mended."""
    head = w.say("<b>A look at {group}</b>", group=isolate(group))
    if not mend:
        return Message((Markup("\n").join([head, *fine]), w.say("All is well.")))
    bullets = Markup("\n").join([w.say("<b>To mend</b>"), *(Markup("• {}").format(line) for line in mend)])
    return Message(joined((Markup("\n").join([head, *fine]), bullets)))


def in_private(w: Words) -> Message:
    """Said in the group: the answer is in the private chat."""
    return Message((w.say("I’ve told you in private."),))
