"""Groups that hold one workshop after the other, as people would: the facilitator opens it, everybody answers each
question, and once every answer has its receipt the facilitator goes on.

All groups begin a workshop together, when told to, so that the first can be compared with the tenth. Prints
"round", which one it was, and how many answers there have been in all.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque

from benchmarks.letters import TEXT, Size, letter
from benchmarks.names import chat
from benchmarks.server import Call, Server, say

#: What each person says to each step of scenarios/workshop.yaml.
ANSWERS = (
    ("4",),
    *[tuple(f"{TEXT} ({n})" for n in range(4))] * 2,
    ("1",),
    tuple(f"{TEXT} ({n})" for n in range(4)),
    ("1b 2a 3c",),
    ("1",),
    ("un point chaque mois ; nous tous ; dans un mois", "un budget partagé ; Awa ; en mars"),
)
PER_PERSON = sum(map(len, ANSWERS))
_STEP = re.compile(r"a-[0-9A-Z]{5}-(\d+)-")


class Crowd(Server):
    """The people of all groups; in each the first of them facilitates."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self._size = size
        self._updates: deque[tuple[int, bytes]] = deque()
        self._next = 1
        self._rang = asyncio.Event()
        self._unreceived: dict[int, set[int]] = {group: set() for group in size.numbers}
        self._group = {str(chat(group)): group for group in size.numbers}
        self._ended: set[int] = set()
        self._round = self._answers = 0

    async def fetch(self, offset: int, wait: float) -> list[bytes]:
        """What people have written; nothing between two rounds."""
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if not self._updates and self.go.is_set():
            self._begin()
        if not self._updates:
            self._rang.clear()
            try:
                async with asyncio.timeout(min(wait, 0.2)):
                    await self._rang.wait()
            except TimeoutError:
                pass
        return [update for _, update in list(self._updates)[:100]]

    def _begin(self) -> None:
        self.go.clear()
        self._round += 1
        self._ended.clear()
        for group in self._size.numbers:
            self._write(group, 0, "/session workshop")

    def _write(self, group: int, person: int, text: str, reply_to: int | None = None) -> int:
        # A second from one message to the next, so that nobody writes more in a minute than is read.
        written = letter(self._next, group, person, text, reply_to, sent=self._next)
        self._updates.append((self._next, written))
        self._next += 1
        self._rang.set()
        return 999 + self._next

    def heard(self, method: str, call: Call, came: float, number: int) -> None:
        """What the bot says in the groups moves people to act."""
        group = self._group.get(call["chat_id"])
        if group is None:
            return
        if method == "setmessagereaction":
            self._received(group, int(call["message_id"]))
        elif "join-" in (markup := call.get("reply_markup", "")):
            self._write(group, 0, "/next oui")
        elif "agree-" in markup:
            self._close(group)
        elif step := _STEP.search(markup):
            self._reply(group, int(step[1]), number)

    def _reply(self, group: int, step: int, question: int) -> None:
        for said in ANSWERS[step]:
            for person in range(self._size.people):
                self._unreceived[group].add(self._write(group, person, said, question))
        self._answers += len(ANSWERS[step]) * self._size.people

    def _received(self, group: int, number: int) -> None:
        waiting = self._unreceived[group]
        if number in waiting:
            waiting.remove(number)
            if not waiting:
                self._write(group, 0, "/next oui")

    def _close(self, group: int) -> None:
        self._ended.add(group)
        if len(self._ended) == self._size.groups:
            say("round", self._round, self._answers)
