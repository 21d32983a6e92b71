"""What a decision's messages say: each body of `session.effects`, as a neutral message.

A group with two languages reads the opening and the prompts in both; results come in the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from markupsafe import Markup

from bot.content.report import Quotes
from bot.session.disclosure.visibility import agreement, shown_live
from bot.session.effects import AskBack, Body, Control, FinalSummary, Opening, Prompt, Short, Status, Text, Turn
from bot.session.kinds.telling import GOING_ON
from bot.session.numbering import ballot_lost_before, question_number
from bot.session.placing import progress
from bot.session.roster import MOST
from bot.session.state import GRACE, Phase
from bot.session.steering import open_step
from bot.summary.report import agreeing, report, step_blocks
from bot.summary.tally import tally, tally_step
from bot.wording.asking_back import ask_back, undo_button
from bot.wording.catalog import Words, words
from bot.wording.line_by_line import asked_privately
from bot.wording.message import Block, Button, Message, joined, plain_text
from bot.wording.opening import joining_buttons, opening_blocks
from bot.wording.organisations import deciding_buttons
from bot.wording.phrases import phrase
from bot.wording.prompts import prompt_blocks, prompt_buttons
from bot.wording.report import closing_blocks, result_blocks, summary_blocks
from bot.wording.scene import Scene

_RULE = Markup("— — —")


def render(body: Body, scene: Scene) -> Message:
    """The message for a body, as its reader sees it."""
    match body:
        case Opening():
            return Message(_in_each(scene, opening_blocks), joining_buttons(scene))
        case Turn():
            return _turn(body, scene)
        case Prompt(id, line):
            return asked_privately(scene, scene.scenario.step(id), line)
        case Status():
            return _status(body, scene)
        case Control():
            return _control(scene)
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


def _turn(body: Turn, scene: Scene) -> Message:
    results = _results(body, scene)
    if body.opened is None:
        return Message(results)
    step, unread = scene.scenario.step(body.opened), _unread(body, scene)
    asked = _in_each(scene, lambda one: prompt_blocks(one, step, unread=unread))
    return Message((*results, *((_RULE,) if results else ()), *asked), prompt_buttons(scene, step))


def _results(body: Turn, scene: Scene) -> tuple[Block, ...]:
    """What the step before came to; and a word where the vote on it has nothing to be held on. What is voted on next is
    quoted there, and not twice."""
    if not body.closed:
        return ()
    scenario, session = scene.scenario, scene.session
    blocks = step_blocks(scenario, tally_step(scenario, session, body.closed, audience="group"))
    if _unread(body, scene):
        blocks = tuple(block for block in blocks if not isinstance(block, Quotes))
    lost = body.opened is not None and ballot_lost_before(scenario, session, body.opened)
    return (*result_blocks(blocks, scene.words), *((scene.tell(GOING_ON),) if lost else ()))


def _unread(body: Turn, scene: Scene) -> bool:
    """Whether the next step is about the answers that this message is the first to show."""
    about = scene.scenario.step(body.opened).draws_on if body.opened else None
    return about is not None and about == body.closed and not shown_live(scene.scenario.step(about))


def _status(body: Status, scene: Scene) -> Message:
    line = status_line(scene)
    if body.crowded:
        noted = scene.words.say("Everything sent so far is noted, even without the ✍ sign")
        line = Markup("{}\n{}").format(line, noted)
    return Message((line,))


def status_line(scene: Scene) -> Markup:
    """Where the session stands; a number, never a name or a value."""
    w, session = scene.words, scene.session
    people = len(session.active())
    if session.phase is Phase.CLOSED and session.closed:
        if not session.participants:
            return w.say("The workshop has ended.")
        end = (session.closed + GRACE).astimezone(scene.zone)
        ended = w.say("The workshop has ended. Late answers still count until {day}.", day=w.day(end))
        agreed = agreement(session)
        return Markup("{} {}").format(ended, scene.tell(agreeing(agreed))) if agreed else ended
    if session.phase is Phase.OPENING:
        if not people:
            return w.say("Waiting for the first people to join.")
        return w.count("{n} person has joined so far.", "{n} people have joined so far.", people)
    return _progress(scene, w)


def _progress(scene: Scene, w: Words) -> Markup:
    session, current = scene.session, open_step(scene.session)
    if current is None:
        return w.say("Between two questions.")
    place = question_number(scene.scenario, session, current)
    if place is None:
        parts = [w.say("Between two questions.")]
    else:
        have, there = progress(session, current)
        n, total = map(w.number, place)
        parts = [
            w.say("Question {n} of {total}", n=n, total=total),
            w.count("{n} of {total} has answered", "{n} of {total} have answered", have, total=w.number(there)),
        ]
    if session.phase is Phase.PAUSED:
        parts.append(w.say("paused"))
    return Markup(" · ").join(parts)


def _control(scene: Scene) -> Message:
    title = Markup("<b>{}</b>").format(scene.text(scene.scenario.title))
    return Message(joined((title, status_line(scene), _advice(scene), *_to_list(scene))), _control_buttons(scene))


def _to_list(scene: Scene) -> tuple[Markup, ...]:
    """What there is to do with the list of organisations."""
    w, waiting, listed = scene.words, len(scene.session.waiting()), len(scene.session.listed())
    said: tuple[Markup, ...] = ()
    if waiting:
        asked = w.count(
            "{n} organisation is waiting for your decision: /organisations",
            "{n} organisations are waiting for your decision: /organisations",
            waiting,
        )
        said = (asked,)
    if scene.session.phase is Phase.OPENING and listed > MOST:
        more = w.say(
            "This group has {n} organisations, and buttons for {most}. The others are chosen by number; you can "
            "take some off with /organisations.",
            n=w.number(listed),
            most=w.number(MOST),
        )
        said = (*said, more)
    return said


def _advice(scene: Scene) -> Markup | None:
    w, current = scene.words, open_step(scene.session)
    if scene.session.phase is Phase.OPENING:
        return w.say("When everybody is here, tap <b>Start</b>, or send /next in the group. Only you see this.")
    note = scene.scenario.step(current).note if current else None
    return w.say("For you alone: {note}", note=scene.text(note)) if note else None


def _control_buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    w, code, phase = scene.words, scene.session.code, scene.session.phase
    if phase is Phase.CLOSED:
        return ()
    current = open_step(scene.session)
    index = "s" if current is None else str(scene.scenario.index(current))
    label = w.say("Start") if phase is Phase.OPENING else w.say("Next question")
    onward = Button(label.unescape(), press=f"next-{code}-{index}")
    end = Button(w.say("End the workshop").unescape(), press=f"end-{code}")
    if phase is Phase.OPENING:
        return ((onward, end),)
    rest = (
        Button(w.say("Resume").unescape(), press=f"resume-{code}")
        if phase is Phase.PAUSED
        else Button(w.say("Pause").unescape(), press=f"pause-{code}")
    )
    back = Button(w.say("Previous question").unescape(), press=f"back-{code}")
    return ((onward,), (back,), (rest, end))


def _final(scene: Scene) -> Message:
    w = scene.words
    summary = report(scene.scenario, tally(scene.scenario, scene.session, audience="group"), "group")
    closing = w.say(
        "Does this sound like us? For 72 hours, tap if it does, or reply to this message with a correction."
    )
    button = Button(w.say("Yes, this is us").unescape(), press=f"agree-{scene.session.code}")
    return Message(summary_blocks(summary, w), ((button,),), apart=(*closing_blocks(summary, w), closing))


def _short(body: Short, scene: Scene) -> Message:
    buttons: tuple[tuple[Button, ...], ...] = ()
    if body.text is Text.PROPOSED:
        waiting = scene.session.waiting().get(body.number)
        buttons = deciding_buttons(scene.words, scene.session.code, waiting, scene.session.listed())
    if body.text in (Text.JOIN_FIRST, Text.NO_ORGANISATION):
        buttons = joining_buttons(scene)
    if body.text is Text.CLOSE_SURE:
        yes = scene.words.say("Yes, end it").unescape()
        buttons = ((Button(yes, press=f"endyes-{scene.session.code}", personal=True, once=True),),)
    if body.text is Text.UNDO_SURE and body.step is not None:
        buttons = (undo_button(scene, body.step),)
    if body.text in (Text.TOLD_IN_PRIVATE, Text.RENAMED_UNTOLD):
        buttons = ((Button(scene.words.say("To our private chat").unescape(), start="hello"),),)
    return Message((phrase(scene, body),), buttons)
