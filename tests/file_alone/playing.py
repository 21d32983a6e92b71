"""A workshop played at random on the whole app, with a real file: people answer, think better of it, edit, are late,
send voice notes, leave and come back, answer before their yes, are forgotten; the bot is restarted; backups are taken.
Whatever can be seized after an anonymous question has closed is."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.rehearsal.model import Message
from bot.session.chance import BITS
from bot.store import backups
from bot.store.db import Tx
from bot.work.privacy.copying import leave_out
from tests.file_alone.seized import Seized, bytes_of, from_file, from_tx
from tests.stage import NORTH, SOUTH, Chance, Stage, open_stage

SCENARIO = """
palabre: 1
id: nameless
title: { fr: Sans nom }
purpose: { fr: Essayer }
steps:
  - { id: hello, kind: text, prompt: { fr: Question hello } }
  - { id: secret, kind: text, collect: private, attribution: none, prompt: { fr: Question secret } }
  - { id: story, kind: text, collect: private, prompt: { fr: Question story } }
  - { id: grade, kind: scale, collect: private, attribution: none, prompt: { fr: Question grade } }
  - id: grid
    kind: matrix
    collect: private
    attribution: none
    prompt: { fr: Question grid }
    rows: [ { id: money, text: { fr: Argent } }, { id: words, text: { fr: Parole } } ]
    columns: [ { id: us, text: { fr: Nous } }, { id: them, text: { fr: Eux } } ]
  - { id: aloud, kind: text, attribution: none, reveal: together, prompt: { fr: Question aloud } }
  - { id: pick, kind: vote, on: secret, votes: 1, prompt: { fr: Question pick } }
"""
PRIVATE = frozenset({"secret", "story", "grade", "grid"})
#: The anonymous questions of words: of these each answer is known by its words, so that it is known who gave it.
NAMELESS = ("secret", "aloud")
ANONYMOUS = frozenset({*NAMELESS, "grade", "grid"})
_SHORT = {"grade": ("1", "3", "5", "-"), "grid": ("1a 2b", "1a", "2b", "-"), "pick": ("1", "2", "-")}
_COUNT = 7
#: How a question is asked, in the group and in private.
_ASKED = re.compile(rf"[1-{_COUNT}]/{_COUNT} Question (\w+)")
#: What anybody does besides answering, and how often.
_MOVES = (
    *("late", "late", "late", "edit", "edit", "undo", "leave", "join", "restart", "alias", "forget", "copy", "batch"),
)


@dataclass
class Played:
    """What was played: who in truth said what (a mark in the words), and what was seized, copies apart."""

    truth: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    seized: list[Seized] = field(default_factory=list)
    copies: list[Seized] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    raw: bytes = b""
    log: str = ""


class Chances(Chance):
    """Chance as the bot draws it, and the same for the same seed."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = random.Random(f"chance {seed}")

    def __call__(self) -> int:
        return self._random.getrandbits(BITS)


