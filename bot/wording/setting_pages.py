"""The page of each thing that a group can set: what it does, what can be chosen, and how it is set by text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import assert_never

from markupsafe import Markup

from bot.languages import SPOKEN
from bot.session.settable import (
    KEEP_LEAST,
    QUIET_LEAST,
    QUIET_MOST,
    WINDOW_LEAST,
    WINDOW_MOST,
    Keep,
    Languages,
    Least,
    Quiet,
    Review,
    Setting,
    Tidy,
    Value,
    Window,
    Zone,
    write,
)
from bot.session.state import MINIMUM, MOST_NEEDED
from bot.wording.catalog import Words
from bot.wording.message import Button, Message, paragraph
from bot.wording.settings import Facts, length, unread
from bot.wording.zones import city, regions

#: How many choices stand in a row.
_IN_A_ROW = {Setting.LEAST: 5, Setting.KEEP: 3, Setting.QUIET: 2, Setting.WINDOW: 2, Setting.TIDY: 2, Setting.REVIEW: 2}


def _language(w: Words, _: Facts) -> Markup:
    return w.say(
        "Which language does this group read? With two, questions carry both. Tap, or send for example "
        "/settings french english."
    )


def _zone(w: Words, _: Facts) -> Markup:
    return w.say("Where does this group live? Tap, or send for example /settings zone Dakar.")


def _quiet(w: Words, _: Facts) -> Markup:
    return w.say(
        "In the quiet hours I post nothing in the group. Tap, or send for example /settings quiet 22:00 7:00 "
        "({least} to {most} hours).",
        least=w.number(QUIET_LEAST // 60),
        most=w.number(QUIET_MOST // 60),
    )


def _window(w: Words, _: Facts) -> Markup:
    return w.say(
        "In a workshop over days, how long does each question stay open? Tap, or send for example "
        "/settings window 48h ({least} to {most}).",
        least=length(w, WINDOW_LEAST),
        most=length(w, WINDOW_MOST),
    )


def _least(w: Words, _: Facts) -> Markup:
    return w.say(
        "From how many people on do I show what was answered in private, and how sides and organisations differ? In a "
        "small group, or one in danger, more is safer. Tap a number, or send for example /settings 6 (from {minimum} "
        "to {most}).",
        minimum=w.number(MINIMUM),
        most=w.number(MOST_NEEDED),
    )


def _tidy(w: Words, _: Facts) -> Markup:
    return w.say(
        "When a private question closes, shall I take it and its answers out of the private chats, so that a searched "
        "phone holds nothing?"
    )


def _review(w: Words, _: Facts) -> Markup:
    return w.say(
        "Before sealed answers are shown, shall one facilitator read them, without knowing whose they are, so that "
        "what would hurt somebody can be set aside?"
    )


def _keep(w: Words, facts: Facts) -> Markup:
    return w.say(
        "For how many days after a workshop are its answers kept? Fewer are safer, and hold for earlier workshops "
        "too. Tap, or send for example /settings keep {example} (from {least} to {most}).",
        example=w.number(min(30, facts.most_kept)),
        least=w.number(min(KEEP_LEAST, facts.most_kept)),
        most=w.number(facts.most_kept),
    )


#: What each setting does, and how it is set by text.
ABOUT: dict[Setting, Callable[[Words, Facts], Markup]] = {
    Setting.LANGUAGE: _language,
    Setting.ZONE: _zone,
    Setting.QUIET: _quiet,
    Setting.WINDOW: _window,
    Setting.LEAST: _least,
    Setting.TIDY: _tidy,
    Setting.REVIEW: _review,
    Setting.KEEP: _keep,
}


def _label(w: Words, value: Value, facts: Facts) -> str:
    """What is chosen, on its button."""
    match value:
        case Languages(codes):
            return " + ".join(SPOKEN[code].name for code in codes)
        case Zone(name):
            return city(w, name or facts.zone)
        case Quiet(start, end):
            return w.say("{start} to {end}", start=w.minute(start), end=w.minute(end)).unescape()
        case Window(None):
            return w.say("As the workshop says").unescape()
        case Window(hours):
            return length(w, hours or 0)
        case Least(people):
            return w.number(people)
        case Tidy(on) | Review(on):
            return (w.say("Yes") if on else w.say("No")).unescape()
        case Keep(days):
            return w.days(timedelta(days=days or facts.most_kept))
        case _:
            assert_never(value)


def page(w: Words, setting: Setting, choices: tuple[Value, ...], facts: Facts, *, again: bool = False) -> Message:
    """A setting's choices; `again` where what was sent can't be set."""
    said = ABOUT[setting](w, facts)
    if again:
        said = Markup("{} {}").format(unread(w), said)
    press = f"set-{facts.group}-{setting}"
    cells = [Button(_label(w, value, facts), press=f"{press}-{write(value)}") for value in choices]
    wide = _IN_A_ROW.get(setting, 1)
    rows = [tuple(cells[n : n + wide]) for n in range(0, len(cells), wide)]
    above = regions(w, press) if setting is Setting.ZONE else ()
    return paragraph(said, *above, *rows, (Button(w.say("Back").unescape(), press=f"set-{facts.group}"),))
