"""Asking whether, or to which question, a message is meant as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from markupsafe import Markup

from bot.session.effects import Unsure
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, plain_text
from bot.wording.scene import Scene
from bot.wording.tell import shortened

#: What fits on a button of a small phone, in characters.
_LABEL = 28


def ask_meant(scene: Scene, why: Unsure, step: str, id: str) -> Message:
    """Whether a message is meant as an answer to this step; `id` is under which it waits."""
    w, question = scene.words, scene.heading(step)
    match why:
        case Unsure.PUBLIC:
            return _public(scene, step, id)
        case Unsure.FORWARDED:
            asked = w.say(
                "You forwarded a message. Is it your answer to “{question}”? Tap a button, or reply yes or no.",
                question=question,
            )
        case Unsure.CAPTION:
            asked = w.say(
                "I don’t look at pictures or files. Are the words with it your answer to “{question}”? Tap a "
                "button, or reply yes or no.",
                question=question,
            )
        case Unsure.WHICH:
            asked = w.say(
                "Is this your answer to “{question}”, in {group}? Tap a button, or reply yes or no.",
                question=question,
                group=isolate(scene.group),
            )
        case _:
            assert_never(why)
    yes, no = w.say("Yes, it is").unescape(), w.say("No, it isn’t").unescape()
    return Message((asked,), ((_button(id, 1, yes), _button(id, 0, no)),))


def _public(scene: Scene, step: str, id: str) -> Message:
    w, code, index = scene.words, scene.session.code, scene.scenario.index(step)
    asked = w.say(
        "Everybody here can read this, and the question is a private one. Your answer only counts if you say so: "
        "tap the button, or reply yes. Or delete it, and answer me in private."
    )
    count = _button(id, 1, w.say("Count it anyway").unescape())
    private = Button(w.say("Answer in private").unescape(), start=f"priv-{code}-{index}")
    return Message((asked,), ((count, private),))


def ask_which(w: Words, asks: Sequence[tuple[str, Markup]], id: str) -> Message:
    """Which question a message is for; each as its group and heading."""
    ask = w.say("Which question is this for? Tap it, or reply with its number (0: none).")
    lines = [
        Markup("{}. {} · {}").format(w.number(n), isolate(group), question)
        for n, (group, question) in enumerate(asks, 1)
    ]
    rows = [
        (_button(id, n, shortened(f"{n} · {plain_text(question)}", _LABEL)),) for n, (_, question) in enumerate(asks, 1)
    ]
    none = _button(id, 0, w.say("None of them").unescape())
    return Message((Markup("\n").join((ask, *lines)),), (*rows, (none,)))


def _button(id: str, place: int, label: str) -> Button:
    return Button(label, press=f"meant-{id}-{place}", personal=True)


def waits_no_longer(w: Words) -> Message:
    """Somebody says what a message is that isn't kept any more."""
    return Message((w.say("I no longer have that message. Please send it again, as a reply to the question."),))


def set_aside(w: Words) -> str:
    """It isn't meant as an answer; plain text for a toast."""
    return w.say("All right. It’s not an answer, and I won’t keep it.").unescape()
