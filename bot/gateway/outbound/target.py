"""Where a draft goes at this moment, as Telegram names it: asked right before the call, since groups move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.session.addresses import ChatPlace, GroupPlace, PrivatePlace
from bot.store import groups, messages, people
from bot.store.db import Tx
from bot.store.outbox import Draft


@dataclass(frozen=True, slots=True)
class Target:
    """Telegram's chat, the thread in it, and the number of the message that it is about; for a toast that names
    somebody their account."""

    chat: int
    thread: int | None
    number: int | None
    named: int | None = None


def resolve(tx: Tx, draft: Draft, now: datetime) -> Target | None:
    """Where a draft goes at this moment; None where there is nowhere to send it, or no longer a reason."""
    if draft.expires and draft.expires < now:
        return None
    row = messages.get(tx, draft.message) if draft.message is not None else None
    number = draft.target if draft.target is not None else row.number if row else None
    if draft.method in ("edit", "delete", "pin") and number is None and not draft.numbers:
        return None
    if draft.method == "toast":
        return Target(0, None, None, people.account(tx, draft.names) if draft.names else None)
    return _in_place(tx, draft, number)


def _in_place(tx: Tx, draft: Draft, number: int | None) -> Target | None:
    match draft.place:
        case ChatPlace(chat):
            group = groups.by_chat(tx, chat)
            return None if group and group.active else Target(chat, None, number)
        case GroupPlace(id):
            group = groups.get(tx, id)
            # what nothing is known of any more isn't edited in a group that the bot has been put out of
            pointless = draft.method == "edit" and draft.message is None and group is not None and not group.active
            return Target(group.chat, group.topic, number) if group and not pointless else None
        case PrivatePlace(person):
            account = people.account(tx, person)
            return Target(account, None, number) if account is not None else None
        case _:
            assert_never(draft.place)
