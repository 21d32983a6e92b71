"""What everybody's screens show in a dialogue through the whole app, and the lines in which a dialogue tells what is
new on them."""

from __future__ import annotations

import re

from bot.rehearsal.model import Chat, Message
from bot.session.addresses import NO_REF, GroupPlace, PrivatePlace, Ref
from bot.store import groups, messages, people
from bot.store.db import Tx
from tests.dialogues.chats import EDIT, GROUP, MARKED, PRIVATE, TOAST, UNMARKED, Told, gone, in_order, name_of, quiet
from tests.dialogues.script import Script, reworded, shown
from tests.stage import Stage

Key = tuple[int, int]

#: What is drawn anew in every run.
_TOKEN = re.compile(r"start=\S+")


class Screens:
    """All chats as they were seen last."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self.stage = stage
        self.script = script
        self.owners: dict[Key, str] = {}
        self.said: dict[Key, str] = {}
        self.texts: dict[Key, str] = {}
        self.names: dict[Key, str] = {}
        self.reactions: dict[Key, str] = {}
        self.gone: set[Key] = set()
        self.inside: dict[int, bool] = {}
        self.toasts = 0

    async def news(self) -> list[str]:
        """What is new since the last look, as the lines of a dialogue."""
        await self._name_new_ones()
        toasts, self.toasts = self.stage.room.toasts[self.toasts :], len(self.stage.room.toasts)
        names = {person.id: name for name, person in self.stage.people.items()}
        told: list[Told] = [(TOAST, "", f"Bot ⟶ {names[toast.person]}: {toast.text}") for toast in toasts]
        for chat in self.stage.room.chats.values():
            told += self._gone_from(chat)
            for message in chat.messages.values():
                told += self._of_people(message) if message.sender else self._of_bot(chat, message, names)
        return in_order(told)

    def newest(self, among: list[Message], name: str) -> Message:
        """What a reply is to: the newest message about that, or with no name the newest with buttons."""
        for message in reversed(among):
            known = self.names.get((message.chat, message.id))
            if message.sender == 0 and (known == name if name else message.keyboard and known != "control"):
                return message
        raise LookupError(f"the bot has said nothing about {name or 'anything'} there")

    def link(self) -> str | None:
        """The newest link that the bot has given anybody to follow."""
        said = [m for chat in self.stage.room.chats.values() for m in self.stage.room.messages(chat) if m.sender == 0]
        links = [re.search(r"https://t\.me/\S+", m.text) for m in sorted(said, key=lambda m: m.stamp)]
        return next((match[0] for match in reversed(links) if match), None)

    async def _name_new_ones(self) -> None:
        new = [
            (chat, message)
            for chat in self.stage.room.chats.values()
            for message in self.stage.room.messages(chat)
            if message.sender == 0 and not message.service and (message.chat, message.id) not in self.names
        ]

        def look(tx: Tx) -> list[Ref]:
            return [_ref(tx, chat, message) for chat, message in new]

        if new:
            for (_, message), ref in zip(new, await self.stage.app.database.transact(look), strict=True):
                self.names[message.chat, message.id] = name_of(ref)

    def _gone_from(self, chat: Chat) -> list[Told]:
        """That the bot has left a group of itself; whoever removes it tells (`inside`)."""
        before, self.inside[chat.id] = self.inside.get(chat.id, False), chat.bot_in
        return [(EDIT, "", f"{self._where(chat, '')} leaves.")] if before and not chat.bot_in else []

    def _of_people(self, message: Message) -> list[Told]:
        key = (message.chat, message.id)
        before, self.reactions[key] = self.reactions.get(key, ""), message.reaction
        name = self.owners.get(key, "")
        if message.deleted:
            return self._taken(key, gone(name, self.said[key])) if name else []
        if before == message.reaction:
            return []
        return [(MARKED, name, f"Bot ✍ {name}") if message.reaction else (UNMARKED, name, f"Bot ⌫ {name}")]

    def _taken(self, key: Key, told: Told) -> list[Told]:
        """That a message is gone, once."""
        before, self.gone = self.gone, self.gone | {key}
        return [] if key in before else [told]

    def _of_bot(self, chat: Chat, message: Message, names: dict[int, str]) -> list[Told]:
        key = (message.chat, message.id)
        before = self.texts.get(key)
        now = None if message.deleted else _TOKEN.sub("start=…", message.text)
        if message.service or now == before or key in self.gone or not (now or before):
            return []
        self.texts[key] = now or ""
        name, to = self.names.get(key, ""), names.get(chat.id, "")
        if quiet(name, self.script, edited=before is not None):
            return []
        where = self._where(chat, to) + (f" in topic {message.topic}" if message.topic else "")
        if before is None:
            return [(PRIVATE if to else GROUP, to, "\n".join(_posting(where, message, now or "")))]
        if now is None:
            self.gone.add(key)
            return [gone(to, before)] if to else [(EDIT, to, "\n".join(shown(f"{where} deletes", before)))]
        which = f"{where} edits {{{name}}}" if name else f"{where} edits"
        return [(EDIT, to, "\n".join(reworded(which, before, now)))]

    def _where(self, chat: Chat, to: str) -> str:
        if to:
            return f"Bot → {to}"
        return "Bot" if chat.id == self.stage.group.id else f"Bot in {chat.title}"


def _posting(where: str, message: Message, text: str) -> list[str]:
    return shown(f"{where} sends {message.document.name}" if message.document else where, text)


def _ref(tx: Tx, chat: Chat, message: Message) -> Ref:
    """What a message of the bot's is about, as its database knows."""
    group = groups.by_chat(tx, chat.id)
    known = None if group else people.known(tx, chat.id)
    place = GroupPlace(group.id) if group else PrivatePlace(known.person) if known else None
    found = messages.find(tx, place, message.id) if place else None
    return found.ref if found else NO_REF
