"""/privacy: what is kept, where, for how long, who can read it, how to withdraw, and what can't be protected."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.session.idle import REST
from bot.wording.catalog import Words
from bot.wording.message import Message


def privacy(w: Words, retention: timedelta, minimum: int) -> Message:
    """Each question that somebody at risk would ask, with its answer in two or three sentences."""
    return Message(
        (_kept(w), _where(w, retention, minimum), _readers(w, minimum), _telegram(w), _withdrawing(w), _beyond(w))
    )


def _kept(w: Words) -> Markup:
    return w.say(
        "<b>What I keep of you.</b> Your Telegram account number, your answers with a pseudonym, your organisation, "
        "your language, and on which day you said yes. Of a voice note only how long it is. No name, "
        "username, phone number or photo."
    )


def _where(w: Words, retention: timedelta, minimum: int) -> Markup:
    return w.count(
        "<b>Where, and for how long.</b> In a file on the machine of those who run this bot. {n} day after a "
        "workshop's end your answers and all that leads to you go; counts and means stay, where they are of {least} "
        "people or more. A workshop that nobody ends is ended after {rest} days without a word.",
        "<b>Where, and for how long.</b> In a file on the machine of those who run this bot. {n} days after a "
        "workshop's end your answers and all that leads to you go; counts and means stay, where they are of {least} "
        "people or more. A workshop that nobody ends is ended after {rest} days without a word.",
        retention.days,
        least=w.number(minimum),
        rest=w.number(REST.days),
    )


def _readers(w: Words, minimum: int) -> Markup:
    return w.say(
        "<b>Who can read it.</b> The group sees the results. What you answer in private nobody sees before the "
        "question closes, and then only with {least} people or more; facilitators see no more than the group. "
        "Afterwards I take it out of our private chat, unless the group wants it to stay. "
        "Coordinators can download the summaries, without names or numbers. Whoever runs the machine could read the "
        "file.",
        least=w.number(minimum),
    )


def _telegram(w: Words) -> Markup:
    return w.say(
        "<b>Telegram</b> can read all that is written here, knows your phone number, and may have to hand both "
        "over. I can't change that. In the group everybody sees your Telegram name."
    )


def _withdrawing(w: Words) -> Markup:
    return w.say(
        "<b>If you change your mind.</b> /undo takes back your last answer, /leave ends your part in a workshop, "
        "/mydata shows all that I keep of you, /forget erases it at once, and my messages that quoted you are "
        "changed."
    )


def _beyond(w: Words) -> Markup:
    return w.say(
        "<b>What I can't protect.</b> What others have read, photographed or downloaded; a phone or a machine that "
        "is taken while it is on; what a text says of its author. If being seen here could put you in danger, don't "
        "answer here: ask the facilitator for another way."
    )
