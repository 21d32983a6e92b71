"""What of the bot's own messages is forgotten in time, and left out of copies."""

from __future__ import annotations

from bot.session.addresses import PrivatePlace, RefKind
from bot.store.db import Tx


def leave_out(tx: Tx) -> None:
    """Nothing tells in a copy to which question somebody has said something, nor that they were asked whether, nor of
    any whisper."""
    kinds = (RefKind.HEARD_FOR, RefKind.MEANT, RefKind.ECHO, RefKind.CATCH_UP)
    for ref in (*(f"{kind}:%" for kind in kinds), f"{RefKind.WHISPER}%"):
        tx.run("DELETE FROM outbox WHERE message IN (SELECT id FROM messages WHERE ref LIKE ?)", ref)
        tx.run("DELETE FROM messages WHERE ref LIKE ?", ref)


def prune(tx: Tx) -> None:
    """What was said to somebody outside a session, or in a group to nobody's answer, is forgotten once it is
    sent and its day is over: no reply to it means anything. What tells of commitments stays known, to be edited when
    they are erased."""
    tx.invalidate("message")
    tx.run(
        "DELETE FROM messages WHERE (session IS NULL AND (ref = '' OR place LIKE ?) AND NOT EXISTS (SELECT 1 FROM"
        " commitment_messages JOIN commitments c ON c.id = commitment WHERE message = messages.id) OR ref = ?)"
        " AND id NOT IN (SELECT message FROM outbox WHERE message IS NOT NULL)",
        *(f"{PrivatePlace.PREFIX}%", RefKind.WHISPERED.value),
    )
