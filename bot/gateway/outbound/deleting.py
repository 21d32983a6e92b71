"""What is tried in the place of a deletion that Telegram has refused. Knows no pacing and no database.

One message that is too old spoils the deletion of all that are asked for with it, so these are halved until it is
alone. A message of ours can still be edited; one of somebody else's stays, and costs a call more.
"""

from __future__ import annotations

from dataclasses import replace

from telegram.error import TelegramError

from bot.store.outbox import Draft


def instead(draft: Draft, error: TelegramError) -> tuple[Draft, ...]:
    """The two halves of several messages; of a single one that is there and stays, words in its place. Nothing for
    what was no deletion, or is gone."""
    numbers = draft.numbers
    if draft.method != "delete" or "not found" in error.message.casefold():
        return ()
    if len(numbers) > 1:
        half = len(numbers) // 2
        return (replace(draft, numbers=numbers[:half]), replace(draft, numbers=numbers[half:]))
    if not draft.html:
        return ()
    return (replace(draft, method="edit", numbers=(), target=numbers[0] if numbers else draft.target),)
