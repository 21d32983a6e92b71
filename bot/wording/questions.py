"""Several questions in one message, in somebody's private chat, to be answered in one reply; and what was understood of
it, told back to its author. Short: who reads this may pay for every byte."""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup

from bot.scenario.kinds import AnyStep
from bot.session.disclosure.visibility import asked_about
from bot.session.effects import Echo, Occasion, Questions, Short, Understood
from bot.session.kinds import spec_of
from bot.session.placing import asked
from bot.wording.catalog import isolate
from bot.wording.fitting import fitted
from bot.wording.message import Button, Message, joined, plain_text
from bot.wording.phrases import phrase
from bot.wording.prompts import closes, how_shown, leaves
from bot.wording.relaying import noted_for, relaying
from bot.wording.scene import Scene
from bot.wording.so_far import nothing_open, said_so_far
from bot.wording.tell import shortened

#: How much there is to choose from in one question, in UTF-16 units in all; and no line is cut to less than so many.
_LEGEND = (900, 24)
#: So many buttons fit beside one another on a small phone, and so many rows of them above its keyboard.
_WIDTH, _ROWS = 6, 6
#: How much of an answer is told back, in characters.
_SAID = 120


def questions(scene: Scene, body: Questions) -> Message:
    """The questions, numbered from 1, how to answer all of them, and until when."""
    steps = [scene.scenario.step(step) for step in body.steps]
    asks = tuple(_asked(scene, step, n) for n, step in enumerate(steps, 1))
    so_far = said_so_far(scene) if body.occasion is Occasion.CATCH_UP else ()
    until = closes(scene) if steps and body.occasion in (Occasion.OPENED, Occasion.CATCH_UP) else None
    relayed = body.occasion is Occasion.RELAY
    gone = leaves(scene, steps[0]) if steps and not relayed else None
    group = isolate(scene.group) if scene.group else None
    return Message(
        joined((group, *so_far, _introduced(scene, body), *asks, until, gone)),
        () if relayed else _keys(scene, steps),
        asks_reply=relayed,
    )


def _introduced(scene: Scene, body: Questions) -> Markup:
    """Why now, and how to answer."""
    w, n = scene.words, len(body.steps)
    match body.occasion:
        case Occasion.OPENED | Occasion.CATCH_UP:
            said = w.count("{n} question is open.", "{n} questions are open.", n) if n else nothing_open(scene)
        case Occasion.AHEAD:
            said = w.count(
                "{n} question is still to come. Your answer stays sealed until it opens.",
                "{n} questions are still to come. Your answers stay sealed until each opens.",
                n,
            )
        case Occasion.RELAY:
            return relaying(scene, body.voice)
        case _:
            assert_never(body.occasion)
    how = w.say("One reply is enough, even offline: a line for each, beginning with its number, like “1. …”. A dash "
                "skips one.")  # fmt: skip
    return Markup("{} {}").format(said, how) if n > 1 else said


def _asked(scene: Scene, step: AnyStep, number: int) -> Markup:
    """A question by its number, what there is to choose from, what to write, and how it will be shown. What there is to
    choose from is set apart, for it has numbers too."""
    spec, w = spec_of(step), scene.words
    legend = [scene.tell(line) for line in spec.legend(asked_about(scene.scenario, scene.session, step.id))]
    hints = [hint for hint in (_brief(scene, step), how_shown(scene, step)) if hint]
    lines = (
        Markup("<b>{}.</b> {}").format(w.number(number), scene.text(step.prompt)),
        *(Markup("· {}").format(line) for line in fitted(legend, *_LEGEND)[0]),
        *((Markup("<i>{}</i>").format(Markup(" ").join(hints)),) if hints else ()),
    )
    return Markup("\n").join(lines)


def _brief(scene: Scene, step: AnyStep) -> Markup | None:
    brief = spec_of(step).brief(step)
    return scene.tell(brief) if brief else None


def _keys(scene: Scene, steps: list[AnyStep]) -> tuple[tuple[Button, ...], ...]:
    """A row for each question that has few buttons, which say its number."""
    rows = [row for n, step in enumerate(steps, 1) if (row := _row(scene, step, n if len(steps) > 1 else None))]
    return tuple(rows[:_ROWS])


def _row(scene: Scene, step: AnyStep, number: int | None) -> tuple[Button, ...]:
    keys = spec_of(step).keys(asked(scene.scenario, scene.session, step.id)).keys
    if not keys or len(keys) > _WIDTH or spec_of(step).lines(asked(scene.scenario, scene.session, step.id)):
        return ()
    code, index, w = scene.session.code, scene.scenario.index(step.id), scene.words
    labels = ((key, scene.tell(key.label).unescape()) for key in keys)
    named = f"{w.number(number)}. " if number else ""
    return tuple(Button(f"{named}{label}", press=f"a-{code}-{index}-{key.code}") for key, label in labels)


def echo(scene: Scene, body: Echo) -> Message:
    """What was understood, question by question; and what wasn't."""
    w = scene.words
    taken = any(one.refused is None for one in body.answers)
    thanks = w.say("Thank you, it arrived safely.") if body.thanks else None
    head = w.say("This is what I noted. To correct it, edit your message.") if taken and not body.voice else None
    head = noted_for(scene, body.voice) if body.voice else head
    lines = [_understood(scene, one) for one in body.answers]
    unread = [line for line in (_unclear(scene, body), _unknown(scene, body), _before(scene, body)) if line]
    first = Markup(" ").join(said for said in (thanks, head) if said)
    return Message((Markup("\n").join((*((first,) if first else ()), *lines, *unread)),))


def _understood(scene: Scene, one: Understood) -> Markup:
    w, question = scene.words, scene.heading(one.step)
    number = w.number(one.number)
    if one.refused is not None:
        why = scene.tell(one.note) if one.note else phrase(scene, Short(one.refused, one.step))
        return w.say("{number}. {question}: {why}", number=number, question=question, why=why)
    said = _told(scene, one)
    line = w.say("{number} ✓ {question}: {answer}", number=number, question=question, answer=said)
    return Markup("{} – {}").format(line, scene.tell(one.note)) if one.note else line


def _told(scene: Scene, one: Understood) -> Markup:
    if one.said is None:
        return scene.words.say("skipped")
    return isolate(shortened(plain_text(scene.tell(one.said)), _SAID))


def _unclear(scene: Scene, body: Echo) -> Markup | None:
    if not body.unclear:
        return None
    listed = scene.words.listing(scene.words.number(n) for n in body.unclear)
    return scene.words.say("{numbers}: I couldn’t tell which lines are for which question.", numbers=listed)


def _unknown(scene: Scene, body: Echo) -> Markup | None:
    if not body.unknown:
        return None
    listed = scene.words.listing(scene.words.number(n) for n in body.unknown)
    return scene.words.say("{numbers}: there’s no such question here, so that isn’t noted.", numbers=listed)


def _before(scene: Scene, body: Echo) -> Markup | None:
    return scene.words.say("What stands before the first number isn’t noted.") if body.before else None
