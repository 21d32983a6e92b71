"""What the engine decided, carried out in the transaction: the session saved, messages queued.

The engine's effects name messages by `ref`; here they become rows of the outbox, in the words of
whoever reads them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.scenario.model import Scenario
from bot.session import effects as fx
from bot.session.addresses import (
    NO_REF,
    OPENING_REF,
    Place,
    Ref,
    RefKind,
    number_in,
    place_and_number,
)
from bot.session.outcome import Outcome
from bot.session.state import NOBODY, Session
from bot.store import groups, messages, outbox, people, sessions, timers, voices
from bot.store.outbox import Draft, Priority
from bot.wording.chat import render, toast_text
from bot.wording.notice import VERSION
from bot.work import meant
from bot.work.commitments.mirror import mirror
from bot.work.context import Context, send
from bot.work.delivery import Delivery
from bot.work.edits import STANDING, revise
from bot.work.facilitators import facilitating
from bot.work.retell import may_quote, relisted, retell
from bot.work.tidying.tidy import come_back, tidy
from bot.work.tidying.unasking import unask
from bot.work.turning import turn
from bot.work.voices import take_back

#: The receipt: "written down". It is on Telegram's list of reactions that a bot may give.
RECEIPT = "✍"

#: The effects that answer a press by themselves.
_TOASTED = (fx.Toast, fx.Refuse)

#: Messages of which there is one at a time: a new one takes the older one's name.
_SINGLE = frozenset({*STANDING, OPENING_REF})

#: The words whose replies say yes or no to taking part.
_ASKING_TO_JOIN = {
    fx.Text.JOIN_FIRST: Ref(RefKind.JOIN_FIRST),
    fx.Text.NO_ORGANISATION: Ref(RefKind.NO_ORGANISATION),
}

#: What a group waits for goes first, before all else in all chats; what only tells how things stand, last.
_URGENCY = {
    fx.Opening: Priority.HIGH,
    fx.Turn: Priority.HIGH,
    fx.Prompt: Priority.HIGH,
    fx.Questions: Priority.HIGH,
    fx.FinalSummary: Priority.HIGH,
    fx.Status: Priority.LOW,
    fx.Control: Priority.LOW,
}


def deliver(context: Context, scenario: Scenario, before: Session | None, outcome: Outcome, group_id: int) -> None:
    """Save what an event came to and queue what is to be said."""
    if before is not None and outcome.session is not before:
        sessions.save(context.tx, outcome.session)
    delivery = Delivery(context, scenario, outcome.session, group_id)
    for effect in outcome.effects:
        _carry_out(delivery, effect)
    if outcome.session is not before:
        mirror(context, scenario, outcome.session, group_id)
    if context.callback and not any(isinstance(effect, _TOASTED) for effect in outcome.effects):
        context.toast()


def _carry_out(delivery: Delivery, effect: fx.Effect) -> None:
    context = delivery.context
    match effect:
        case fx.Post() | fx.AskFacilitators() | fx.Revise() | fx.Retell() | fx.Tidy() | fx.Unask() | fx.Relisted():
            _say(delivery, effect)
        case fx.Receive():
            _receive(context, effect)
            if not effect.taken:
                take_back(context, delivery.session)
        case fx.Toast():
            _toast(delivery, effect.body, alert=effect.alert)
        case fx.Refuse():
            _refuse(delivery, effect)
        case fx.Enrol():
            day = context.now.date()
            groups.enrol(context.tx, delivery.group_id, effect.person, effect.organisation, VERSION, day)
        case fx.Assign(person, organisation):
            groups.assign(context.tx, delivery.group_id, person, organisation)
        case fx.AskMeant():
            meant.ask(delivery, effect)
        case fx.AskWhich(steps, text, seconds):
            meant.ask_which_one(context, (text, seconds), [(delivery.session.code, step) for step in steps])
        case fx.KeepVoice(answer):
            if context.voice:
                voices.expect(context.tx, delivery.session.code, answer, context.voice, context.now)
        case fx.WakeAt():
            _wake_at(context, delivery.session.code, effect)
        case _:
            assert_never(effect)


def _say(delivery: Delivery, effect: fx.Saying) -> None:
    context, code = delivery.context, delivery.session.code
    match effect:
        case fx.Post():
            _post(delivery, effect)
        case fx.AskFacilitators(body, ref, first):
            for one in facilitating(context, delivery.group_id, first):
                _post(delivery, fx.Post(body, ref, to=one))
        case fx.Revise(body=fx.Prompt() | fx.Echo()):
            turn(delivery, effect)
        case fx.Revise(body=fx.Control()):
            for one in messages.holders(context.tx, code, effect.ref) | {effect.to or NOBODY}:
                revise(delivery, replace(effect, to=one))
        case fx.Revise():
            revise(delivery, effect)
        case fx.Retell():
            retell(context, code, delivery.scene)
            take_back(context, delivery.session)
        case fx.Tidy():
            tidy(context, delivery.session)
        case fx.Unask(step):
            unask(context, code, step, delivery.place(None))
        case fx.Relisted():
            relisted(context, code, delivery.scene)
        case _:
            assert_never(effect)


def _wake_at(context: Context, code: str, effect: fx.WakeAt) -> None:
    if effect.at is None:
        timers.cancel(context.tx, code, effect.wake)
    else:
        timers.set(context.tx, code, effect.wake, effect.at)


def _post(delivery: Delivery, effect: fx.Post) -> None:
    context, place = delivery.context, delivery.place(effect.to)
    if effect.to and not _reachable(delivery, effect.to):
        if effect.otherwise:
            aloud = effect.ref if effect.ref.kind is RefKind.PROBE else NO_REF
            _post(delivery, fx.Post(effect.otherwise, aloud, reply_to=effect.reply_to))
        return
    ref = ref_of(effect)
    if ref in _SINGLE:
        messages.supersede(context.tx, place, delivery.session.code, ref)
    rows = send(
        context,
        render(effect.body, delivery.scene(effect.to)),
        place=place,
        ref=ref,
        session=delivery.session.code,
        reply_to=_stands_under(delivery, effect, place),
        quotes=may_quote(delivery.scenario, delivery.session, effect.body),
        priority=_urgency(effect),
    )
    if effect.otherwise and effect.to in delivery.session.participants:
        come_back(context, delivery.scenario, delivery.session, context.now)
    if isinstance(effect.body, fx.Turn) and effect.body.closed:
        messages.shows(context.tx, rows, effect.body.closed)
    if effect.pin:
        draft = Draft(place=place, method="pin", message=rows[0], priority=Priority.LOW)
        outbox.put(context.tx, draft, context.now)


def _urgency(post: fx.Post) -> Priority:
    """Nobody waits for a reminder at their phone: everything else goes before it."""
    if post.ref.kind is RefKind.REMINDER:
        return Priority.LAST
    return _URGENCY.get(type(post.body), Priority.NORMAL)


def _stands_under(delivery: Delivery, effect: fx.Post, place: Place) -> int | None:
    """The number of the message that this one answers; None where there is none, or it isn't sent yet."""
    if effect.under == NO_REF:
        return number_in(effect.reply_to, place)
    parts = messages.last_parts(delivery.context.tx, place, delivery.session.code, effect.under)
    return parts[-1].number if parts else None


