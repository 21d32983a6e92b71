"""Why no answer came from Telegram, in errors and words that hold no address: the token is in every address.

Knows nothing of connections; what to make of a failure is for others to say.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from typing import Final


class ProxyFailedError(OSError):
    """The proxy gave no connection; the message says why, for people."""

    AWAY: Final = "the proxy can't be reached"
    CLOSED: Final = "the proxy gives no connection: it may want another name or password, or not lead there"


class ForeignAnswerError(OSError):
    """What came back isn't Telegram's, as when a network's sign-in page answers."""


#: Causes that somebody can do something about.
_CAUSES: Mapping[type[BaseException], str] = {
    ssl.SSLError: "its certificate isn't accepted, as happens when the clock is wrong or a proxy stands between",
    socket.gaierror: "its name isn't found",
    ConnectionRefusedError: "the connection is refused",
}


def chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and one by one those behind it."""
    behind: BaseException | None = error
    while behind is not None:
        yield behind
        behind = behind.__cause__ or behind.__context__


def told(error: BaseException) -> str | None:
    """Why nothing came back, for people; None where it isn't known. Other errors' own texts aren't shown."""
    for behind in chain(error):
        if isinstance(behind, ProxyFailedError):
            return str(behind)
        for kind, says in _CAUSES.items():
            if isinstance(behind, kind):
                return says
    return None
