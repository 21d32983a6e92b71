"""A Bot API server that does as little as it can, so that it is never what is waited for.

    python -m benchmarks.telegram '{"kind": "waiting", …}'

prints its port, then "asked" with the moment (monotonic seconds) of the first getUpdates; what else it prints
depends on its kind. A line on its standard input lets it begin, or go on.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import sys
import time
from urllib.parse import parse_qs, urlparse

from benchmarks.letters import Size, burst
from benchmarks.names import BOT

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_BATCH = 100
#: The longest that an empty getUpdates waits, in seconds.
_POLL = 1.0
Call = dict[str, str]


def say(*what: object) -> None:
    """A line for whoever started this server."""
    print(*what, flush=True)


class Server:
    """Answers all calls; what there is to fetch is for the kinds of server to say."""

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
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                             % (len(answer), answer))  # fmt: skip
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
            batch = await self.fetch(int(call.get("offset", "1")), min(float(call.get("timeout", "0")), _POLL))
            return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"
        if method not in ("sendmessage", "setmessagereaction"):
            return b'{"ok":true,"result":true}'
        return self._said(method, _call(address.query, body), came)

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

    def heard(self, method: str, call: Call, came: float, number: int) -> None:
        """The bot has sent a message, which gets this number, or reacted to one."""


def _call(query: str, body: bytes) -> Call:
    """A call's parameters, from its address and its body."""
    if body.startswith(b"{"):
        told = {k: v if isinstance(v, str) else json.dumps(v) for k, v in json.loads(body).items()}
    else:
        told = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return {name: values[0] for name, values in parse_qs(query).items()} | told


class Waiting(Server):
    """A burst that is waiting when the bot first asks or, with `held`, from the moment it is told to go on."""

    def __init__(self, size: Size, *, first: int = 1, delay: float = 0, held: bool = False) -> None:
        super().__init__(delay)
        self._bodies = list(burst(size, first))
        self._first = first
        self._done = 0
        if not held:
            self.go.set()

    async def fetch(self, offset: int, wait: float) -> list[bytes]:
        """What is left of the burst."""
        self._done = max(self._done, offset - self._first)
        batch = self._bodies[self._done : self._done + _BATCH] if self.go.is_set() else []
        if not batch:
            await asyncio.sleep(wait)
        return batch


class Steady(Server):
    """One answer after the other, `rate` a second from the moment it is told to go on, however long the bot
    takes. Prints "receipts" and, in milliseconds, the median and the 99th percentile of the time from the
    moment an answer could be fetched until its receipt arrived here."""

    def __init__(self, size: Size, *, rate: float) -> None:
        super().__init__()
        self._bodies = list(burst(size))
        self._rate = rate
        self._began = 0.0
        self._done = 0
        self._took: dict[int, float] = {}

    def _there(self) -> int:
        """How many answers can be fetched by now."""
        return int((time.monotonic() - self._began) * self._rate) + 1

    async def fetch(self, offset: int, wait: float) -> list[bytes]:
        """What has become available."""
        self._done = max(self._done, offset - 1)
        if not self.go.is_set() or self._done >= len(self._bodies):
            await self._idle(wait)
            return []
        self._began = self._began or time.monotonic()
        if self._there() <= self._done:
            await asyncio.sleep(max(0.0, self._began + self._done / self._rate - time.monotonic()))
        return self._bodies[self._done : min(max(self._there(), self._done + 1), self._done + _BATCH)]

    async def _idle(self, wait: float) -> None:
        """Wait, but not past the moment at which it begins."""
        if self.go.is_set():
            await asyncio.sleep(wait)
            return
        try:
            async with asyncio.timeout(wait):
                await self.go.wait()
        except TimeoutError:
            pass

    def heard(self, method: str, call: Call, came: float, number: int) -> None:
        """A receipt: a reaction to the answer, or a message in reply to it."""
        about = call.get("message_id")
        if method == "sendmessage":
            about = json.loads(call.get("reply_parameters", "{}")).get("message_id")
        index = int(about or 0) - 1001
        if 0 <= index < len(self._bodies) and index not in self._took:
            self._took[index] = came - self._began - index / self._rate
            if len(self._took) == len(self._bodies):
                hundredths = statistics.quantiles(self._took.values(), n=100, method="inclusive")
                say("receipts", statistics.median(self._took.values()) * 1000, hundredths[98] * 1000)


def _made(told: dict[str, object]) -> Server:
    kind, size = told.pop("kind"), Size(**told.pop("size"))  # type: ignore[arg-type]  # what our own programs say
    if kind == "crowd":
        from benchmarks.crowd import Crowd

        return Crowd(size)
    return {"waiting": Waiting, "steady": Steady}[kind](size, **told)  # type: ignore[index]  # the same


async def _main() -> None:
    server = _made(json.loads(sys.argv[1]))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    say(listening.sockets[0].getsockname()[1])
    asyncio.get_running_loop().add_reader(sys.stdin, lambda: sys.stdin.readline() and server.go.set())
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