def ref_of(post: fx.Post) -> Ref:
    """By which name a message is known, so that replies find what it is about."""
    if isinstance(post.body, fx.Short) and post.body.text is fx.Text.GO_ON_SURE:
        return Ref(RefKind.GOING_ON, post.body.step or "")
    if isinstance(post.body, fx.Short) and post.ref == NO_REF:
        return _ASKING_TO_JOIN.get(post.body.text, NO_REF)
    return post.ref


def _reachable(delivery: Delivery, person: str) -> bool:
    """Whether somebody has opened the private chat; Telegram lets no bot write first."""
    known = people.get(delivery.context.tx, person)
    return known is not None and known.reachable


def _receive(context: Context, effect: fx.Receive) -> None:
    message = place_and_number(effect.source)
    if message is None:
        return
    place, number = message
    draft = Draft(
        place=place,
        method="react",
        target=number,
        emoji=RECEIPT if effect.taken else "",
        fold=f"receipt:{effect.source}",
        priority=Priority.LOW if effect.taken else Priority.NORMAL,
    )
    outbox.put(context.tx, draft, context.now)


def _toast(delivery: Delivery, body: fx.Short, *, alert: bool) -> None:
    """A toast is for one pair of eyes: it comes in that person's language."""
    text = toast_text(body, delivery.scene(delivery.context.person.person))
    quotes = may_quote(delivery.scenario, delivery.session, body)
    delivery.context.toast(text, alert=alert, session=delivery.session.code, quotes=quotes)


def _refuse(delivery: Delivery, effect: fx.Refuse) -> None:
    context = delivery.context
    if context.callback:
        _toast(delivery, effect.body, alert=True)
    else:
        to = None if context.group else context.person.person
        about = delivery.session.code if to else None  # it leaves the private chat with the rest
        context.say(render(effect.body, delivery.scene(to)), session=about)
