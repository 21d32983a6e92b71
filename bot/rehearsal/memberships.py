"""What people do with the bot as a member: adding and removing it, blocking, rights, topics, a group that moves."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.chats import Chats
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.runs import Run
from bot.rehearsal.shapes import Json, chat_shape, user_shape


class Memberships(Chats):
    """Chats in which the bot comes and goes."""

    def block(self, person: Person) -> None:
        """Somebody blocks the bot."""
        person.blocked = True
        self._membership(person, self.chats[person.id], "member", "kicked")

    def unblock(self, person: Person) -> None:
        """Somebody lets the bot write again."""
        person.blocked = False
        self._membership(person, self.chats[person.id], "kicked", "member")

    def add_bot(self, chat: Chat, by: Person) -> None:
        """Somebody adds the bot to a group."""
        chat.bot_in = True
        self._membership(by, chat, "left", "member")

    def remove_bot(self, chat: Chat, by: Person) -> None:
        """Somebody removes the bot from a group."""
        chat.bot_in = False
        self._membership(by, chat, "member", "kicked")

    def restrict(self, chat: Chat, by: Person, *, may_send: bool) -> None:
        """An admin takes the bot's right to write, or gives it back. (A change of the rights of all members is
        `chat.may_send` alone: of that Telegram tells no bot.)"""
        chat.may_send = may_send
        old, new = ("restricted", "member") if may_send else ("member", "restricted")
        rights = {} if may_send else {"is_member": True, "can_send_messages": False}
        self._membership(by, chat, old, new, rights)

    def close_topic(self, chat: Chat, topic: int) -> None:
        """An admin closes a topic: members can't write there any more."""
        chat.closed.add(topic)
        self._announce(chat, "closed", {"forum_topic_closed": {}}, topic)

    def reopen_topic(self, chat: Chat, topic: int) -> None:
        """An admin opens a topic again."""
        chat.closed.discard(topic)
        self._announce(chat, "reopened", {"forum_topic_reopened": {}}, topic)

    def delete_topic(self, chat: Chat, topic: int) -> None:
        """An admin deletes a topic with all that is in it; no update tells of that."""
        chat.gone.add(topic)
        for message in self.messages(chat):
            if message.topic == topic:
                message.deleted = True
                self._changed(message)

    def migrate(self, chat: Chat, by: Person | None = None) -> Chat:
        """An admin (else the owner) makes the group a supergroup: another number, service messages on both sides,
        and for the bot it looks as if it had been added to the new one first."""
        new = Chat(self._next_group, "supergroup", chat.title, chat.members, chat.admins, chat.bot_in)
        self._next_group -= 1
        self.chats[new.id] = new
        chat.moved_to = new.id
        self._membership(by or self.people[chat.admins[0]], new, "left", "member")
        for here, fields in ((chat, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": chat.id})):
            self._announce(here, "migration", fields)
        return new

    # -- inside

    def _announce(self, chat: Chat, text: str, fields: Json, topic: int | None = None) -> None:
        """A service message, of which bots are told."""
        message = Message(self._number(chat), chat.id, 0, self.now(), (Run(text),), service=text, topic=topic)
        chat.messages[message.id] = message
        self._changed(message)
        shape = {k: v for k, v in self.shape(message).items() if k != "text"}
        self._update("message", shape | fields)

    def _membership(self, by: Person, chat: Chat, old: str, new: str, rights: Json | None = None) -> None:
        owner = self.people.get(chat.id)
        shape: dict[str, Any] = {
            "chat": chat_shape(chat, owner.name if owner else ""),
            "from": user_shape(by),
            "date": int(self.now().timestamp()),
            "old_chat_member": {"user": self.me(), "status": old},
            "new_chat_member": {"user": self.me(), "status": new, **(rights or {})},
        }
        self._update("my_chat_member", shape)
