"""The door to a rehearsal that is opened to a network: one code lets one device in, and is then another.

Who is on this machine needs none. From the network only the page is reached, never the bot's side.
"""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

#: Where this machine alone comes in.
LOOPBACK = "127.0.0.1"
#: Of the Bot API: for the bot, which is on this machine.
_BOTS = ("/bot", "/file")
_COOKIE = "palabre-rehearsal"
_CLOSED = "This rehearsal opens once with each address that its terminal shows. Ask there for the newest one.\n"


class Codes:
    """The code that is good now, and the devices that are in. `chance` gives bits that nobody can guess; `told` hears
    each new code once the one before it has been used."""

    def __init__(self, chance: Callable[[], int], told: Callable[[str], None]) -> None:
        self._chance = chance
        self._told = told
        self._devices: list[str] = []
        self.code = self._drawn()

    def _drawn(self) -> str:
        return f"{self._chance():032x}"[-16:]

    def use(self, code: str) -> str | None:
        """Let a device in by the code; gives what it shows from now on, None where the code isn't good."""
        if not compare_digest(code.encode(), self.code.encode()):
            return None
        self._devices.append(self._drawn() + self._drawn())
        self.code = self._drawn()
        self._told(self.code)
        return self._devices[-1]

    def knows(self, shown: str) -> bool:
        """Whether a device is in."""
        return any(compare_digest(shown.encode(), device.encode()) for device in self._devices)


class Door:
    """Lets through what comes from this machine, and from the network whom the codes let in."""

    def __init__(self, app: ASGIApp, codes: Codes | None) -> None:
        self._app = app
        self._codes = codes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refused = None if scope["type"] != "http" or _at_home(scope) else self._asked(Request(scope))
        await (refused or self._app)(scope, receive, send)

    def _asked(self, request: Request) -> Response | None:
        """What somebody on the network gets; None: what they ask for."""
        path = request.url.path
        if self._codes is None or path.startswith(_BOTS):
            return PlainTextResponse(_CLOSED, 403)
        if self._codes.knows(request.cookies.get(_COOKIE, "")):
            return None
        shown = self._codes.use(request.query_params.get("code", "")) if path == "/" else None
        if shown is None:
            return PlainTextResponse(_CLOSED, 403)
        entered = RedirectResponse("/", 303)  # so that the code leaves the address, and the history
        entered.set_cookie(_COOKIE, shown, httponly=True, samesite="strict")
        return entered


def _at_home(scope: Scope) -> bool:
    """Whether a request came in where only this machine can."""
    return (scope.get("server") or ("",))[0] == LOOPBACK
