"""Telling again: after somebody has withdrawn what they said, every message of the bot's that quoted it says what
is so now, in the middle of a session, after its end, and in private chats.

A message that still waits to be sent gets the other words in its place, so that the old ones are never sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.scenario.model import Scenario
from bot.session import effects as fx
from bot.session.addresses import ChatPlace, GroupPlace, Place, PrivatePlace, Ref, RefKind, doubt_of
from bot.session.asking import asked_in
from bot.session.days_told import days_told
from bot.session.placing import together
from bot.session.state import Session
from bot.store import groups, messages, orders, outbox, people, unsent
from bot.store.messages import MessageRow
from bot.store.outbox import Draft, Priority
from bot.wording import erasure
from bot.wording.catalog import Words, words
from bot.wording.chat import render
from bot.wording.message import Message, pages
from bot.wording.scene import Scene
from bot.work.context import Context, digest, keyboard, reader_language

#: Gives the session as somebody (None: the group) sees it.
Sight = Callable[[str | None], Scene]

#: What is left of a part of a message that has nothing to say any more and can't be deleted.
_EMPTY = "…"


@dataclass(frozen=True, slots=True)
class Quoting:
    """A message that may quote answers: its parts, who reads it (None: the group), and what it says."""

    parts: Sequence[MessageRow]
    to: str | None
    body: fx.Body


def reader_words(context: Context, place: Place) -> Words:
    """The language of whoever reads what is sent to a place."""
    otherwise = context.runtime.language
    match place:
        case GroupPlace(id):
            group = groups.get(context.tx, id)
            return words(group.languages[0] if group else otherwise)
        case PrivatePlace(key):
            person = people.get(context.tx, key)
            return words(reader_language(person, otherwise) if person else otherwise)
        case ChatPlace():
            return words(otherwise)


def quoting(context: Context, code: str, scene: Scene) -> Iterator[Quoting]:
    """The session's messages that may quote an answer or a pseudonym: results, votes, the summary, new names, the
    status, which tells days back, and what somebody was asked back."""
    for parts, results in messages.posts(context.tx, code):
        place = parts[0].place
        to = place.person if isinstance(place, PrivatePlace) else None
        if body := body_now(scene, parts[0].ref, results, private=to is not None):
            yield Quoting(parts, to, body)


def body_now(scene: Scene, ref: Ref, results: tuple[str, ...], *, private: bool) -> fx.Body | None:
    """What a message of that ref says now, if it may quote an answer or a pseudonym; `results` are the steps whose
    results it shows."""
    if ref.kind is RefKind.STEP:
        asked = together(scene.scenario, scene.session, ref.key)
        if results or any(scene.scenario.step(step).draws_on for step in asked):
            return fx.Prompt(ref.key) if private else fx.Turn(results, asked)
        return None
    if ref.kind is RefKind.CATCH_UP:
        return fx.Questions(asked_in(ref), fx.Occasion.CATCH_UP)
    if ref.kind is RefKind.SUMMARY:
        return fx.FinalSummary()
    if ref.kind is RefKind.STATUS:
        return fx.Status()
    if doubt := doubt_of(ref):
        return fx.AskBack(*doubt)
    if ref.kind is RefKind.REVEAL:
        return fx.Turn(results, ())
    if ref.kind is RefKind.REVIEW:
        return fx.Review(ref.key)
    if ref.kind is RefKind.PROBES:
        return fx.Probes(tuple(ref.key.split(",")))
    if ref.kind is RefKind.PROBE:
        gone = scene.session.answers.get(ref.key) is None
        return fx.Short(fx.Text.WITHDRAWN) if gone else None
    gone = ref.kind is RefKind.RENAMED and ref.key not in scene.session.participants
    return fx.Short(fx.Text.WITHDRAWN) if gone else None


def listing_now(ref: Ref) -> fx.Body | None:
    """What a message of that ref says, if organisations are listed under it; the opening is looked after by itself."""
    match ref.kind:
        case RefKind.PROPOSED:
            return fx.Short(fx.Text.PROPOSED, number=int(ref.key))
        case RefKind.NO_ORGANISATION:
            return fx.Short(fx.Text.NO_ORGANISATION)
        case RefKind.JOIN_FIRST:
            return fx.Short(fx.Text.JOIN_FIRST)
        case _:
            return None


def may_quote(scenario: Scenario, session: Session, body: fx.Body) -> bool:
    """Whether a message with this body may say what somebody said, or their pseudonym."""
    match body:
        case fx.FinalSummary():
            return True
        case fx.Status():
            return bool(days_told(scenario, session))
        case fx.Turn(closed, opened, _):
            return bool(closed) or any(scenario.step(step).draws_on for step in opened)
        case fx.Prompt(step):
            return scenario.step(step).draws_on is not None
        case fx.Short():
            return bool(body.detail or body.more) or body.text is fx.Text.PROPOSED
        case fx.Questions(steps, occasion):
            catch_up = occasion is fx.Occasion.CATCH_UP
            return catch_up or any(scenario.step(step).draws_on for step in steps)
        case fx.AskBack() | fx.Echo() | fx.Probes() | fx.Review():
            return True
        case fx.Opening() | fx.Control():
            return False
        case _:
            assert_never(body)


def retell(context: Context, code: str, sight: Sight) -> None:
    """Bring all that may quote a withdrawn answer up to date; documents on their way are taken back."""
    for told in list(quoting(context, code, sight(None))):
        scene = sight(told.to)
        message = render(told.body, scene)
        if len(pages(message)) > len(told.parts) and isinstance(told.body, fx.Turn):
            # Answers that came late have made it longer than it was: an old result isn't continued further down.
            message = render(fx.Turn((), told.body.opened), scene)
        say_instead(context, told.parts, message)
    take_back_documents(context, code)


def relisted(context: Context, code: str, sight: Sight) -> None:
    """Bring all that lists organisations up to date, but for the opening."""
    for parts, _ in messages.posts(context.tx, code):
        if body := listing_now(parts[0].ref):
            place = parts[0].place
            scene = sight(place.person if isinstance(place, PrivatePlace) else None)
            say_instead(context, parts, render(body, scene))


def take_back_documents(context: Context, code: str) -> None:
    """The session's documents that wait to be sent aren't; whoever asked for one is told. What is being written is
    written anew."""
    orders.changed(context.tx, code)
    for place in unsent.take_back_documents(context.tx, code):
        context.say(erasure.summary_changed(reader_words(context, place)), place=place)


def say_instead(context: Context, parts: Sequence[MessageRow], message: Message) -> None:
    """A message that was sent, or waits to be, says something else."""
    texts = pages(message)
    for index, part in enumerate(parts[: len(texts)]):
        last = index == min(len(texts), len(parts)) - 1
        _edit(context, part, str(texts[index]), keyboard(context, message, part.place) if last else ())
    for left in parts[len(texts) :]:
        take_back(context, left)


def _edit(context: Context, part: MessageRow, html: str, keys: outbox.Keyboard) -> None:
    draft = Draft(
        place=part.place,
        method="edit",
        html=html,
        keyboard=keys,
        message=part.id,
        quotes=part.session is not None,
        target=part.number,
        fold=f"edit:{part.id}",
        priority=Priority.LOW,
    )
    if part.digest == digest(draft):
        return
    if unsent.reword(context.tx, part, html, keys):
        outbox.put(context.tx, draft, context.now)
    messages.says(context.tx, part.id, digest(draft))


def take_back(context: Context, part: MessageRow) -> None:
    """A part of a message that isn't needed any more: emptied, since Telegram lets the bot delete its messages
    for two days only, and then deleted where it still can be."""
    _edit(context, part, _EMPTY, ())
    outbox.put(
        context.tx, Draft(place=part.place, method="delete", message=part.id, priority=Priority.LOW), context.now
    )
