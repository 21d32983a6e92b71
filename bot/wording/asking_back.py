"""What somebody is asked back about what they said: a doubt about an answer, and whether an answer is to go."""

from __future__ import annotations

from bot.session import kinds
from bot.session.effects import AskBack
from bot.session.kinds.telling import WITHDRAWN
from bot.session.placing import SUMMARY
from bot.wording.message import Button, Message, grid, joined
from bot.wording.scene import Scene


def ask_back(body: AskBack, scene: Scene) -> Message:
    """The question, with what there is to press; once its author has answered, what came of it."""
    answer = scene.session.answers.get(body.answer)
    doubts = kinds.doubts(scene.scenario.step(answer.step), answer.value) if answer else ()
    doubt = next((one for one in doubts if one.number == body.number), None)
    if doubt is None:
        changed = scene.words.say("Your message now says something else.")
        return Message((changed if answer else scene.tell(WITHDRAWN),))
    start = f"settle-{scene.session.code}-{body.answer}-{body.number}"
    keys = doubt.keys.keys if doubt.open else ()
    buttons = (Button(scene.tell(key.label).unescape(), press=f"{start}-{key.code}") for key in keys)
    guess = scene.tell(body.guess) if body.guess else None
    return Message(joined((guess, scene.tell(doubt.says))), grid(buttons, doubt.keys.width))


def undo_button(scene: Scene, step: str) -> tuple[Button, ...]:
    """By which somebody says that it is the answer to this step that they take back."""
    index = "s" if step == SUMMARY else str(scene.scenario.index(step))
    label = scene.words.say("Yes, take it back").unescape()
    return (Button(label, press=f"undo-{scene.session.code}-{index}", personal=True),)
