"""The people of a workshop that is played at random: where they were asked, and what they say in truth."""

from __future__ import annotations

import random

from bot.rehearsal.model import Message
from tests.file_alone.played import Played
from tests.file_alone.workshop import ASKED, ASKED_AHEAD, ASKED_WHETHER, ASKED_WHICH, PRIVATE, SHORT
from tests.stage import NORTH, SOUTH, Stage


class People:
    """Those who take part in a workshop that is being played, and what was said to them."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.chance = random.Random(seed)
        self.played = Played(accounts={name: person.id for name, person in stage.people.items()})
        self.prompts: dict[tuple[str, str], Message] = {}
        self.said: list[tuple[str, Message, str]] = []
        self.settled: set[tuple[str, int]] = set()
        self.number = 0
        self.names = list(stage.people)
        self.step = ""

    def words(self, step: str, name: str) -> str:
        if step in SHORT:
            return self.chance.choice(SHORT[step])
        self.number += 1
        self.played.truth[f"§{self.number}§"] = name
        return f"§{self.number}§ quelques mots"

    def answer(self, name: str, step: str) -> None:
        """Somebody answers a question, where they were asked."""
        prompt = self.prompts.get((name, step)) if step in PRIVATE else self.prompts.get(("", step))
        if prompt is None and step in PRIVATE and ("", step) in self.prompts:
            self.ask_privately(name, step)
            return
        if prompt is None:
            return
        chat = self.stage.private(name) if step in PRIVATE else self.stage.group
        self.said.append((name, self.stage.say(name, self.words(step, name), chat=chat, reply_to=prompt), step))

    def say_what_was_meant(self) -> bool:
        """Whoever was asked to which question their words are an answer says so; gives whether anybody did. So
        it is with what comes late to a question that has left the private chats."""
        asked = [(name, m) for name in self.names for m in self.stage.room.messages(self.stage.private(name))]
        said = False
        for name, message in asked:
            if message.sender or message.deleted or (name, message.id) in self.settled:
                continue
            if told := self._meant(name, message.text):
                self.settled.add((name, message.id))
                self.stage.say(name, told, chat=self.stage.private(name), reply_to=message)
                said = True
        return said

    def _meant(self, name: str, asked: str) -> str:
        """What somebody says to that question about their own words; nothing where it is none."""
        step = next((step for who, _, step in reversed(self.said) if who == name), "")
        if asked.startswith(ASKED_WHETHER):
            return "oui" if f"Question {step}" in asked else "non"
        if not asked.startswith(ASKED_WHICH):
            return ""
        lines = [line for line in asked.splitlines() if line.endswith(f"Question {step}")]
        return lines[0].split(".")[0] if lines else "0"

    def ask_privately(self, name: str, step: str) -> None:
        """Somebody follows the link under a private question."""
        keys = [key for row in self.prompts["", step].keyboard for key in row if key.url]
        if keys:
            self.stage.room.open_link(self.stage.people[name], keys[0].url)

    def voice(self, name: str, step: str) -> None:
        prompt = self.prompts.get((name, step))
        if prompt is not None:
            self.stage.room.voice(self.stage.people[name], self.stage.private(name), 7, reply_to=prompt)

    async def ahead(self, name: str) -> None:
        """Somebody answers, in one message, what is still to come: all of it, or the beginning."""
        chat = self.stage.private(name)
        self.stage.say(name, "/ahead", chat=chat)
        await self.stage.settle()
        asked = next((m for m in reversed(self.stage.room.messages(chat)) if m.sender == 0 and not m.deleted), None)
        steps = ASKED_AHEAD.findall(asked.text) if asked else []
        some = steps[: self.chance.randrange(1, len(steps) + 1)] if steps else []
        if said := "\n".join(f"{n}. {self.words(step, name)}" for n, step in enumerate(some, 1)):
            self.stage.say(name, said, chat=chat, reply_to=asked)

    def join(self, name: str) -> None:
        messages = reversed(self.stage.room.messages(self.stage.group))
        opening = next(m for m in messages if any(key.label == SOUTH for row in m.keyboard for key in row))
        self.stage.tap(name, SOUTH if self.names.index(name) < 3 else NORTH, message=opening)

    def find_prompts(self) -> str:
        """Where the question that is open was asked; gives which it is."""
        for message in self.stage.room.messages(self.stage.group):
            if message.sender == 0 and (found := ASKED.search(message.text)):
                self.prompts["", found[1]] = message
                self.step = found[1]
        for name in self.names:
            self.find_private(name)
        return self.step

    def find_private(self, name: str) -> None:
        for message in self.stage.room.messages(self.stage.private(name)):
            if message.sender == 0 and (found := ASKED.search(message.text)):
                self.prompts[name, found[1]] = message


def mark(text: str) -> str:
    """By which an answer of words is known."""
    return text.split(" ")[0] if text.startswith("§") else ""
