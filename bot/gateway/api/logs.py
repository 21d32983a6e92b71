"""Logging: what happened and where, never who or what was said.

The rest of the program logs no text, name, number or token; this formatter is the last line of defence
should a library do so.
"""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"\d{6,}:[\w-]{20,}")
_NUMBER = re.compile(r"-?\d{6,}")
#: Libraries that log addresses, which hold the token, or whole updates.
_TALKATIVE = ("httpx", "httpcore", "aiohttp", "telegram", "aiosqlite", "uvicorn", "asyncio", "hpack")


class RedactingFormatter(logging.Formatter):
    """Masks whatever looks like a token or an account's number, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with those parts masked."""
        return _NUMBER.sub("[number]", _TOKEN.sub("[token]", super().format(record)))


def _ours(record: logging.LogRecord) -> bool:
    """Whether a line isn't a talkative library's, whatever level its logger has been given since."""
    return record.name.split(".")[0] not in _TALKATIVE


def set_up(level: int = logging.INFO) -> None:
    """Log to standard error, and silence the libraries that quote what they send and get: by their levels, so
    that they don't even write it, and at the handler, so that no setting of theirs (`PYTHONASYNCIODEBUG`, a
    logger's level) brings it back."""
    handler = logging.StreamHandler()
    handler.addFilter(_ours)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
