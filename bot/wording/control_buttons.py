"""The buttons by which those who facilitate steer: what can be done now, and what is asked before it is done."""

from __future__ import annotations

from bot.session.disclosure.review import pending
from bot.session.placing import open_step
from bot.session.probing import may_probe
from bot.session.state import Phase, Progress
from bot.wording.message import Button, grid, plain_text
from bot.wording.scene import Scene


def _here(scene: Scene) -> str:
    """The place of the open step, as buttons have it; `s` is before the first."""
    current = open_step(scene.session)
    return "s" if current is None else str(scene.scenario.index(current))


def control_buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """What can be done now."""
    w, code, phase, here = scene.words, scene.session.code, scene.session.phase, _here(scene)
    if phase is Phase.CLOSED:
        return _looked_at(scene)
    label = w.say("Start") if phase is Phase.OPENING else w.say("Next question")
    onward = Button(label.unescape(), press=f"next-{code}-{here}")
    end = Button(w.say("End the workshop").unescape(), press=f"end-{code}")
    if phase is Phase.OPENING:
        return ((onward,), (Button(w.say("Organisations").unescape(), press=f"list-{code}"), end))
    rest = (
        Button(w.say("Resume").unescape(), press=f"resume-{code}")
        if phase is Phase.PAUSED
        else Button(w.say("Pause").unescape(), press=f"pause-{code}")
    )
    return ((onward,), *_over_days(scene), *_looked_at(scene), *_probe(scene), (*_back(scene), rest, end))


def _looked_at(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """What waits to be looked at before it is shown."""
    w, code = scene.words, scene.session.code

    def key(step: str) -> Button:
        label = plain_text(w.say("Look at: {question}", question=scene.heading(step)))
        return Button(label, press=f"review-{code}-{scene.scenario.index(step)}")

    return grid(map(key, pending(scene.scenario, scene.session)), 1)


def _probe(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Asking for more, while there is an answer to ask about."""
    if not may_probe(scene.scenario, scene.session):
        return ()
    return ((Button(scene.words.say("Ask to say more").unescape(), press=f"probe-{scene.session.code}"),),)


def _over_days(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """What there is besides in a session over days, while a question is open."""
    w, session = scene.words, scene.session
    if session.pace is None or session.phase is not Phase.RUNNING:
        return ()
    remind = Button(w.say("Remind").unescape(), press=f"remind-{session.code}")
    return ((_extend(scene, _here(scene)), remind),)


def _extend(scene: Scene, place: str) -> Button:
    return Button(scene.words.say("Leave open longer").unescape(), press=f"extend-{scene.session.code}-{place}")


def _back(scene: Scene) -> tuple[Button, ...]:
    """Going back, where there is something to go back to: for a minute, the last step can be taken back."""
    w, session, here = scene.words, scene.session, _here(scene)
    if session.left is not None:
        return (Button(w.say("Undo").unescape(), press=f"back-{session.code}-{here}"),)
    played = any(step.progress is Progress.CLOSED for step in session.steps.values())
    return (Button(w.say("Previous question").unescape(), press=f"back-{session.code}-{here}"),) if played else ()


def going_on_buttons(scene: Scene, step: str) -> tuple[tuple[Button, ...], ...]:
    """What whoever goes on from a step is asked first, to be tapped."""
    w, place = scene.words, f"{scene.session.code}-{scene.scenario.index(step)}"
    stay = Button(w.say("Leave it open").unescape(), press=f"stay-{place}")
    nudge = Button(w.say("Ask in the group").unescape(), press=f"nudge-{place}")
    onward = Button(w.say("Go on all the same").unescape(), press=f"onward-{place}")
    asks = () if scene.session.step(step).nudged else (nudge,)
    longer = (_extend(scene, str(scene.scenario.index(step))),) if scene.session.pace else ()
    return grid((stay, *longer, *asks, onward), 1)


def window_over_buttons(scene: Scene, step: str) -> tuple[tuple[Button, ...], ...]:
    """What those who facilitate can choose where too few have answered in time."""
    place = str(scene.scenario.index(step))
    onward = Button(scene.words.say("Go on").unescape(), press=f"onward-{scene.session.code}-{place}")
    return grid((onward, _extend(scene, place)), 2)


def closing_buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Whether the workshop ends now, and how; each is whose it is who asked, and good once."""
    code = scene.session.code
    yes = Button(scene.words.say("Yes, end it").unescape(), press=f"endyes-{code}", personal=True, once=True)
    quietly = scene.words.say("End quietly, without a summary").unescape()
    return grid((yes, Button(quietly, press=f"endquiet-{code}", personal=True, once=True)), 1)
