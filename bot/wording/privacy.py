"""/privacy: what is kept, where, for how long, who can read it, how to withdraw, and what can't be protected."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.session.idle import REST
from bot.session.pledges import KEPT
from bot.wording.catalog import Words
from bot.wording.message import Message


def privacy(w: Words, retention: timedelta, minimum: int) -> Message:
    """Each question that somebody at risk would ask, with its answer in two or three sentences."""
    return Message(
        (
            _kept(w),
            _where(w, retention, minimum),
            _commitments(w),
            _readers(w, minimum),
            _telegram(w),
            _withdrawing(w),
            _beyond(w),
        )
    )


def _kept(w: Words) -> Markup:
    return w.say(
        "<b>What I keep about you.</b> Your Telegram account number, your answers under a pseudonym, your "
        "organisation, your language, your time zone if you set it, and the day you said yes. Voice notes that are "
        "answers are kept with them. No name, username, phone number or photo."
    )


def _where(w: Words, retention: timedelta, minimum: int) -> Markup:
    return w.count(
        "<b>Where, and for how long.</b> In a file on the machine of the people who run this bot. {n} day after a "
        "workshop ends, your answers and everything that leads to you are erased; counts and averages stay, where "
        "at least {least} people answered. A workshop that is left open closes by itself after {rest} quiet days.",
        "<b>Where, and for how long.</b> In a file on the machine of the people who run this bot. {n} days after a "
        "workshop ends, your answers and everything that leads to you are erased; counts and averages stay, where "
        "at least {least} people answered. A workshop that is left open closes by itself after {rest} quiet days.",
        retention.days,
        least=w.number(minimum),
        rest=w.number(REST.days),
    )


def _commitments(w: Words) -> Markup:
    return w.say("<b>Commitments</b> stay with the group for {n} days, without whose they were.", n=w.number(KEPT.days))


def _readers(w: Words, minimum: int) -> Markup:
    return w.say(
        "<b>Who can read it.</b> The group sees the results. What you answer in private is seen by no one before "
        "the question closes, and then only if at least {least} people have answered; facilitators see no more than "
        "the group. Afterwards I take it out of our private chat, unless the group wants it to stay. Coordinators "
        "can download the summaries: I put no names or account numbers in them, but a text or a commitment may name "
        "somebody. Whoever runs the machine could read the file.",
        least=w.number(minimum),
    )


def _telegram(w: Words) -> Markup:
    return w.say(
        "<b>Telegram</b> can read everything written here, knows your phone number, and may have to hand over both. "
        "I can’t change that. In the group, everybody sees your Telegram name."
    )


def _withdrawing(w: Words) -> Markup:
    return w.say(
        "<b>If you change your mind.</b> /undo takes back your last answer, /leave ends your part in a workshop, "
        "/mydata shows all I keep about you, /forget erases it at once and changes my messages that quoted you."
    )


def _beyond(w: Words) -> Markup:
    return w.say(
        "<b>What I can’t protect.</b> What others have read, photographed or downloaded; a phone or a machine "
        "seized while it’s switched on; what a text gives away about its author. If being seen in this group could "
        "put you in danger, don’t answer there: message the facilitator in private, to see together what can be "
        "done."
    )
