"""A Bot API server that does as little as it can, so that it is never what is waited for. What there is to fetch, its
kinds say (`telegram`, `crowd`)."""

from __future__ import annotations

import asyncio
import json
import re
import time
from urllib.parse import parse_qs, urlparse

from benchmarks.names import BOT

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
#: How an answer begins that refuses something.
_REFUSAL = b'{"ok":false'
Call = dict[str, str]


def say(*what: object) -> None:
    """A line for whoever started this server."""
    print(*what, flush=True)


class Server:
    """Answers all calls; what there is to fetch is for the kinds of server to say. `longest`: so many seconds an empty
    getUpdates waits at most."""

    longest = 1.0

    def __init__(self, delay: float = 0) -> None:
        self.delay = delay
        self.go = asyncio.Event()
        self._asked = False
        self._number = 500_000

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1])) if length else b""
                came = time.monotonic()
                if self.delay:
                    await asyncio.sleep(self.delay)
                answer = await self._answer(head.split(b" ", 2)[1].decode(), body, came)
                code = json.loads(answer)["error_code"] if answer.startswith(_REFUSAL) else 200
                writer.write(b"HTTP/1.1 %d .\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                             % (code, len(answer), answer))  # fmt: skip
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, target: str, body: bytes, came: float) -> bytes:
        address = urlparse(target)
        method = address.path.rsplit("/", 1)[1].lower()
        if method == "getme":
            return json.dumps({"ok": True, "result": BOT}).encode()
        if method == "getupdates":
            if not self._asked:
                self._asked = True
                say("asked", came)
            call = _call(address.query, body)
            batch = await self.fetch(int(call.get("offset", "1")), min(float(call.get("timeout", "0")), self.longest))
            return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"
        call = _call(address.query, body)
        if refusal := self.refused(method, call, came):
            return refusal
        if method not in ("sendmessage", "setmessagereaction"):
            return b'{"ok":true,"result":true}'
        return self._said(method, call, came)

    def _said(self, method: str, call: Call, came: float) -> bytes:
        self._number += 1
        self.heard(method, call, came, self._number)
        if method == "setmessagereaction":
            return b'{"ok":true,"result":true}'
        where = {"id": int(call["chat_id"]), "type": "supergroup", "title": "Groupe"}
        message = {"message_id": self._number, "date": 1_800_000_000, "chat": where, "text": "…"}
        return json.dumps({"ok": True, "result": message}).encode()

    async def fetch(self, offset: int, wait: float) -> list[bytes]:
        """Updates from `offset` on, after a wait of so many seconds at most where there are none."""
        raise NotImplementedError

    def refused(self, method: str, call: Call, came: float) -> bytes:
        """What Telegram says to a call that it doesn't take (`refusal`); empty for one that it takes."""
        return b""

    def heard(self, method: str, call: Call, came: float, number: int) -> None:
        """The bot has sent a message, which gets this number, or reacted to one."""


def refusal(code: int, why: str, **more: object) -> bytes:
    """Telegram's answer to a call that it doesn't take."""
    told = json.dumps({"error_code": code, "description": why, "parameters": more})
    return _REFUSAL + b"," + told[1:].encode()


def _call(query: str, body: bytes) -> Call:
    """A call's parameters, from its address and its body."""
    if body.startswith(b"{"):
        told = {k: v if isinstance(v, str) else json.dumps(v) for k, v in json.loads(body).items()}
    else:
        told = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
    return {name: values[0] for name, values in parse_qs(query).items()} | told