class Play:
    """One workshop, being played."""

    def __init__(self, stage: Stage, data: Path, folder: Path, seed: int) -> None:
        self.stage, self.data, self.folder = stage, data, folder
        self.chance = random.Random(seed)
        self.played = Played(accounts={name: person.id for name, person in stage.people.items()})
        self.prompts: dict[tuple[str, str], Message] = {}
        self.said: list[tuple[str, Message, str]] = []
        self.number = 0
        self.names = list(stage.people)
        self.joined: set[str] = set()
        self.step = ""

    # -- what people do

    async def settle(self) -> None:
        """The app does all that there is to do; a moment of it can be seized before anything is sent."""
        if self.chance.random() < 0.3:
            await self.stage.app.poll.once(0)
            await self.stage.app.work.once()
            await self.seize("worked on, not sent")
        await self.stage.settle()
        self.stage.clock.turn(
            timedelta(seconds=self.chance.randrange(1, 400), microseconds=self.chance.randrange(10**6))
        )
        await self.stage.there_all_the_while()

    def _words(self, step: str, name: str) -> str:
        if step in _SHORT:
            return self.chance.choice(_SHORT[step])
        self.number += 1
        self.played.truth[f"§{self.number}§"] = name
        return f"§{self.number}§ quelques mots"

    def answer(self, name: str, step: str) -> None:
        """Somebody answers a question, where they were asked."""
        prompt = self.prompts.get((name, step)) if step in PRIVATE else self.prompts.get(("", step))
        if prompt is None and step in PRIVATE and ("", step) in self.prompts:
            self._ask_privately(name, step)
            return
        if prompt is None:
            return
        chat = self.stage.private(name) if step in PRIVATE else self.stage.group
        self.said.append((name, self.stage.say(name, self._words(step, name), chat=chat, reply_to=prompt), step))

    def _ask_privately(self, name: str, step: str) -> None:
        """Somebody follows the link under a private question."""
        keys = [key for row in self.prompts["", step].keyboard for key in row if key.url]
        if keys:
            self.stage.room.open_link(self.stage.people[name], keys[0].url)

    def voice(self, name: str, step: str) -> None:
        prompt = self.prompts.get((name, step))
        if prompt is not None:
            self.stage.room.voice(self.stage.people[name], self.stage.private(name), 7, reply_to=prompt)

    def join(self, name: str) -> None:
        messages = reversed(self.stage.room.messages(self.stage.group))
        opening = next(m for m in messages if any(key.label == SOUTH for row in m.keyboard for key in row))
        self.stage.tap(name, SOUTH if self.names.index(name) < 3 else NORTH, message=opening)
        self.joined.add(name)

    async def move(self) -> None:
        """Something that isn't an answer in its time."""
        name, move = self.chance.choice(self.names), self.chance.choice(_MOVES)
        private = self.stage.private(name)
        steps = [step for _, step in self.prompts]
        if move == "late" and steps:
            self.answer(name, self.chance.choice([*steps, *(s for s in steps if s in ANONYMOUS)]))
        elif move == "edit" and (mine := [(m, step) for who, m, step in self.said if who == name and not m.deleted]):
            message, step = self.chance.choice(mine)
            told = _mark(message.text)
            text = f"{told} autrement" if told else self._words(step, name)
            self.stage.room.edit(self.stage.people[name], message, text)
        elif move in ("undo", "leave", "alias"):
            self.stage.say(name, f"/{move}", chat=private)
        elif move == "join":
            self.join(name)
        elif move == "forget" and self.chance.random() < 0.2:
            self.stage.say(name, "/forget oui", chat=private)
        elif move == "restart" and self.chance.random() < 0.5:
            await self.stage.stop()
            await self.stage.start()
        elif move == "copy":
            await self.copy()
        elif move == "batch":
            await self._batch(name)

    async def _batch(self, name: str) -> None:
        """A phone that was offline comes back: what was written on it arrives at once, in any order of questions."""
        steps = [step for who, step in self.prompts if who in ("", name)]
        self.chance.shuffle(steps)
        for step in steps[:3]:
            self.answer(name, step)

    # -- what is seized

    def _posts(self) -> list[str]:
        """All that the bot says in the group now."""
        return [m.text for m in self.stage.room.messages(self.stage.group) if m.sender == 0]

    async def seize(self, where: str) -> None:
        """Somebody takes the file now."""
        seized = await self.stage.app.database.transact(lambda tx: from_tx(tx, where, self._posts()))
        self.played.seized.append(seized)
        self._note_before(seized)

    def _note_before(self, seized: Seized) -> None:
        """By which ids anonymous answers were known as long as they led to somebody."""
        self.played.before |= {a["id"] for a in seized.linked() if a["step"] in ANONYMOUS}

    async def copy(self) -> None:
        """`palabre backup`."""
        to = self.folder / f"{len(self.played.copies)}.backup"
        settings, now = self.stage.app.settings, self.stage.clock.now()
        await asyncio.to_thread(backups.take, settings.database, None, to, now, leave_out, force=False)
        self.played.copies.append(from_file(to, "backup", self._posts()))

    # -- the whole

    async def play(self) -> Played:
        stage, chance = self.stage, self.chance
        await stage.begin("nameless", join=False)
        first = chance.sample(self.names, chance.randrange(4, 7))
        for name in first:
            self.join(name)
        await stage.settle()
        if chance.random() < 0.5:
            await self._second()
        for _ in range(_COUNT):
            await self._turn()
        stage.say("Awa", "/close oui")
        await self.settle()
        for _ in range(4):
            await self.move()
            await self.settle()
        await self.copy()
        await self._end()
        return self.played

    async def _second(self) -> None:
        """It was a first workshop, and ends at once; in the next one whoever has said yes takes part by answering, or
        is asked for another yes first, since the notice has changed."""
        for text in ("/close oui", "/session nameless"):
            self.stage.say("Awa", text)
            await self.stage.settle()
        if self.chance.random() < 0.5:
            await self.stage.app.database.transact(_older_notice)

    async def _turn(self) -> None:
        """The next question: some answer it in any order, and things happen."""
        await self.seize("at the next question")
        self.stage.say("Awa", "/next")
        await self.settle()
        await self.seize("just closed")
        self.step = self._find_prompts()
        answering = self.chance.sample(self.names, self.chance.choice((2, 3, 3, 4, 5, 6)))
        if self.step in PRIVATE:
            for name in {*answering} - {who for who, step in self.prompts if step == self.step}:
                self._ask_privately(name, self.step)
            await self.settle()
            self._find_prompts()
        for name in answering:
            for _ in range(self.chance.choice((1, 1, 1, 2))):
                self.answer(name, self.step)
                if self.chance.random() < 0.5:
                    await self.settle()
            if self.step in PRIVATE and self.chance.random() < 0.2:
                self.voice(name, self.step)
            if self.chance.random() < 0.3:
                await self.move()
                await self.settle()
            for who in self.names:
                self._find_private(who)
            if self.chance.random() < 0.2:
                self.join(name)
        if self.chance.random() < 0.5:
            await self.copy()
        if self.chance.random() < 0.4:
            await self._stragglers()

    async def _stragglers(self) -> None:
        """Whoever hasn't answered an earlier question does now, one after another."""
        asked = sorted({step for _, step in self.prompts if step != self.step})
        step = "secret" if "secret" in asked and self.chance.random() < 0.5 else self.chance.choice(asked or ["hello"])
        for name in self.chance.sample(self.names, len(self.names)):
            self.answer(name, step)
            if self.chance.random() < 0.5:
                await self.settle()
        await self.settle()

    def _find_prompts(self) -> str:
        """Where the question that is open was asked; gives which it is."""
        for message in self.stage.room.messages(self.stage.group):
            if message.sender == 0 and (found := _ASKED.search(message.text)):
                self.prompts["", found[1]] = message
                self.step = found[1]
        for name in self.names:
            self._find_private(name)
        return self.step

    def _find_private(self, name: str) -> None:
        for message in self.stage.room.messages(self.stage.private(name)):
            if message.sender == 0 and (found := _ASKED.search(message.text)):
                self.prompts[name, found[1]] = message

    async def _end(self) -> None:
        """A while later: nothing is left to be done, what was erased is out of the bytes, and it has been purged."""
        self.stage.clock.turn(timedelta(seconds=30))
        await self.stage.settle()
        await self.stage.app.work.prune()
        await self.stage.app.database.scrub()
        await self.seize("a while later")
        self.played.raw = bytes_of(self.data)


def _older_notice(tx: Tx) -> None:
    tx.invalidate("group")
    tx.run("UPDATE members SET notice = 0")


def _mark(text: str) -> str:
    return text.split(" ")[0] if text.startswith("§") else ""


async def play(folder: Path, seed: int) -> Played:
    """Play a workshop by that seed; the database is in the folder, and nothing but it and the copies."""
    scenarios, database = folder / "scenarios", folder / "data"
    for made in (scenarios, database):
        made.mkdir()
    (scenarios / "nameless.yaml").write_text(SCENARIO, "utf-8")
    async with open_stage(database, scenarios=scenarios, chance=Chances(seed)) as stage:
        return await Play(stage, database, folder, seed).play()
