"""The guard of the rehearsal's server: a page of another origin, open in the same browser, gets nothing done.

A browser says with each request from which page it comes: `Origin` where something is done, `Sec-Fetch-Site` always.
The bot's side is called by no browser at all. The Host is checked besides (server.py), so that another name for this
machine is another page.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

#: What a browser says of a request that the page itself makes, or somebody's typing the address.
_OWN = (None, "same-origin", "none")


class Guard:
    """Lets through what comes from the page itself, and on the bot's side what comes from no page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or _own(scope["method"], scope["path"], Headers(scope=scope)):
            await self._app(scope, receive, send)
        else:
            await JSONResponse({"error": "not from here"}, 403)(scope, receive, send)


def _own(method: str, path: str, headers: Headers) -> bool:
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if path.startswith("/bot"):
        return origin is None and site is None
    if method == "GET" and path == "/":
        return True  # a link may lead here: the page alone tells nothing
    return (origin is None or origin == f"http://{headers.get('host', '')}") and site in _OWN
