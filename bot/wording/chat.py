"""What a decision's messages say: each body of `session.effects`, as a neutral message.

A group with two languages reads the opening, the prompts, the results and the summary in both (`two_languages`).
"""

from __future__ import annotations

from functools import partial
from typing import assert_never

from markupsafe import Markup

from bot.content.parts import figures, in_figures
from bot.content.report import Quotes
from bot.session.disclosure.visibility import shown_live
from bot.session.effects import (
    AskBack,
    Body,
    Control,
    Echo,
    FinalSummary,
    Opening,
    Probes,
    Prompt,
    Questions,
    Review,
    Short,
    Status,
    Text,
    Turn,
)
from bot.session.kinds.telling import GOING_ON
from bot.session.numbering import ballot_lost_before
from bot.summary.report import report, step_blocks
from bot.summary.tally import tally, tally_step
from bot.wording.asked_first import closing_buttons, going_on_buttons, window_over_buttons
from bot.wording.asking_back import ask_back, undo_button
from bot.wording.caring import probe_button, probes
from bot.wording.control import control
from bot.wording.line_by_line import asked_privately
from bot.wording.message import Block, Button, Message, joined, plain_text
from bot.wording.opening import joining_buttons, opening_blocks
from bot.wording.organisations import deciding_buttons
from bot.wording.phrases import phrase
from bot.wording.prompts import catch_up_button, closes, prompt_blocks, prompt_buttons
from bot.wording.questions import echo, questions
from bot.wording.report import closing_blocks, result_blocks, summary_blocks, told_again
from bot.wording.reviewing import review
from bot.wording.scene import Scene
from bot.wording.status import days_line, status_line
from bot.wording.two_languages import apart, buttons, in_each, words_once


def render(body: Body, scene: Scene) -> Message:
    """The message for a body, as its reader sees it."""
    match body:
        case Opening():
            return Message(in_each(scene, opening_blocks), buttons(scene, joining_buttons))
        case Turn():
            return _turn(body, scene)
        case Prompt(id, line, why):
            return asked_privately(scene, scene.scenario.step(id), line, why)
        case Questions():
            return questions(scene, body)
        case Echo():
            return echo(scene, body)
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
        case Probes(answers):
            return probes(scene, answers)
        case Review(step):
            return review(scene, step)
    assert_never(body)


def toast_text(short: Short, scene: Scene) -> str:
    """The same words without any markup, at most the 200 characters that a toast shows."""
    return plain_text(phrase(scene, short))[:200]


def _turn(body: Turn, scene: Scene) -> Message:
    results = words_once(scene, partial(_results, body), partial(_results, body, again=True))
    if not body.opened:
        return Message(results)
    steps, unread = [scene.scenario.step(step) for step in body.opened], _unread(body, scene)

    def asked(one: Scene, *, again: bool = False) -> tuple[Block, ...]:
        prompts = [block for step in steps for block in prompt_blocks(one, step, unread=unread == step.id, again=again)]
        return joined((_welcome(one, body), *prompts, closes(one)))

    def keys(one: Scene) -> tuple[tuple[Button, ...], ...]:
        rows = tuple(row for step in steps for row in prompt_buttons(one, step, among=len(steps)))
        return (*rows, *catch_up_button(one))

    return Message(apart((results, words_once(scene, asked, partial(asked, again=True)))), buttons(scene, keys))


def _results(body: Turn, scene: Scene, *, again: bool = False) -> tuple[Block, ...]:
    """What the steps before came to, each under its heading where they are several; and a word where the vote on one
    has nothing to be held on. What is voted on next is quoted there, and not twice. `again`: in a second language, as
    much as somebody would repeat."""
    told = tuple(block for step in body.closed for block in _result(step, body, scene, again=again))
    scenario, session = scene.scenario, scene.session
    lost = body.closed and body.opened and ballot_lost_before(scenario, session, body.opened[0])
    return (*told, *((scene.tell(GOING_ON),) if lost else ()))


