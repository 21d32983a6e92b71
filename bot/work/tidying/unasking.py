"""A question that came by a slip goes again: its newest message in the group, and those in private chats, leave every
phone, also those that wait to be sent. Nothing is known of them from then on."""

from __future__ import annotations

from bot.session.addresses import Place, step_ref
from bot.store import messages, unsent
from bot.wording.erasure import cleared
from bot.work.context import Context
from bot.work.tidying.clearing import delete


def unask(context: Context, code: str, step: str, group: Place) -> None:
    """Take back the messages by which the session of that code asked this step last."""
    tx, ref = context.tx, step_ref(step)
    private = [row for row in messages.in_private(tx, code) if row.ref == ref]
    rows = [*messages.last_parts(tx, group, code, ref), *private]
    unsent.cancel(tx, rows)
    for row in rows:
        if row.number is not None:
            delete(context, row.place, [row.number], cleared)
    messages.gone(tx, [row.id for row in rows])
