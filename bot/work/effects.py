"""What the engine decided, carried out in the transaction: the session saved, messages queued.

The engine's effects name messages by `ref`; here they become rows of the outbox, in the words of
whoever reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.scenario.model import Scenario
from bot.session import effects as fx
from bot.session.addresses import (
    CONTROL_REF,
    NO_REF,
    OPENING_REF,
    STATUS_REF,
    SUMMARY_REF,
    GroupPlace,
    Place,
    PrivatePlace,
    Ref,
    RefKind,
    number_in,
    place_and_number,
)
from bot.session.outcome import Outcome
from bot.session.state import Session
from bot.session.steering import open_step
from bot.session.wakes import EditDue
from bot.store import groups, messages, outbox, people, sessions, timers
from bot.store.cache import Key
from bot.store.messages import MessageRow
from bot.store.outbox import Draft, Priority
from bot.wording.catalog import words
from bot.wording.chat import render, toast_text
from bot.wording.message import pages
from bot.wording.notice import VERSION
from bot.wording.scene import Scene
from bot.work import debounce
from bot.work.context import Context, digest, keyboard, reader_language, send
from bot.work.privacy.retell import retell, take_back

#: The receipt: "written down". It is on Telegram's list of reactions that a bot may give.
RECEIPT = "✍"

#: The effects that answer a press by themselves.
_TOASTED = (fx.Toast, fx.Refuse)

#: The standing messages, which are edited for as long as the session lasts, and what these say.
_STANDING: dict[Ref, fx.Body] = {STATUS_REF: fx.Status(), CONTROL_REF: fx.Control(), SUMMARY_REF: fx.FinalSummary()}

#: Messages of which there is one at a time: a new one takes the older one's name.
_SINGLE = frozenset({*_STANDING, OPENING_REF})

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
    fx.FinalSummary: Priority.HIGH,
    fx.Status: Priority.LOW,
    fx.Control: Priority.LOW,
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outcome on its way: the context that caused it, and the session after it."""

    context: Context
    scenario: Scenario
    session: Session
    group_id: int

    def place(self, to: str | None) -> Place:
        """The chat in which a message to somebody, or to the group, is sent."""
        return PrivatePlace(to) if to else GroupPlace(self.group_id)

    def scene(self, to: str | None) -> Scene:
        """The session as that reader sees it."""
        language = self.session.languages[0]
        if to:
            person = people.get(self.context.tx, to)
            language = reader_language(person, language) if person else language
        runtime, private = self.context.runtime, to is not None
        return Scene(self.scenario, self.session, words(language), private, runtime.retention, runtime.zone)


def deliver(context: Context, scenario: Scenario, before: Session | None, outcome: Outcome, group_id: int) -> None:
    """Save what an event came to and queue what is to be said."""
    if before is not None and outcome.session is not before:
        sessions.save(context.tx, outcome.session)
    delivery = Delivery(context, scenario, outcome.session, group_id)
    for effect in outcome.effects:
        _CARRIED[type(effect)](delivery, effect)
    if context.callback and not any(isinstance(effect, _TOASTED) for effect in outcome.effects):
        context.toast()


def _post(delivery: Delivery, effect: fx.Effect) -> None:
    if not isinstance(effect, fx.Post):
        return
    context, place = delivery.context, delivery.place(effect.to)
    if effect.to and not _reachable(delivery, effect.to):
        return
    ref = effect.ref
    if isinstance(effect.body, fx.Short) and ref == NO_REF:
        ref = _ASKING_TO_JOIN.get(effect.body.text, NO_REF)
    if ref in _SINGLE:
        messages.forget_ref(context.tx, place, delivery.session.code, ref)
    rows = send(
        context,
        render(effect.body, delivery.scene(effect.to)),
        place=place,
        ref=ref,
        session=delivery.session.code,
        reply_to=number_in(effect.reply_to, place),
        priority=_URGENCY.get(type(effect.body), Priority.NORMAL),
    )
    if isinstance(effect.body, fx.Turn) and effect.body.closed:
        messages.shows(context.tx, rows, effect.body.closed)
    if effect.pin:
        draft = Draft(place=place, method="pin", message=rows[0], priority=Priority.LOW)
        outbox.put(context.tx, draft, context.now)


def _reachable(delivery: Delivery, person: str) -> bool:
    """Whether somebody has opened the private chat; Telegram lets no bot write first."""
    known = people.get(delivery.context.tx, person)
    return known is not None and known.reachable


def _revise(delivery: Delivery, effect: fx.Effect) -> None:
    """A debounced edit is made a while later, once for all that happens until then: the session is woken for it."""
    if not isinstance(effect, fx.Revise):
        return
    tx, code, wake = delivery.context.tx, delivery.session.code, EditDue(effect.ref, effect.to or "")
    if effect.debounce:
        key = ("timer", code, wake)
        if not tx.knows(key):
            _wake_to_revise(delivery, wake, key)
    else:
        timers.cancel(tx, code, wake)
        _revised(delivery, effect.body, effect.ref, effect.to)


