"""Ten groups in which everybody talks at once: what each person says and when the facilitator goes on; and what
must come of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from tests.kill.lives import said

T = TypeVar("T")

#: How long something may take at most, in seconds: a life begins anew meanwhile, perhaps more than once.
_PATIENCE = 60
PER_GROUP = 4


class Gate:
    """Lets so many answers through as it was told to, so that they flow for as long as there are kills."""

    def __init__(self) -> None:
        self._tickets = asyncio.Semaphore(0)
        self.passed = 0

    def let(self, many: int) -> None:
        for _ in range(many):
            self._tickets.release()

    async def wait(self) -> None:
        await self._tickets.acquire()
        await asyncio.sleep(0.02)  # nobody writes ten messages at once
        self.passed += 1


@dataclass
class Group:
    """A group and what was said in it. `receipted` are the messages that must carry a receipt, `texts` what each
    step must hold: in the group's chat in its order, in private in the order of each author."""

    chat: Chat
    lead: Person
    people: list[Person]
    receipted: list[Message] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    scores: list[int] = field(default_factory=list)

    def noted(self, message: Message, step: str, text: str) -> None:
        self.receipted.append(message)
        self.texts.setdefault(step, []).append(text)


class Player:
    """One group's people, from the empty group to the summary."""

    def __init__(self, room: Room, awa: Person, group: Group, gate: Gate, each: int) -> None:
        self.room = room
        self.awa = awa
        self.group = group
        self.gate = gate
        self.stories = (each - 3) // 2
        self.words = each - 3 - self.stories

    async def play(self) -> None:
        await self._open()
        await self._next("Comment allons-nous")
        await self._scores()
        await self._stories()
        await self._secrets()
        for title in ("Qui décide", "Laquelle", "Par quel moyen", "Autre chose"):
            question = await self._next(title)
            if title != "Autre chose":
                self.group.receipted.append(self._say(self.group.people[0], "-", question))
        await self._words()
        await self._promises()
        self._say(self.group.lead, "/close oui")
        await self._until(lambda: said(self.room, self.group.chat, "Synthèse"))

    async def _open(self) -> None:
        """Ready for the first question: organisations named, everybody in."""
        self.room.add_bot(self.group.chat, self.awa)
        await self._until(lambda: said(self.room, self.group.chat, "Bonjour"))
        self._say(self.group.lead, "/session small")
        asked = await self._until(lambda: said(self.room, self.group.chat, "Quelles organisations"))
        self._say(self.group.lead, "Toit vert, sud\nAurore, nord", asked)
        read_back = await self._until(lambda: said(self.room, self.group.chat, "J’ai compris"))
        self._say(self.group.lead, "oui", read_back)
        opening = await self._until(lambda: said(self.room, self.group.chat, "Avant de dire oui"))
        joins = [self._say(p, "12"[n % 2], opening) for n, p in enumerate(self.group.people)]
        self.group.receipted += joins
        await self._until(lambda: all(join.reaction for join in joins))

    async def _scores(self) -> None:
        """One taps, the others reply; the second thinks again and edits. The facilitator goes on meanwhile."""
        question = said(self.room, self.group.chat, "Comment allons-nous")
        assert question is not None
        for n, person in enumerate(self.group.people):
            await self.gate.wait()
            if n == 0:
                await self._press(person, question)
            else:
                self.group.receipted.append(message := self._say(person, "5", question))
            if n == 1:
                self.room.edit(person, message, "4")
            if n == 2:
                self._say(self.group.lead, "/next oui")
        self.group.scores = [3, 4, 5, 5]
        await self._until(lambda: all(self._asked(person, "Racontez une fois") for person in self.group.people))

    async def _press(self, person: Person, question: Message) -> None:
        """A press is answered on the screen, and Telegram keeps it until then."""
        self.room.tap(person, question, "3")
        await self._until(lambda: self.room.toasts_of(person))

    async def _stories(self) -> None:
        """In private, one after the other, each in time: whoever writes once the question has left their chat is asked
        which one they mean (`tests/file_alone` plays that)."""
        for turn in range(self.stories):
            for n, person in enumerate(self.group.people):
                await self.gate.wait()
                text, chat = f"s{n}.{turn}", self.room.private(person)
                message = self.room.say(person, chat, text, reply_to=self._asked(person, "Racontez une fois"))
                self.group.noted(message, "story", text)
        await self._until(lambda: all(one.reaction for one in self.group.receipted))
        self._say(self.group.lead, "/next oui")
        await self._until(lambda: all(self._asked(person, "Et sans nom") for person in self.group.people))

    async def _secrets(self) -> None:
        secrets = []
        for n, person in enumerate(self.group.people):
            await self.gate.wait()
            secrets.append(self.room.say(person, self.room.private(person), f"x{n}"))
            self.group.noted(secrets[-1], "secret", f"x{n}")
        await self._until(lambda: all(secret.reaction for secret in secrets))

    async def _words(self) -> None:
        """In the group, all at once; one is edited, one is taken back, the last ones come too late for their turn."""
        question = said(self.room, self.group.chat, "Autre chose")
        edited: tuple[Person, Message] | None = None
        for turn in range(self.words):
            for n, person in enumerate(self.group.people):
                await self.gate.wait()
                text = f"w{n}.{turn}"
                message = self._say(person, text, question)
                if (turn, n) == (0, 2):
                    edited, text = (person, message), f"{text} mieux"
                self.group.noted(message, "open", text)
                if (turn, n) == (self.words - 1, 0):
                    self._undo(person, message, text)
                if (turn, n) == (self.words - 1, 2):
                    self._say(self.group.lead, "/next oui")
        assert edited is not None
        self.room.edit(*edited, "w2.0 mieux")
        await self._until(lambda: said(self.room, self.group.chat, "Que faisons-nous"))

    def _undo(self, person: Person, message: Message, text: str) -> None:
        self.group.texts["open"].remove(text)
        self.group.receipted.remove(message)
        self._say(person, "/undo")  # which answer it took is told in private

    async def _promises(self) -> None:
        question = said(self.room, self.group.chat, "Que faisons-nous")
        for n, person in enumerate(self.group.people):
            await self.gate.wait()
            text = f"Promesse {n}."
            self.group.noted(self._say(person, text, question), "promise", text)

    # -- small things ----------------------------------------------------------------------------------

    def _say(self, person: Person, text: str, reply_to: Message | None = None) -> Message:
        return self.room.say(person, self.group.chat, text, reply_to=reply_to)

    def _asked(self, person: Person, text: str) -> Message | None:
        return said(self.room, self.room.private(person), text)

    async def _next(self, title: str) -> Message:
        self._say(self.group.lead, "/next oui")
        return await self._until(lambda: said(self.room, self.group.chat, title))

    @staticmethod
    async def _until(what: Callable[[], T | None]) -> T:
        """Wait until there is something, and give it. Not too eager: the emulator lives in this process."""
        async with asyncio.timeout(_PATIENCE):
            while not (found := what()):  # noqa: ASYNC110  what is waited for comes from another process
                await asyncio.sleep(0.02)
        return found


def crowd(room: Room, many: int) -> tuple[Person, list[Group]]:
    """A coordinator and her groups, each with people of its own, of whom one facilitates."""
    awa = room.person("Awa")
    groups = []
    for number in range(many):
        people = [room.person(f"{name}{number}") for name in ("Chidi", "Nour", "Sam", "Jo")[:PER_GROUP]]
        lead = room.person(f"Marta{number}")
        groups.append(Group(room.group(f"Groupe {number}", [lead, *people], admins=[lead]), lead, people))
    return awa, groups
