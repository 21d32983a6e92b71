"""The kinds of Bot API server, in a process of their own.

    python -m benchmarks.telegram '{"kind": "waiting", …}'

prints its port, then "asked" with the moment (monotonic seconds) of the first getUpdates; what else it prints
depends on its kind. A line on its standard input lets it begin, or go on.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time

from benchmarks.crowd import Crowd
from benchmarks.hour import Hour
from benchmarks.letters import Size, burst
from benchmarks.server import Call, Server, say

_BATCH = 100


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
        return Crowd(size)
    return {"waiting": Waiting, "steady": Steady, "hour": Hour}[kind](size, **told)  # type: ignore[index]  # the same


async def _main() -> None:
    server = _made(json.loads(sys.argv[1]))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    say(listening.sockets[0].getsockname()[1])
    asyncio.get_running_loop().add_reader(sys.stdin, lambda: sys.stdin.readline() and server.go.set())
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
