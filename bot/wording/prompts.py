"""How a question is put: the prompt, what can be chosen, how to answer by text, and the buttons.

Every question can be answered by a plain text reply, so whatever a button says stands in the text too.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.scenario.model import (
    AnyStep,
    AskingStep,
    ChoiceStep,
    MatrixStep,
    Option,
    ScaleStep,
    VoteStep,
)
from bot.session.disclosure.visibility import visible
from bot.session.kinds.matrix import LETTERS
from bot.session.values import TextValue, Value
from bot.wording.catalog import isolate
from bot.wording.message import Block, Button, grid, plain_text
from bot.wording.scene import Scene

#: What fits on a button of a small phone, in characters.
_LABEL = 28
#: What is shown of an answer where the group has seen all of it before: to be voted on, and in the summary.
#: Enough to know it again; each would otherwise be loaded four times, and data is dear.
EXCERPT = 50


def shortened(text: str, room: int) -> str:
    """A text of at most `room` characters, cut at a word where there is one."""
    if len(text) <= room:
        return text
    head = text[: room - 1]
    space = head.rfind(" ")
    return (head[:space] if space > room // 2 else head).rstrip() + "…"


def prompt_blocks(scene: Scene, step: AnyStep) -> tuple[Block, ...]:
    """The question, what there is to choose from, and how to answer by text."""
    index = scene.scenario.index(step.id)
    place = Markup("<b>{}/{}</b>").format(scene.words.number(index + 1), scene.words.number(len(scene.scenario.steps)))
    asked = Markup("{} {}").format(place, scene.text(step.prompt))
    lines = _CHOICES.get(step.kind, _nothing)(scene, step)
    hint = _hint(scene, step)
    blocks = [asked, Markup("\n").join(lines) if lines else None, Markup("<i>{}</i>").format(hint) if hint else None]
    return tuple(block for block in blocks if block)


def _nothing(scene: Scene, step: AnyStep) -> tuple[Markup, ...]:
    return ()


def _numbered(scene: Scene, options: tuple[Option, ...]) -> tuple[Markup, ...]:
    return tuple(
        Markup("{}. {}").format(scene.words.number(n), scene.text(option.text)) for n, option in enumerate(options, 1)
    )


def _scale(scene: Scene, step: AnyStep) -> tuple[Markup, ...]:
    if not isinstance(step, ScaleStep):
        return ()
    ends = ((1, step.low), (5, step.high))
    return tuple(Markup("{} = {}").format(scene.words.number(n), scene.text(t)) for n, t in ends if t)


def _choice(scene: Scene, step: AnyStep) -> tuple[Markup, ...]:
    return _numbered(scene, step.options) if isinstance(step, ChoiceStep) else ()


def _matrix(scene: Scene, step: AnyStep) -> tuple[Markup, ...]:
    if not isinstance(step, MatrixStep):
        return ()
    columns = [
        Markup("{} = {}").format(letter, scene.text(column.text))
        for letter, column in zip(LETTERS, step.columns, strict=False)
    ]
    return (*_numbered(scene, step.rows), Markup(" · ").join(columns))


def _candidate(scene: Scene, value: Value | None) -> Markup:
    if not isinstance(value, TextValue):
        return scene.words.say("(withdrawn)")
    if value.text:
        return isolate(shortened(value.text, EXCERPT))
    return scene.words.say("voice note, {seconds} s", seconds=scene.words.number(value.seconds))


def _vote(scene: Scene, step: AnyStep) -> tuple[Markup, ...]:
    if not isinstance(step, VoteStep):
        return ()
    said = {s.id: s.value for s in visible(scene.scenario, scene.session, step.on, audience="group").answers}
    values = [said.get(id) for id in scene.session.step(step.id).candidates]
    lines = enumerate((_candidate(scene, value) for value in values), 1)
    return tuple(Markup("{}. {}").format(scene.words.number(n), line) for n, line in lines)


_CHOICES: dict[str, Callable[[Scene, AnyStep], tuple[Markup, ...]]] = {
    "scale": _scale,
    "choice": _choice,
    "matrix": _matrix,
    "vote": _vote,
}


def _hint(scene: Scene, step: AnyStep) -> Markup | None:
    w = scene.words
    if not isinstance(step, AskingStep):
        return None
    if step.private and not scene.private:
        return w.say("Answer me in private: tap the button, or write to me there. Nobody sees it before the end.")
    if isinstance(step, ScaleStep):
        return w.say("Tap, or reply with a number from 1 to 5.")
    if isinstance(step, ChoiceStep):
        one = w.say("Tap, or reply with a number.")
        return one if step.max == 1 else w.say("Choose up to {n}: tap, or reply like 1,4.", n=w.number(step.max))
    if isinstance(step, MatrixStep):
        return w.say("Tap, or reply with one letter for each line, like 1b 2a 3c.")
    if isinstance(step, VoteStep):
        return w.count(
            "You have {n} vote: tap, or reply with its number.",
            "You have {n} votes: tap, or reply like 2,5.",
            step.votes,
        )
    return _words_hint(scene, step)


def _words_hint(scene: Scene, step: AnyStep) -> Markup:
    w = scene.words
    if step.kind == "commitment":
        return w.say("Reply like this: what ; who ; when. Several are welcome, one message each.")
    if scene.private:
        return w.say("Write here, in one message or several. A voice note counts too.")
    return w.say("Reply to this message, once or several times. A voice note counts too.")


def prompt_buttons(scene: Scene, step: AnyStep) -> tuple[tuple[Button, ...], ...]:
    """The buttons under a question; those of a private one, seen in the group, lead to the private chat."""
    if not isinstance(step, AskingStep):
        return ()
    index = scene.scenario.index(step.id)
    if step.private and not scene.private:
        label = scene.words.say("Answer in private").unescape()
        return ((Button(label, start=f"priv-{scene.session.code}-{index}"),),)

    def press(label: str, code: str) -> Button:
        return Button(label, press=f"a-{scene.session.code}-{index}-{code}")

    passing = press(scene.words.say("Skip").unescape(), "p")
    return (*_buttons(scene, step, press), (passing,))


def _buttons(scene: Scene, step: AskingStep, press: Callable[[str, str], Button]) -> tuple[tuple[Button, ...], ...]:
    w = scene.words
    if isinstance(step, ScaleStep):
        return (tuple(press(w.number(n), str(n)) for n in range(1, 6)),)
    if isinstance(step, ChoiceStep):
        labels = (shortened(plain_text(scene.text(option.text)), _LABEL) for option in step.options)
        return tuple((press(f"{w.number(n)} · {label}", str(n)),) for n, label in enumerate(labels, 1))
    if isinstance(step, MatrixStep):
        letters = LETTERS[: len(step.columns)]
        rows = range(1, len(step.rows) + 1)
        return tuple(tuple(press(f"{w.number(n)}{letter}", f"{n}{letter}") for letter in letters) for n in rows)
    if isinstance(step, VoteStep):
        count = len(scene.session.step(step.id).candidates)
        return grid((press(w.number(n), str(n)) for n in range(1, count + 1)), 6)
    return ()
