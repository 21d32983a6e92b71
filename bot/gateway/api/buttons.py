"""Buttons and links: what they say, signed for the place where they stand.

    12 characters of HMAC-SHA256 over (place, payload), then the payload

Nobody without the installation's secret can make one, and one made for a chat is good in no other. The
alphabet is that of Telegram's start parameter, which is narrower than callback data.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

#: How many characters the signature has.
SIGNATURE = 12
_PAYLOAD = re.compile(r"[A-Za-z0-9-]{1,52}")


def _signature(secret: bytes, place: str, payload: str) -> str:
    digest = hmac.new(secret, f"{place}\n{payload}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:SIGNATURE]


def sign(secret: bytes, place: str, payload: str) -> str:
    """Callback data or a start parameter of at most 64 characters; raises ValueError for a payload that
    doesn't fit."""
    if not _PAYLOAD.fullmatch(payload):
        raise ValueError("a button's payload is 1 to 52 letters, digits and hyphens")
    return _signature(secret, place, payload) + payload


def verify(secret: bytes, place: str, data: str) -> str | None:
    """The payload, or None where the signature is not this installation's for this place."""
    signature, payload = data[:SIGNATURE], data[SIGNATURE:]
    if not _PAYLOAD.fullmatch(payload) or not signature.isascii():
        return None
    return payload if hmac.compare_digest(signature, _signature(secret, place, payload)) else None
