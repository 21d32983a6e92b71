"""The form of Telegram's answers, by which one of somebody else's is told, and what the library can't read of one.

Knows nothing of connections, nor of what is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from telegram.error import NetworkError

#: What the library raises where an answer lacks what it counts on, or has it in another form.
_ILLEGIBLE = (TypeError, KeyError, AttributeError, ValueError)
#: What came back to the last call of a task.
_ANSWER: ContextVar[bytes] = ContextVar("ANSWER", default=b"")


def keep(answer: bytes) -> None:
    """This came back to the last call of this task."""
    _ANSWER.set(answer)


def kept() -> bytes:
    """What came back to the last call of this task."""
    return _ANSWER.get()


def refuses(status: int, answer: bytes) -> bool:
    """Whether a refusal is in Telegram's form: an object that says `ok: false`, the status once more, and why."""
    told = _object(answer)
    return told.get("ok") is False and told.get("error_code") == status and isinstance(told.get("description"), str)


def agrees(answer: bytes) -> bool:
    """Whether a call came through, as Telegram says so: `ok: true`, with a result."""
    told = _object(answer)
    return told.get("ok") is True and "result" in told


def _object(answer: bytes) -> dict[str, Any]:
    """An answer's JSON object; empty where it is none."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def message_number() -> int | None:
    """The number of the message that the last call of this task has made, where the library can't read what Telegram
    said of it: the message was sent all the same."""
    result = _object(kept()).get("result")
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


@contextmanager
def legible() -> Iterator[None]:
    """Within it, what the library can't read of an answer raises telegram.error.NetworkError as any other trouble on
    the way does, and not whatever the library came upon."""
    try:
        yield
    except _ILLEGIBLE:
        raise NetworkError("the answer can't be read") from None
