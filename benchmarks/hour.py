"""Telegram in an hour in which many groups are at work: people answer at a steady rate, and three chats are in trouble.

Every call that it gets is written into a file: the moment (monotonic seconds), the method, the chat, and the number of
the message that it is about. What comes of the troubled chats' calls is always the same: wait, no rights, an error of
Telegram's own. Prints "began" with the moment from which on people answer.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.letters import QUESTION, TEXT, Size, letter
from benchmarks.names import chat
from benchmarks.server import Call, Server, refusal, say

#: What comes of every call to the first groups.
TROUBLES = (
    refusal(429, "Too Many Requests: retry after 3", retry_after=3),
    refusal(400, "Bad Request: not enough rights to send text messages to the chat"),
    refusal(500, "Internal Server Error"),
)
#: One answer of so many comes from one of these groups.
_TROUBLED = 10
_MEMBER = {"status": "member", "user": {"id": 1, "is_bot": False, "first_name": "Prénom"}}


def writer(size: Size, n: int) -> tuple[int, int]:
    """Who writes the n-th answer: their group's number, and theirs in it. Nobody writes much."""
    if n % _TROUBLED == 0:
        return n // _TROUBLED % len(TROUBLES), 1 + n // _TROUBLED % (size.people - 1)
    return len(TROUBLES) + n * 7919 % (size.groups - len(TROUBLES)), 1 + n // size.groups % (size.people - 1)


class Hour(Server):
    """`rate` answers a second from the moment it is told to go on; `sent` is when the first was written (`letter`)."""

    longest = 50.0

    def __init__(self, size: Size, *, rate: float, sent: int, log: str) -> None:
        super().__init__()
        self._size = size
        self._rate = rate
        self._sent = sent
        self._log = Path(log).open("a", buffering=1)  # noqa: SIM115  open as long as the server lives
        self._troubled = {str(chat(group)): answer for group, answer in enumerate(TROUBLES)}
        self._began = 0.0
        self._done = 0

    async def fetch(self, offset: int, wait: float) -> list[bytes]:
        """What people have written since."""
        self._done = max(self._done, offset - 1)
        if self.go.is_set() and not self._began:
            self._began = time.monotonic()
            say("began", self._began)
        if not self._began:
            await self._rest(wait)
            return []
        await asyncio.sleep(max(0.0, self._began + self._done / self._rate - time.monotonic()))
        there = int((time.monotonic() - self._began) * self._rate) + 1
        return [self._letter(n) for n in range(self._done, min(there, self._done + 100))]

    async def _rest(self, seconds: float) -> None:
        """So long, but not past the moment at which it begins."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.go.wait()

    def _letter(self, n: int) -> bytes:
        group, person = writer(self._size, n)
        sent = self._sent + int(n / self._rate)
        private = group >= len(TROUBLES)  # in the others they answer where the bot says something to it
        return letter(n + 1, group, person, f"{TEXT} ({n})", QUESTION, sent=sent, private=private)

    def refused(self, method: str, call: Call, came: float) -> bytes:
        """Note the call; what comes of it in a chat that is in trouble. Everybody is in their group."""
        self._log.write(f"{came} {method} {call.get('chat_id', 0)} {call.get('message_id', 0)}\n")
        if method == "getchatmember":
            return json.dumps({"ok": True, "result": _MEMBER}).encode()
        return self._troubled.get(call.get("chat_id", ""), b"")
