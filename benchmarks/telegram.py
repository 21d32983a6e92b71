"""A Bot API server that does as little as it can: it hands out updates that were made beforehand, and says yes
to everything else. `python -m benchmarks.telegram GROUPS PEOPLE ANSWERS DELAY_MS` prints its port, then the
moment (monotonic seconds) of each thing that happens.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from urllib.parse import parse_qs, urlparse

from benchmarks.field import BOT, Size, updates

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Server:
    """Updates 1 … n, until they are confirmed."""

    def __init__(self, size: Size, delay: float) -> None:
        self.bodies = list(updates(size))
        self.delay = delay
        self.done = 0
        self.asked = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1])) if length else b""
                target = head.split(b" ", 2)[1].decode()
                if self.delay:
                    await asyncio.sleep(self.delay)
                answer = await self.answer(target, body)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                             % (len(answer), answer))  # fmt: skip
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def answer(self, target: str, body: bytes) -> bytes:
        """The answer to one call."""
        method = urlparse(target).path.rsplit("/", 1)[1].lower()
        if method == "getme":
            return json.dumps({"ok": True, "result": BOT}).encode()
        if method != "getupdates":
            return b'{"ok":true,"result":true}'
        if not self.asked:
            self.asked = True
            print("asked", time.monotonic(), flush=True)
        values = {**parse_qs(urlparse(target).query), **parse_qs(body.decode())}
        self.done = max(self.done, int(values.get("offset", ["1"])[0]) - 1)
        batch = self.bodies[self.done : self.done + 100]
        if not batch:
            await asyncio.sleep(1)
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"


async def _main() -> None:
    groups, people, answers, delay = map(int, sys.argv[1:5])
    server = Server(Size(groups, people, answers), delay / 1000)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
