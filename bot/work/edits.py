"""Messages that stand for a whole session (status, control, summary), edited in place: at once, or a while later
for all that happens until then."""

from __future__ import annotations

from dataclasses import replace

from bot.session import effects as fx
from bot.session.addresses import (
    CONTROL_REF,
    STATUS_REF,
    SUMMARY_REF,
    Place,
    PrivatePlace,
    Ref,
)
from bot.session.placing import open_steps
from bot.session.state import Session
from bot.session.wakes import EditDue
from bot.store import messages, outbox, receipts, timers
from bot.store.cache import Key
from bot.store.messages import MessageRow
from bot.store.outbox import Draft, Priority
from bot.wording.chat import render
from bot.wording.message import pages
from bot.work import debounce
from bot.work.context import digest, keyboard
from bot.work.delivery import Delivery
from bot.work.retell import may_quote, take_back
from bot.work.turning import turn

#: The standing messages, which are edited for as long as the session lasts, and what these say.
STANDING: dict[Ref, fx.Body] = {STATUS_REF: fx.Status(), CONTROL_REF: fx.Control(), SUMMARY_REF: fx.FinalSummary()}


def revise(delivery: Delivery, effect: fx.Revise) -> None:
    """A debounced edit is made a while later, once for all that happens until then: the session is woken for it. A
    question that is asked line by line is turned at once, and so is what was told back."""
    if isinstance(effect.body, fx.Prompt | fx.Echo):
        turn(delivery, effect)
        return
    tx, code, wake = delivery.context.tx, delivery.session.code, EditDue(effect.ref, effect.to or "")
    if effect.debounce:
        key = ("timer", code, wake)
        if not tx.knows(key):
            _wake_to_revise(delivery, wake, key, soon=effect.soon)
    else:
        timers.cancel(tx, code, wake)
        _revised(delivery, effect.body, effect.ref, effect.to)


def _wake_to_revise(delivery: Delivery, wake: EditDue, key: Key, *, soon: bool) -> None:
    """Once the session is to be woken as soon as it can be, that is remembered until it is."""
    code, ref = delivery.session.code, wake.ref
    context, place = delivery.context, delivery.place(wake.to)
    row = messages.first_part(context.tx, place, code, ref)
    if row is None:
        return
    pause, mark = context.runtime.debounce, _mark(delivery.session)
    crowded = ref == STATUS_REF and receipts.crowded(context.tx, place, context.runtime.receipts)
    due = context.now + pause if crowded else debounce.due(context.now, pause, ref, row, mark)
    due = min(due, debounce.soon(context.now, pause)) if soon else due
    timers.hasten(context.tx, code, wake, due)
    if due <= context.now + pause:
        context.tx.once(key, lambda: True)


def _mark(session: Session) -> str:
    """How far a session is: what is new at a mark is worth an edit soon."""
    return f"{session.phase.value}:{','.join(open_steps(session))}"


def revise_debounced(delivery: Delivery, wake: EditDue) -> None:
    """The edit for which a session was woken."""
    _revised(delivery, STANDING[wake.ref], wake.ref, wake.to or None)


def _revised(delivery: Delivery, body: fx.Body, ref: Ref, to: str | None) -> None:
    context, place = delivery.context, delivery.place(to)
    parts = messages.parts(context.tx, place, delivery.session.code, ref)
    if not parts:
        return
    if isinstance(body, fx.Status) and receipts.crowded(context.tx, place, context.runtime.receipts):
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
            quotes=may_quote(delivery.scenario, delivery.session, body),
            fold="" if new else f"edit:{row}",
            gathers=isinstance(body, fx.Status) and body.crowded,
            priority=Priority.LOW,
        )
        if new or rows[part].digest != digest(draft):
            outbox.put(context.tx, draft, context.now)
            messages.says(context.tx, row, digest(draft))
    for left in rows[len(texts) :]:
        take_back(context, left)
