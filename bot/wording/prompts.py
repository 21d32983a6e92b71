"""How a question is put: the prompt, what can be chosen, how to answer by text, and the buttons.

Every question can be answered by a plain text reply, so whatever a button says stands in the text too. What there is
to choose and to press, each kind of step says itself (`bot.session.kinds`).
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from bot.scenario.kinds import AnyStep
from bot.session.disclosure.announced import announced, sealed
from bot.session.disclosure.visibility import asked_about
from bot.session.kinds import spec_of
from bot.session.kinds.terms import Key, Keypad
from bot.session.numbering import question_number
from bot.session.placing import asked
from bot.session.state import Progress
from bot.wording.catalog import isolate
from bot.wording.fitting import fitted
from bot.wording.message import Block, Button, grid, joined, plain_text
from bot.wording.scene import Scene
from bot.wording.tell import shortened

#: What fits on a button of a small phone, in characters.
_LABEL = 28
#: How many buttons a question has at most: some screens full. Telegram refuses a message with more than 100.
_MOST_KEYS = 60
#: How much there is to choose from, in UTF-16 units in all; and no line is cut to less than so many.
_LEGEND = (3_200, 24)


def prompt_blocks(scene: Scene, step: AnyStep, *, unread: bool = False, again: bool = False) -> tuple[Block, ...]:
    """The question, what there is to choose from (it stands where it is answered, and not twice), how to answer, and
    how the answer will be shown. `unread`: what there is to choose from are answers that nobody has read yet. `again`:
    the same has been asked in another language just above, where people's own words stand.
    """
    question = replace(asked_about(scene.scenario, scene.session, step.id), unread=unread)
    told = again and step.draws_on is not None
    lines = spec_of(step).legend(question) if not told and (unread or not _elsewhere(scene, step)) else ()
    hints = [hint for hint in (how_to_answer(scene, step), how_shown(scene, step)) if hint]
    return joined(
        (
            _named(scene, step),
            Markup("\n").join(fitted([scene.tell(line) for line in lines], *_LEGEND)[0]),
            Markup("<i>{}</i>").format(Markup(" ").join(hints)) if hints else None,
            leaves(scene, step),
        )
    )


def closes(scene: Scene) -> Markup | None:
    """Until when what is open can be answered, in a session over days."""
    pace, w = scene.session.pace, scene.words
    if pace is None or pace.closes is None:
        return None
    until = w.moment(pace.closes.astimezone(scene.zone))
    return Markup("<i>{}</i>").format(w.say("Open until {moment}, or until everybody has answered.", moment=until))


def numbered(scene: Scene, step: AnyStep, words: Markup) -> Markup:
    """A question by its number, and these words."""
    place, w = question_number(scene.scenario, scene.session, step.id), scene.words
    return Markup("<b>{}/{}</b> {}").format(*map(w.number, place), words) if place else words


def _named(scene: Scene, step: AnyStep) -> Markup:
    """The question; in private under the name of its group."""
    asked = numbered(scene, step, scene.text(step.prompt))
    return Markup("{}\n{}").format(isolate(scene.group), asked) if scene.private and scene.group else asked


def how_shown(scene: Scene, step: AnyStep) -> Markup | None:
    """How an answer will be shown, where it is given."""
    said = None if _elsewhere(scene, step) else announced(step, private=scene.private)
    return scene.tell(said) if said else None


def _elsewhere(scene: Scene, step: AnyStep) -> bool:
    """Whether the question is only announced here, and answered in private."""
    return step.private and not scene.private


def how_to_answer(scene: Scene, step: AnyStep) -> Markup | None:
    """How a question is answered by text, or where; None where it asks nothing."""
    if _elsewhere(scene, step):
        return scene.tell(sealed(step))
    hint = spec_of(step).hint(step, private=scene.private)
    if hint and len(_keypad(scene, step).keys) > _MOST_KEYS:
        return scene.words.say("{hint} There are too many for buttons here: reply with numbers.", hint=scene.tell(hint))
    return scene.tell(hint) if hint else None


def _keypad(scene: Scene, step: AnyStep) -> Keypad:
    return spec_of(step).keys(asked(scene.scenario, scene.session, step.id))


def leaves(scene: Scene, step: AnyStep) -> Markup | None:
    """Said before anybody answers, so that nobody is afraid for an answer that isn't in the chat any more."""
    open = scene.session.step(step.id).progress is Progress.OPEN
    if not (open and scene.private and step.asks and scene.session.tidies):
        return None
    said = scene.words.say("Your answer leaves this chat when the question closes, or after two days. It still counts.")
    return Markup("<i>{}</i>").format(said)


def prompt_buttons(scene: Scene, step: AnyStep, *, among: int = 1) -> tuple[tuple[Button, ...], ...]:
    """The buttons under a question; those of a private one, seen in the group, lead to the private chat. Where it is
    one `among` several, those that don't say which they are for say its number."""
    if not step.asks:
        return ()
    code, index = scene.session.code, scene.scenario.index(step.id)
    passing = Button(_among(scene, step, scene.words.say("Skip"), among), press=f"a-{code}-{index}-p")
    if _elsewhere(scene, step):
        label = _among(scene, step, scene.words.say("Answer in private"), among)
        return ((_to_private(scene, label, index),),)
    if spec_of(step).lines(asked(scene.scenario, scene.session, step.id)):
        return ((_to_private(scene, _among(scene, step, scene.words.say("Line by line"), among), index), passing),)
    pad = _keypad(scene, step)
    told = pad.keys if len(pad.keys) <= _MOST_KEYS else ()
    keys = (Button(_label(scene, key), press=f"a-{code}-{index}-{key.code}") for key in told)
    return (*grid(keys, pad.width), (passing,))


def _among(scene: Scene, step: AnyStep, label: Markup, among: int) -> str:
    place = question_number(scene.scenario, scene.session, step.id)
    return label.unescape() if among == 1 or place is None else f"{label.unescape()} · {scene.words.number(place[0])}"


def catch_up_button(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Under what is asked in the group over days: a link for whoever was away."""
    if scene.session.pace is None or scene.private:
        return ()
    return ((Button(scene.words.say("Catch up").unescape(), start=f"catchup-{scene.session.code}"),),)


def _to_private(scene: Scene, label: str, index: int) -> Button:
    """A link to the question in the private chat."""
    return Button(label, start=f"priv-{scene.session.code}-{index}")


def _label(scene: Scene, key: Key) -> str:
    label = scene.tell(key.label).unescape()
    return f"{label} · {shortened(plain_text(scene.text(key.text)), _LABEL)}" if key.text else label