def _result(step: str, body: Turn, scene: Scene, *, again: bool) -> tuple[Block, ...]:
    blocks = step_blocks(scene.scenario, tally_step(scene.scenario, scene.session, step, audience="group"))
    if step in {scene.scenario.step(one).draws_on for one in body.opened}:
        blocks = tuple(block for block in blocks if not isinstance(block, Quotes))
    said = told_again(figures(blocks), scene.words) if again else result_blocks(blocks, scene.words)
    named = (Markup("<b>{}</b>").format(scene.heading(step)),) if len(body.closed) > 1 and said else ()
    return (*named, *said)


def _unread(body: Turn, scene: Scene) -> str | None:
    """Which of the next steps is about answers that this message is the first to show."""
    for step in body.opened:
        about = scene.scenario.step(step).draws_on
        if about in body.closed and not shown_live(scene.scenario.step(about)):
            return step
    return None


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
    if days := days_line(scene):
        line = Markup("{}\n{}").format(line, days)
    if body.crowded:
        noted = scene.words.say("Everything sent so far is noted, even without the ✍ sign")
        line = Markup("{}\n{}").format(line, noted)
    return Message((line,))


def _final(scene: Scene) -> Message:
    summary = report(scene.scenario, tally(scene.scenario, scene.session, audience="group"), "group")
    again = in_figures(summary)
    said = words_once(
        scene,
        lambda one: summary_blocks(summary, one.words),
        lambda one: summary_blocks(again, one.words),
    )
    after = words_once(
        scene,
        lambda one: (*closing_blocks(summary, one.words), *_parting(one)),
        lambda one: (*closing_blocks(again, one.words), *_parting(one)),
    )
    return Message(said, buttons(scene, _agreeing), apart=after)


def _agreeing(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    return ((Button(scene.words.say("Yes, this is us").unescape(), press=f"agree-{scene.session.code}"),),)


def _parting(scene: Scene) -> tuple[Block, ...]:
    w = scene.words
    return (
        w.say(
            "Thank you all, for your words and for your listening. Take care of yourselves, and of what was said here."
        ),
        w.say("Does this sound like us? For 72 hours, tap if it does, or reply to this message with a correction."),
    )


def _short(body: Short, scene: Scene) -> Message:
    buttons: tuple[tuple[Button, ...], ...] = ()
    if body.text is Text.PROPOSED:
        waiting = scene.session.waiting().get(body.number)
        buttons = deciding_buttons(scene.words, scene.session.code, waiting, scene.session.listed())
    if body.text in (Text.JOIN_FIRST, Text.NO_ORGANISATION):
        buttons = joining_buttons(scene)
    if body.text is Text.CLOSE_SURE:
        buttons = closing_buttons(scene)
    if body.text is Text.FORGET_VOICE_SURE:
        erase = scene.words.say("Yes, erase it").unescape()
        press = f"unrelay-{scene.session.code}-{body.step}"
        buttons = ((Button(erase, press=press, personal=True, once=True),),)
    if body.text is Text.GO_ON_SURE and body.step is not None:
        buttons = going_on_buttons(scene, body.step)
    if body.text is Text.WINDOW_OVER and body.step is not None:
        buttons = window_over_buttons(scene, body.step)
    if (
        body.text in (Text.NUDGE, Text.STAYS_OPEN_UNTIL, Text.REMINDER)
        and body.step is not None
        and scene.scenario.step(body.step).private
    ):
        buttons = prompt_buttons(scene, scene.scenario.step(body.step))
    if body.text is Text.PROBE:
        buttons = ((probe_button(scene, body.detail),),)
    if body.text is Text.UNDO_SURE and body.step is not None:
        buttons = (undo_button(scene, body.step),)
    if body.text in (Text.TOLD_IN_PRIVATE, Text.RENAMED_UNTOLD, Text.HINT):
        buttons = ((Button(scene.words.say("To our private chat").unescape(), start="hello"),),)
    return Message((phrase(scene, body),), buttons)
