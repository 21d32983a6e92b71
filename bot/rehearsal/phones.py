"""The page's side: what the phones show, pushed as it changes, and what people do on them.

Bound to this machine: a request from another page, or under another host's name, is refused (guard.py, server.py).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.rehearsal.handing import handed
from bot.rehearsal.model import Person
from bot.rehearsal.room import CannotError, Room
from bot.rehearsal.shapes import Json
from bot.rehearsal.told import commands_told, room_told

_PAGE = Path(__file__).parent / "page"

#: Only what this page itself brings may run or be loaded.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'"
)

#: What the page can have done besides what people do on phones: takes what it asks, and gives what it is told. Raises
#: CannotError.
Deed = Callable[[Json], Awaitable[Json]]


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """A language that the page can be read in: its code, its own name, its direction ("ltr" or "rtl"), and the
    page's words by name."""

    code: str
    name: str
    direction: str
    words: Mapping[str, str]


class Phones:
    """The phones of one room, on a page that can be read in these languages. `deeds` are what can be done besides, by
    name; `zone` is the one in which the page tells the time, where it isn't the browser's."""

    def __init__(self, room: Room, people: list[Person], languages: Sequence[PageLanguage]) -> None:
        self.room = room
        self.people = people
        self.round = 0
        self.zone = ""
        self.deeds: dict[str, Deed] = {}
        self._known: set[str] = set()
        self._languages = languages
        self._spoken = {language.code for language in languages}
        self.stopping = asyncio.Event()
        self._watchers: set[asyncio.Event] = set()
        room.listeners.append(self._changed)

    def routes(self) -> list[Route | Mount]:
        """The addresses of the page."""
        return [
            Route("/", self._index),
            Route("/words", self._words),
            Route("/events", self._events),
            Route("/act", self._act, methods=["POST"]),
            Route("/documents/{id}", self._document),
            Mount("/page", StaticFiles(directory=_PAGE)),
        ]

    def enter(self, room: Room, people: list[Person]) -> None:
        """Other phones, in another room: the pages begin anew."""
        self.room, self.people = room, people
        self.round += 1
        room.listeners.append(self._changed)
        self._changed()

    def stop(self) -> None:
        """Let the pages go."""
        self.stopping.set()
        self._changed()

    def _changed(self) -> None:
        for watcher in self._watchers:
            watcher.set()

    async def _index(self, request: Request) -> Response:
        html = (_PAGE / "index.html").read_text("utf-8")
        return Response(html, media_type="text/html", headers={"Content-Security-Policy": _POLICY})

    async def _words(self, request: Request) -> Response:
        return JSONResponse([asdict(language) for language in self._languages])

    async def _events(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        """Everything once, and then what has changed since."""
        watcher = asyncio.Event()
        self._watchers.add(watcher)
        since, round = -1, self.round
        menus: Json = {}
        try:
            while not self.stopping.is_set():
                watcher.clear()
                since, round = (since if round == self.round else -1), self.round
                stamp, state, commands = self.room.stamp, self._state(since), commands_told(self.room)
                if commands != menus:
                    state["commands"] = menus = commands
                yield f"data: {json.dumps(state, ensure_ascii=False)}\n\n"
                since = stamp
                await watcher.wait()
        finally:
            self._watchers.discard(watcher)

    def _state(self, since: int) -> Json:
        more = {"round": self.round, "zone": self.zone, "deeds": sorted(self.deeds)}
        return room_told(self.room, self.people, since) | more

    async def _act(self, request: Request) -> Response:
        if request.headers.get("content-type") != "application/json":  # which no form of another page can say
            return JSONResponse({"error": "not from here"}, 403)
        act = await request.json()
        try:
            self._known |= self.deeds.keys()
            if act["do"] in self._known - self.deeds.keys():
                return JSONResponse({"later": True})  # between two rehearsals
            if deed := self.deeds.get(act["do"]):
                told = await deed(act)
                if told.get("word") is not None:
                    self._changed()  # it may be later, though nothing was said
                return JSONResponse(told)
            self._do(act)
        except (CannotError, KeyError, ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({})

    def _do(self, act: dict[str, Any]) -> None:
        room = self.room
        person = room.people[act["person"]]
        chat = room.chats[act["chat"]] if "chat" in act else room.private(person)
        if chat.private and chat.id != person.id:
            raise CannotError("that is somebody else's chat")
        message = chat.messages[act["message"]] if act.get("message") else None
        match act["do"]:
            case "say":
                room.say(person, chat, str(act["text"])[:4096], reply_to=message)
            case "voice":
                room.voice(person, chat, int(act["seconds"]), reply_to=message)
            case "start":
                room.start(person)
            case "language" if act["language"] in self._spoken:
                person.language = act["language"]
                self._changed()
            case "edit" if message:
                room.edit(person, message, str(act["text"])[:4096])
            case "tap" if message:
                room.tap(person, message, act["button"])
            case _:
                raise CannotError(f"nobody can {act['do']!r} here")

    async def _document(self, request: Request) -> Response:
        wanted = request.path_params["id"]
        for chat in self.room.chats.values():
            for message in chat.messages.values():
                if message.document and message.document.id == wanted:
                    return handed(message.document, to_read="open" in request.query_params)
        return Response(status_code=404)
