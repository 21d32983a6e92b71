"""The Bot API over HTTP, as an ASGI application: what the bot believes to be Telegram."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.rehearsal.allowance import Allowance
from bot.rehearsal.calls import RefusedError
from bot.rehearsal.methods import METHODS
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json


class BrokenError(Exception):
    """What comes back is no answer of Telegram's: a page with this status, or, without one, nothing: the
    connection is cut."""

    def __init__(self, status: int | None = None, page: str = "<html>Welcome to the network</html>") -> None:
        super().__init__(status)
        self.status = status
        self.page = page


#: Called with "before" or "after" (it took effect), the method and its parameters; may wait, or raise
#: RefusedError or BrokenError.
Watch = Callable[[str, str, Json], Awaitable[None]]

#: What a long poll waits at most here, in seconds: a rehearsal is to end quickly.
_LONGEST_POLL = 50.0


class Emulator:
    """The Bot API of one room. `calls` is every call: when, which method, and to which chat. With an
    `allowance` it refuses what goes over Telegram's limits."""

    def __init__(self, room: Room, *, watch: Watch | None = None, allowance: Allowance | None = None) -> None:
        self.room = room
        self.watch = watch
        self.allowance = allowance
        self.calls: list[tuple[datetime, str, int]] = []
        self.stopping = asyncio.Event()
        self._polling = 0
        self._wake = asyncio.Event()
        room.listeners.append(self._wake.set)

    def routes(self) -> list[Route]:
        """The addresses under which the API answers."""
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/voice/{name}", self._file),
        ]

    def enter(self, room: Room) -> None:
        """Answer for another room from now on."""
        self.room = room
        room.listeners.append(self._wake.set)
        self._wake.set()

    def stop(self) -> None:
        """Let whoever polls go."""
        self.stopping.set()
        self._wake.set()

    async def _call(self, request: Request) -> Response:
        """A call and its answer, which tells the time in the room as Telegram's tell the time there."""
        response = await self._respond(request)
        response.headers["date"] = format_datetime(self.room.now(), usegmt=True)
        return response

    async def _file(self, request: Request) -> Response:
        """The sound of a voice note."""
        name = request.path_params["name"]
        sound = self.room.recorded(name) if request.path_params["token"] == self.room.token else None
        try:
            if self.watch:
                await self.watch("before", "file", {"name": name})
        except RefusedError as refused:
            return _refusal(refused)
        except BrokenError as broken:
            return _Cut() if broken.status is None else Response(broken.page, broken.status, media_type="text/html")
        return _refusal(RefusedError(404, "Not Found")) if sound is None else Response(sound)

    async def _respond(self, request: Request) -> Response:
        method = request.path_params["method"].casefold()
        if request.path_params["token"] != self.room.token:
            return _refusal(RefusedError(401, "Unauthorized"))
        try:
            call = await _parameters(request)
        except ClientDisconnect:
            return JSONResponse({}, 400)  # nobody is left to read it
        try:
            return JSONResponse({"ok": True, "result": await self._answer(method, call)})
        except RefusedError as refused:
            return _refusal(refused)
        except BrokenError as broken:
            return _Cut() if broken.status is None else Response(broken.page, broken.status, media_type="text/html")

    async def _answer(self, method: str, call: Json) -> Any:
        now, chat = self.room.now(), int(call.get("chat_id") or 0)
        self.calls.append((now, method, chat))
        if self.allowance:
            self.allowance.ask(method, chat, now)
        if self.watch:
            await self.watch("before", method, call)
        if method == "getupdates":
            result: Any = await self._get_updates(call)
        elif method in METHODS:
            result = METHODS[method](self.room, call)
        else:
            raise RefusedError(404, "Not Found")
        if self.watch:
            await self.watch("after", method, call)
        return result

    async def _get_updates(self, call: Json) -> list[Json]:
        """getUpdates: waits until there is something; a newer poller ends an older one's wait."""
        if call.get("offset"):
            self.room.confirm(int(call["offset"]))
        self._polling += 1
        mine = self._polling
        allowed = json.loads(call["allowed_updates"]) if call.get("allowed_updates") else None
        limit = min(int(call.get("limit") or 100), 100)
        deadline = asyncio.get_running_loop().time() + min(float(call.get("timeout") or 0), _LONGEST_POLL)
        while not (found := self.room.pending(allowed)) and not self.stopping.is_set():
            if mine != self._polling:
                raise RefusedError(409, "Conflict: terminated by other getUpdates request")
            if not await self._woken(deadline):
                break
        return found[:limit]

    async def _woken(self, deadline: float) -> bool:
        """Whether something happened before the deadline."""
        self._wake.clear()
        try:
            async with asyncio.timeout_at(deadline):
                await self._wake.wait()
        except TimeoutError:
            return False
        return True


class _Cut(Response):
    """An answer that breaks off after its head, so that the server closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})


async def _parameters(request: Request) -> Json:
    call: Json = dict(request.query_params)
    if request.method == "POST":
        if request.headers.get("content-type", "").startswith("application/json"):
            call |= await request.json()
        else:
            async with request.form() as form:
                for name, value in form.multi_items():
                    call[name] = (value.filename, await value.read()) if isinstance(value, UploadFile) else value
    return call


def _refusal(refused: RefusedError) -> JSONResponse:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return JSONResponse(body, refused.code)
