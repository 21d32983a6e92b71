"""What a decision's messages say: each body of `session.effects`, as a neutral message.

A group with two languages reads the opening and the prompts in both; results come in the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from markupsafe import Markup

from bot.session.effects import AskBack, Body, Control, FinalSummary, Opening, Prompt, Short, Status, Text, Turn
from bot.session.roster import MOST
from bot.summary.report import report, step_blocks
from bot.summary.tally import tally, tally_step
from bot.wording.asking_back import ask_back, undo_button
from bot.wording.catalog import isolate, words
from bot.wording.control import control, going_on_buttons
from bot.wording.message import Block, Button, Message, grid, joined, plain_text
from bot.wording.notice import notice
from bot.wording.organisations import deciding_buttons, label
from bot.wording.phrases import phrase
from bot.wording.prompts import prompt_blocks, prompt_buttons
from bot.wording.report import closing_blocks, result_blocks, summary_blocks
from bot.wording.scene import Scene
from bot.wording.status import status_line

_RULE = Markup("— — —")


def render(body: Body, scene: Scene) -> Message:
    """The message for a body, as its reader sees it."""
    match body:
        case Opening():
            return Message(_in_each(scene, _opening_blocks), joining_buttons(scene))
        case Turn():
            return _turn(body, scene)
        case Prompt(id):
            step = scene.scenario.step(id)
            return Message(prompt_blocks(scene, step), prompt_buttons(scene, step))
        case Status():
            return _status(body, scene)
        case Control():
            return control(scene)
        case FinalSummary():
            return _final(scene)
        case Short():
            return _short(body, scene)
        case AskBack():
            return ask_back(body, scene)
    assert_never(body)


def toast_text(short: Short, scene: Scene) -> str:
    """The same words without any markup, at most the 200 characters that a toast shows."""
    return plain_text(phrase(scene, short))[:200]


def _each_language(scene: Scene) -> tuple[Scene, ...]:
    """The scene in each of the group's languages; in the reader's own in private."""
    if scene.private:
        return (scene,)
    return tuple(replace(scene, words=words(language)) for language in scene.session.languages)


def _in_each(scene: Scene, blocks: Callable[[Scene], tuple[Block, ...]]) -> tuple[Block, ...]:
    said: tuple[Block, ...] = ()
    for one in _each_language(scene):
        said = (*said, *((_RULE,) if said else ()), *blocks(one))
    return said


def _opening_blocks(scene: Scene) -> tuple[Block, ...]:
    w, scenario = scene.words, scene.scenario
    title = Markup("<b>{}</b>").format(scene.text(scenario.title))
    live = scenario.duration.live if scenario.duration else None
    steps = w.count("{n} step", "{n} steps", len(scenario.steps))
    length = w.say("{steps}, about {time}", steps=steps, time=w.minutes(live)) if live else steps
    return (
        Markup("{}\n{}").format(title, length),
        scene.text(scenario.purpose),
        notice(w, scene.retention),
        _how_to_join(scene),
    )


def _how_to_join(scene: Scene) -> Markup:
    w = scene.words
    listed = scene.session.listed()
    if not listed:
        return w.say("To take part, tap or reply <b>yes</b> to this message.")
    lines = [Markup("{}. {}").format(w.number(n), isolate(organisation.name)) for n, organisation in listed]
    ask = w.say("To say yes and take part, tap your organisation, or reply to this message with its number:")
    return Markup("\n").join((ask, *lines))


def joining_buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Saying yes with an organisation, with another one, or saying no. Those that are more than a list holds now have
    a number and no button."""
    w, code = scene.words, scene.session.code
    known = [Button(label(o.name), press=f"join-{code}-{o.id}") for _, o in scene.session.listed()[:MOST]]
    if not known:
        known = [Button(w.say("I take part").unescape(), press=f"join-{code}-any")]
    other = Button(w.say("Another organisation").unescape(), press=f"join-{code}-other")
    no = Button(w.say("No, thank you").unescape(), press=f"no-{code}")
    return (*grid(known, 2), (other, no))


def _turn(body: Turn, scene: Scene) -> Message:
    results: tuple[Block, ...] = ()
    if body.closed:
        result = tally_step(scene.scenario, scene.session, body.closed, audience="group")
        results = result_blocks(step_blocks(scene.scenario, result), scene.words)
    if body.opened is None:
        return Message(results)
    step = scene.scenario.step(body.opened)
    asked = _in_each(scene, lambda one: joined((_welcome(one, body), *prompt_blocks(one, step))))
    return Message((*results, *((_RULE,) if results else ()), *asked), prompt_buttons(scene, step))


def _welcome(scene: Scene, body: Turn) -> Markup | None:
    """Said with the first question, so that it costs no message of its own."""
    if not body.begins:
        return None
    return scene.words.say(
        "Welcome, everybody. Speak of what you have lived yourselves; what is said here stays here, without names or "
        "places. You can skip a question, change your mind, take your time: a few words are enough, in your language."
    )


def _status(body: Status, scene: Scene) -> Message:
    line = status_line(scene)
    if body.crowded:
        noted = scene.words.say("All that has come so far is noted, also without ✍")
        line = Markup("{}\n{}").format(line, noted)
    return Message((line,))


def _final(scene: Scene) -> Message:
    w = scene.words
    summary = report(scene.scenario, tally(scene.scenario, scene.session, audience="group"), "group")
    closing = w.say("Is this us? For 72 hours, tap if you find yourselves in it, or reply with what to correct.")
    button = Button(w.say("This is us").unescape(), press=f"agree-{scene.session.code}")
    thanks = w.say(
        "Thank you all, for your words and for your listening. Take care of yourselves, and of what was said here."
    )
    return Message(summary_blocks(summary, w), ((button,),), apart=(*closing_blocks(summary, w), thanks, closing))


def _short(body: Short, scene: Scene) -> Message:
    buttons: tuple[tuple[Button, ...], ...] = ()
    if body.text is Text.PROPOSED:
        waiting = scene.session.waiting().get(body.number)
        buttons = deciding_buttons(scene.words, scene.session.code, waiting, scene.session.listed())
    if body.text in (Text.JOIN_FIRST, Text.NO_ORGANISATION):
        buttons = joining_buttons(scene)
    if body.text is Text.CLOSE_SURE:
        yes = scene.words.say("Yes, end it").unescape()
        quietly = scene.words.say("End quietly, without a summary").unescape()
        code = scene.session.code
        buttons = (
            (Button(yes, press=f"endyes-{code}", personal=True, once=True),),
            (Button(quietly, press=f"endquiet-{code}", personal=True, once=True),),
        )
    if body.text is Text.GO_ON_SURE and body.step is not None:
        buttons = going_on_buttons(scene, body.step)
    if body.text is Text.NUDGE and body.step is not None and scene.scenario.step(body.step).private:
        buttons = prompt_buttons(scene, scene.scenario.step(body.step))
    if body.text is Text.UNDO_SURE and body.step is not None:
        buttons = (undo_button(scene, body.step),)
    if body.text in (Text.TOLD_IN_PRIVATE, Text.RENAMED_UNTOLD):
        buttons = ((Button(scene.words.say("To my private chat").unescape(), start="hello"),),)
    return Message((phrase(scene, body),), buttons)