def _wake_to_revise(delivery: Delivery, wake: EditDue, key: Key) -> None:
    """Once the session is to be woken as soon as it can be, that is remembered until it is."""
    code, ref = delivery.session.code, wake.ref
    context, place = delivery.context, delivery.place(wake.to)
    row = messages.standing(context.tx, place, code, ref)
    if row is None:
        return
    pause, mark = context.runtime.debounce, _mark(delivery.session)
    crowded = ref == STATUS_REF and outbox.crowded(context.tx, place, context.runtime.receipts)
    due = context.now + pause if crowded else debounce.due(context.now, pause, ref, row, mark)
    timers.hasten(context.tx, code, wake, due)
    if due <= context.now + pause:
        context.tx.once(key, lambda: True)


def _mark(session: Session) -> str:
    """How far a session is: what is new at a mark is worth an edit soon."""
    return f"{session.phase.value}:{open_step(session) or ''}"


def revise_debounced(delivery: Delivery, wake: EditDue) -> None:
    """The edit for which a session was woken."""
    _revised(delivery, _STANDING[wake.ref], wake.ref, wake.to or None)


def _revised(delivery: Delivery, body: fx.Body, ref: Ref, to: str | None) -> None:
    context, place = delivery.context, delivery.place(to)
    parts = messages.parts(context.tx, place, delivery.session.code, ref)
    if not parts:
        return
    if isinstance(body, fx.Status) and outbox.crowded(context.tx, place, context.runtime.receipts):
        body = replace(body, crowded=True)
    mark = _mark(delivery.session)
    messages.rests(
        context.tx, parts[0].id, context.now, debounce.rest(context.runtime.debounce, ref, parts[0], mark), mark
    )
    _rewrite(delivery, place, ref, body, parts)


def _rewrite(delivery: Delivery, place: Place, ref: Ref, body: fx.Body, rows: list[MessageRow]) -> None:
    """Edit the parts that say something else now, add those that are missing, take away those left over."""
    context = delivery.context
    message = render(body, delivery.scene(place.person if isinstance(place, PrivatePlace) else None))
    texts = pages(message)
    for part, html in enumerate(texts):
        last = part == len(texts) - 1
        new = part >= len(rows)
        row = messages.queue(context.tx, place, delivery.session.code, ref, part) if new else rows[part].id
        draft = Draft(
            place=place,
            method="send" if new else "edit",
            html=str(html),
            keyboard=keyboard(context, message, place) if last else (),
            message=row,
            fold="" if new else f"edit:{row}",
            gathers=isinstance(body, fx.Status) and body.crowded,
            priority=Priority.LOW,
        )
        if new or rows[part].digest != digest(draft):
            outbox.put(context.tx, draft, context.now)
            messages.says(context.tx, row, digest(draft))
    for left in rows[len(texts) :]:
        take_back(context, left)


def _retell(delivery: Delivery, effect: fx.Effect) -> None:
    retell(delivery.context, delivery.session.code, delivery.scene)


def _receive(delivery: Delivery, effect: fx.Effect) -> None:
    if isinstance(effect, fx.Receive) and (message := place_and_number(effect.source)):
        draft = Draft(
            place=message[0],
            method="react",
            target=message[1],
            emoji=RECEIPT if effect.taken else "",
            fold=f"receipt:{effect.source}",
            priority=Priority.LOW if effect.taken else Priority.NORMAL,
        )
        outbox.put(delivery.context.tx, draft, delivery.context.now)


def _toast(delivery: Delivery, effect: fx.Effect) -> None:
    if isinstance(effect, fx.Toast):
        scene = _visitor_scene(delivery)
        delivery.context.toast(toast_text(effect.body, scene), alert=effect.alert)


def _visitor_scene(delivery: Delivery) -> Scene:
    """A toast is for one pair of eyes: it comes in that person's language."""
    return delivery.scene(delivery.context.person.person)


def _refuse(delivery: Delivery, effect: fx.Effect) -> None:
    if isinstance(effect, fx.Refuse):
        context = delivery.context
        if context.callback:
            context.toast(toast_text(effect.body, _visitor_scene(delivery)), alert=True)
        else:
            to = None if context.group else context.person.person
            context.say(render(effect.body, delivery.scene(to)))


def _enrol(delivery: Delivery, effect: fx.Effect) -> None:
    if isinstance(effect, fx.Enrol):
        context = delivery.context
        day = context.now.date()
        groups.enrol(context.tx, delivery.group_id, effect.person, effect.organisation, VERSION, day)


def _wake(delivery: Delivery, effect: fx.Effect) -> None:
    if isinstance(effect, fx.WakeAt):
        timers.set(delivery.context.tx, delivery.session.code, effect.wake, effect.at)


_CARRIED: dict[type[fx.Effect], Callable[[Delivery, fx.Effect], None]] = {
    fx.Post: _post,
    fx.Revise: _revise,
    fx.Retell: _retell,
    fx.Receive: _receive,
    fx.Toast: _toast,
    fx.Refuse: _refuse,
    fx.Enrol: _enrol,
    fx.WakeAt: _wake,
}
