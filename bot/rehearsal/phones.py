"""The page's side: what the phones show, pushed as it changes, and what people do on them.

Bound to this machine: a request from another page, or under another host's name, is refused (guard.py, server.py).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.rehearsal.handing import handed
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import CannotError, Room
from bot.rehearsal.shapes import Json

_PAGE = Path(__file__).parent / "page"

#: Only what this page itself brings may run or be loaded.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'"
)

#: Lets everybody but that person answer; gives the name of the page's words for why not (empty: they do).
Others = Callable[[Person], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """A language that the page can be read in: its code, its own name, its direction ("ltr" or "rtl"), and the
    page's words by name."""

    code: str
    name: str
    direction: str
    words: Mapping[str, str]


class Phones:
    """The phones of one room, on a page that can be read in these languages."""

    def __init__(
        self, room: Room, people: list[Person], languages: Sequence[PageLanguage], others: Others | None = None
    ) -> None:
        self.room = room
        self.people = people
        self._languages = languages
        self._spoken = {language.code for language in languages}
        self.others = others
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
        since, menus = -1, ""
        try:
            while not self.stopping.is_set():
                watcher.clear()
                stamp, state, commands = self.room.stamp, self._state(since), json.dumps(self._commands())
                if commands != menus:
                    state["commands"], menus = self._commands(), commands
                yield f"data: {json.dumps(state, ensure_ascii=False)}\n\n"
                since = stamp
                await watcher.wait()
        finally:
            self._watchers.discard(watcher)

    def _state(self, since: int) -> Json:
        room = self.room
        return {
            "now": room.now().isoformat(),
            "winds": room.wind is not None,
            "deeds": ["others"] if self.others else [],
            "bot": room.bot_name,
            "people": [_person(p) for p in self.people],
            "chats": [self._chat(chat, since) for chat in room.chats.values() if chat.moved_to is None],
            "toasts": [
                {"person": t.person, "text": t.text, "alert": t.alert, "stamp": t.stamp}
                for t in room.toasts
                if t.stamp > max(since, 0) and since >= 0
            ],
        }

    def _commands(self) -> Json:
        """The menus of commands, which seldom change."""
        return {f"{scope}/{language}": menu for (scope, language), menu in self.room.commands.items()}

    def _chat(self, chat: Chat, since: int) -> Json:
        messages = [self._message(m) for m in chat.messages.values() if m.stamp > since]
        return {
            "id": chat.id,
            "private": chat.private,
            "title": chat.title,
            "members": chat.members,
            "admins": chat.admins,
            "pinned": chat.pinned,
            "messages": messages,
        }

    def _message(self, message: Message) -> Json:
        return {
            "id": message.id,
            "sender": message.sender,
            "date": message.date.isoformat(),
            "runs": [{"text": run.text, "styles": run.styles} for run in message.runs],
            "replyTo": message.reply_to,
            "keyboard": [[{"label": k.label, "data": k.data, "url": k.url} for k in row] for row in message.keyboard],
            "forceReply": message.force_reply,
            "reaction": message.reaction,
            "edited": message.edited is not None,
            "voice": message.voice,
            "service": message.service,
            "deleted": message.deleted,
            "document": {"id": message.document.id, "name": message.document.name} if message.document else None,
        }

    async def _act(self, request: Request) -> Response:
        if request.headers.get("content-type") != "application/json":  # which no form of another page can say
            return JSONResponse({"error": "not from here"}, 403)
        act = await request.json()
        try:
            if act["do"] == "others":
                return JSONResponse({"word": await self._let_answer(self.room.people[act["person"]])})
            self._do(act)
        except (CannotError, KeyError, ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({})

    async def _let_answer(self, person: Person) -> str:
        if self.others is None:
            raise CannotError("nobody answers by themselves here")
        return await self.others(person)

    def _do(self, act: dict[str, Any]) -> None:
        room = self.room
        if act["do"] == "wind":
            if room.wind is None:
                raise CannotError("this clock can't be turned")
            room.wind(timedelta(seconds=float(act["seconds"])))
            self._changed()
            return
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


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name, "label": person.label, "language": person.language,
            "started": person.started}  # fmt: skip
