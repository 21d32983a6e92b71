"""A question that came by a slip goes again: its newest message in the group, those in private chats, and what was
asked about it. They leave every phone, also those that wait to be sent, and nothing is known of them from then on."""

from __future__ import annotations

from bot.session.addresses import Place, asked_refs
from bot.session.asking import asked_in
from bot.store import messages, unsent
from bot.wording.erasure import cleared
from bot.work.context import Context
from bot.work.tidying.clearing import delete


def unask(context: Context, code: str, step: str, group: Place) -> None:
    """Take back the messages by which the session of that code asked this step last."""
    tx, refs = context.tx, asked_refs(step)
    private = [row for row in messages.in_private(tx, code) if row.ref in refs or step in asked_in(row.ref)]
    rows = [*(row for ref in refs for row in messages.last_parts(tx, group, code, ref)), *private]
    unsent.cancel(tx, rows)
    for row in rows:
        if row.number is not None:
            delete(context, row.place, [row.number], cleared)
    messages.gone(tx, [row.id for row in rows])
