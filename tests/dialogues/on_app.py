"""A dialogue through the whole app: real HTTP to the emulator, a real database, the clock turned by hand."""

from __future__ import annotations

from bot.rehearsal.model import Chat, Message
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.store import groups, messages
from bot.store.db import Tx
from tests.dialogues.script import Line, Script, shown
from tests.stage import ORGANISATIONS, Chance, Stage

_QUIET = ("status", "control")


class AppPlayer:
    """Plays one script on a stage."""

    def __init__(self, stage: Stage, script: Script, chance: Chance) -> None:
        self.chance = chance
        self.stage = stage
        self.script = script
        self.last: dict[str, Message] = {}
        self.reactions: dict[tuple[int, int], str] = {}
        self.owners: dict[tuple[int, int], str] = {}
        self.refs: dict[tuple[int, int], str] = {}

    async def play(self) -> list[list[str]]:
        await self._prepare()
        return [await self._turn(line) for line, _ in self.script.turns]

    async def _prepare(self) -> None:
        """Everybody has opened the private chat, and the group's organisations are known."""
        stage = self.stage
        for person in stage.people.values():
            stage.room.start(person)
        await stage.settle()
        stage.say("Awa", "/organisations")
        await stage.settle()
        stage.say("Awa", ORGANISATIONS, reply_to=stage.room.last(stage.group))
        await stage.settle()

    async def _turn(self, line: Line) -> list[str]:
        before = self.stage.room.stamp
        toasts = len(self.stage.room.toasts)
        self.chance.hold()
        self._do(line)
        await self.stage.settle()
        names = {person.id: name for name, person in self.stage.people.items()}
        said = [(0, "", f"Bot ⟶ {names[t.person]}: {t.text}") for t in self.stage.room.toasts[toasts:]]
        for chat in self.stage.room.chats.values():
            for message in chat.messages.values():
                said += await self._seen(chat, message, before, names)
        return [text for _, _, text in sorted(said, key=lambda x: x[:2])]

    def _do(self, line: Line) -> None:
        stage = self.stage
        person = stage.people[line.name]
        chat = stage.private(line.name) if line.private else stage.group
        if line.button:
            stage.tap(line.name, line.button, chat=chat)
        elif line.edits:
            stage.room.edit(person, self.last[line.name], line.text)
        else:
            reply_to = self._target(chat, line) if line.replies else None
            message = stage.say(line.name, line.text, chat=chat, reply_to=reply_to)
            self.last[line.name] = message
            self.owners[message.chat, message.id] = line.name

    def _target(self, chat: Chat, line: Line) -> Message:
        candidates = [m for m in reversed(self.stage.room.messages(chat)) if m.sender == 0 and m.keyboard]
        if line.ref is None:
            return candidates[0]
        wanted = line.ref if line.ref in ("opening", "summary") else f"step:{line.ref}"
        return next(m for m in candidates if self.refs.get((m.chat, m.id)) == wanted)

    async def _seen(self, chat: Chat, message: Message, before: int, names: dict[int, str]) -> list:
        key = (message.chat, message.id)
        if message.sender != 0:
            return self._reaction(key, message)
        if message.service or message.stamp <= before:
            return []
        ref = await self._ref(chat, message)
        known = key in self.refs
        self.refs[key] = ref
        if ref in _QUIET:
            return []
        if known:
            return [(4, "", "Bot edits the summary.")] if ref == "summary" else []
        to = names.get(chat.id)
        prefix = f"Bot → {to}" if to else "Bot"
        return [(3 if to else 2, to or "", "\n".join(shown(prefix, message.text)))]

    def _reaction(self, key: tuple[int, int], message: Message) -> list:
        before = self.reactions.get(key, "")
        self.reactions[key] = message.reaction
        if before == message.reaction:
            return []
        name = self.owners[key]
        return [(1, name, f"Bot {'✍' if message.reaction else '⌫'} {name}")]

    async def _ref(self, chat: Chat, message: Message) -> str:
        def find(tx: Tx) -> str:
            group = groups.by_chat(tx, chat.id)
            place = GroupPlace(group.id) if group else None
            if place is None:
                row = tx.one("SELECT person FROM people WHERE account = ?", chat.id)
                place = PrivatePlace(row["person"])
            found = messages.find(tx, place, message.id)
            return str(found.ref) if found else ""

        return await self.stage.app.database.transact(find)
