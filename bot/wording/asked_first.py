"""The buttons under what those who facilitate are asked first: whether to go on, to leave a question open, to end."""

from __future__ import annotations

from bot.wording.message import Button, grid
from bot.wording.scene import Scene


def extend_button(scene: Scene, place: str) -> Button:
    """Leaves what is open open for longer; `place` is that of the step, as buttons have it."""
    return Button(scene.words.say("Leave open longer").unescape(), press=f"extend-{scene.session.code}-{place}")


def going_on_buttons(scene: Scene, step: str) -> tuple[tuple[Button, ...], ...]:
    """What whoever goes on from a step is asked first, to be tapped."""
    w, place = scene.words, f"{scene.session.code}-{scene.scenario.index(step)}"
    stay = Button(w.say("Leave it open").unescape(), press=f"stay-{place}")
    nudge = Button(w.say("Ask in the group").unescape(), press=f"nudge-{place}")
    onward = Button(w.say("Go on all the same").unescape(), press=f"onward-{place}")
    asks = () if scene.session.step(step).nudged else (nudge,)
    longer = (extend_button(scene, str(scene.scenario.index(step))),) if scene.session.pace else ()
    return grid((stay, *longer, *asks, onward), 1)


def window_over_buttons(scene: Scene, step: str) -> tuple[tuple[Button, ...], ...]:
    """What those who facilitate can choose where too few have answered in time."""
    place = str(scene.scenario.index(step))
    onward = Button(scene.words.say("Go on").unescape(), press=f"onward-{scene.session.code}-{place}")
    return grid((onward, extend_button(scene, place)), 2)


def closing_buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Whether the workshop ends now, and how; each is whose it is who asked, and good once."""
    code = scene.session.code
    yes = Button(scene.words.say("Yes, end it").unescape(), press=f"endyes-{code}", personal=True, once=True)
    quietly = scene.words.say("End quietly, without a summary").unescape()
    return grid((yes, Button(quietly, press=f"endquiet-{code}", personal=True, once=True)), 1)
