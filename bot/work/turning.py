"""The message that asks somebody a question line by line, turned to another line, or that tells back what was
understood: edited where it stands.

What it says then isn't noted with it, as it is with other edits: that would tell for as long as the message is known
how far somebody came, or what they said, also where their answer leads to nobody.
"""

from __future__ import annotations

from bot.session import effects as fx
from bot.store import messages, outbox
from bot.store.outbox import Draft
from bot.wording.chat import render
from bot.wording.message import pages
from bot.work.context import keyboard
from bot.work.delivery import Delivery


def turn(delivery: Delivery, effect: fx.Revise) -> None:
    """Edit the newest message that asks this; where several edits wait, the last one is sent."""
    context, place = delivery.context, delivery.place(effect.to)
    asking = messages.parts(context.tx, place, delivery.session.code, effect.ref)
    if not asking:
        return
    newest = max(asking, key=lambda row: row.id)
    message = render(effect.body, delivery.scene(effect.to))
    draft = Draft(
        place=place,
        method="edit",
        html=str(pages(message)[0]),
        keyboard=keyboard(context, message, place),
        message=newest.id,
        fold=f"edit:{newest.id}",
    )
    outbox.put(context.tx, draft, context.now)
