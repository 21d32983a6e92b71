"""A workshop played at random on the whole app, with a real file: people answer, think better of it, edit, are late,
send voice notes, answer ahead, leave and come back, answer before their yes, are forgotten; the bot is restarted;
backups are taken. Whatever can be seized after an anonymous question has closed is."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from pathlib import Path

from bot.session.chance import BITS
from bot.store import backups
from bot.store.db import Tx
from bot.work.privacy.copying import leave_out
from tests.file_alone.people import People, mark
from tests.file_alone.played import Played
from tests.file_alone.seized import Seized, bytes_of, from_file, from_tx
from tests.file_alone.workshop import ANONYMOUS, COUNT, PRIVATE, SCENARIO, WHISPER
from tests.stage import Chance, Stage, open_stage

#: What anybody does besides answering, and how often.
_MOVES = (
    *("late", "late", "late", "edit", "edit", "undo", "leave", "join", "restart", "alias", "forget", "copy", "batch"),
    *("whisper", "whisper", "ahead", "ahead", "ahead"),
)


class Chances(Chance):
    """Chance as the bot draws it, and the same for the same seed."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = random.Random(f"chance {seed}")

    def __call__(self) -> int:
        return self._random.getrandbits(BITS)


class Play(People):
    """One workshop, being played."""

    def __init__(self, stage: Stage, data: Path, folder: Path, seed: int) -> None:
        super().__init__(stage, seed)
        self.data, self.folder = data, folder

    async def settle(self) -> None:
        """The app does all that there is to do; a moment of it can be seized before anything is sent."""
        if self.chance.random() < 0.3:
            await self.stage.app.poll.once(0)
            await self.stage.app.work.once()
            await self.seize("worked on, not sent")
        await self.stage.settle()
        if self.say_what_was_meant():
            await self.stage.settle()
        self.stage.clock.turn(
            timedelta(seconds=self.chance.randrange(1, 400), microseconds=self.chance.randrange(10**6))
        )
        await self.stage.there_all_the_while()

    async def move(self) -> None:
        """Something that isn't an answer in its time."""
        name, move = self.chance.choice(self.names), self.chance.choice(_MOVES)
        private = self.stage.private(name)
        steps = [step for _, step in self.prompts]
        if move == "late" and steps:
            self.answer(name, self.chance.choice([*steps, *(s for s in steps if s in ANONYMOUS)]))
        elif move == "edit" and (mine := [(m, step) for who, m, step in self.said if who == name and not m.deleted]):
            message, step = self.chance.choice(mine)
            told = mark(message.text)
            text = f"{told} autrement" if told else self.words(step, name)
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
        elif move == "whisper":
            self.stage.say(name, f"/whisper {WHISPER} {self.chance.randrange(10**6)}", chat=private)
        elif move == "ahead":
            await self.ahead(name)
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
        for _ in range(COUNT):
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
        self.stage.say("Awa", "/next oui")
        await self.settle()
        await self.seize("just closed")
        self.step = self.find_prompts()
        await self._answers()
        if self.chance.random() < 0.5:
            await self.copy()
        if self.chance.random() < 0.6:
            await self._stragglers()

    async def _answers(self) -> None:
        """Some answer, and other things happen meanwhile."""
        answering = self.chance.sample(self.names, self.chance.choice((2, 3, 3, 3, 4, 6)))
        if self.step in PRIVATE:
            for name in {*answering} - {who for who, step in self.prompts if step == self.step}:
                self.ask_privately(name, self.step)
            await self.settle()
            self.find_prompts()
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
                self.find_private(who)
            if self.chance.random() < 0.2:
                self.join(name)

    async def _stragglers(self) -> None:
        """Whoever hasn't answered an earlier question does now, one after another."""
        asked = sorted({step for _, step in self.prompts if step != self.step})
        step = "secret" if "secret" in asked and self.chance.random() < 0.5 else self.chance.choice(asked or ["hello"])
        if step in PRIVATE:  # it has left their private chats: its link under the question in the group asks again
            for name in self.names:
                self.ask_privately(name, step)
            await self.settle()
            self.find_prompts()
        for name in self.chance.sample(self.names, len(self.names)):
            self.answer(name, step)
            if self.chance.random() < 0.5:
                await self.settle()
        await self.settle()

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


async def play(folder: Path, seed: int) -> Played:
    """Play a workshop by that seed; the database is in the folder, and nothing but it and the copies."""
    scenarios, database = folder / "scenarios", folder / "data"
    for made in (scenarios, database):
        made.mkdir()
    (scenarios / "nameless.yaml").write_text(SCENARIO, "utf-8")
    async with open_stage(database, scenarios=scenarios, chance=Chances(seed)) as stage:
        return await Play(stage, database, folder, seed).play()
