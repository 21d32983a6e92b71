"""A question of many lines in the private chat: one message, which shows one line after the other, with words on its
buttons. What stands there is the same for whoever reads it: nothing in it tells what somebody has chosen, since the
answers to it may have to lead to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.content.phrase import Phrase
from bot.scenario.kinds import AnyStep
from bot.session.kinds import spec_of
from bot.session.kinds.terms import Line
from bot.session.placing import asked
from bot.wording.message import Button, Message, grid, joined, plain_text
from bot.wording.prompts import numbered, prompt_blocks, prompt_buttons
from bot.wording.scene import Scene
from bot.wording.tell import shortened

#: What fits on a button of a small phone, in characters; and where two stand beside each other.
_LABEL, _HALF = 28, 18


def asked_privately(scene: Scene, step: AnyStep, place: int | None, why: Phrase | None = None) -> Message:
    """A question in somebody's private chat, under `why` it is asked again. Of one that is asked line by line, at first
    (None) all that there is to know of it and its first line; then a line alone, by its place from 0; and after the
    last, all of them."""
    lines = spec_of(step).lines(asked(scene.scenario, scene.session, step.id))
    again = (scene.tell(why),) if why else ()
    if not lines:
        return Message((*again, *prompt_blocks(scene, step)), prompt_buttons(scene, step))
    if place is None:
        blocks = (*again, *prompt_blocks(scene, step), _line(scene, lines, 0))
        return Message(blocks, _keys(scene, step, lines, 0, first=True))
    called = numbered(scene, step, scene.heading(step.id))
    if place < len(lines):
        return Message(joined((called, _line(scene, lines, place))), _keys(scene, step, lines, place))
    over = scene.words.say("That was the last line. Tap one to change it, or to answer it.")
    return Message((called, over), _all(scene, step, lines))


def _line(scene: Scene, lines: Sequence[Line], place: int) -> Markup:
    w = scene.words
    number = w.say("Line {n} of {total}", n=w.number(place + 1), total=w.number(len(lines)))
    return Markup("{}\n<b>{}</b>").format(number, scene.text(lines[place].text))


def _keys(
    scene: Scene, step: AnyStep, lines: Sequence[Line], place: int, *, first: bool = False
) -> tuple[tuple[Button, ...], ...]:
    """A line's buttons; and to the line before and after it. At first the whole question can be skipped."""
    code, index, w = scene.session.code, scene.scenario.index(step.id), scene.words
    pad = lines[place].keys
    keys = [Button(_cut(scene.tell(key.label), _LABEL), press=f"a-{code}-{index}-{key.code}") for key in pad.keys]
    if first:
        onward = [Button(w.say("Skip").unescape(), press=f"a-{code}-{index}-p")]
    else:
        before = [_turn(scene, step, place - 1, w.say("Line before"))] if place else []
        onward = [*before, _turn(scene, step, place + 1, w.say("Skip this line"))]
    return (*grid(keys, pad.width), tuple(onward))


def _all(scene: Scene, step: AnyStep, lines: Sequence[Line]) -> tuple[tuple[Button, ...], ...]:
    named = (_cut(scene.text(line.text), _HALF) for line in lines)
    return grid((_turn(scene, step, place, Markup.escape(label)) for place, label in enumerate(named)), 2)


def _turn(scene: Scene, step: AnyStep, place: int, label: Markup) -> Button:
    return Button(label.unescape(), press=f"line-{scene.session.code}-{scene.scenario.index(step.id)}-{place}")


def _cut(text: Markup, room: int) -> str:
    return shortened(plain_text(text), room)
