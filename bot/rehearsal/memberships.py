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

    def leave(self, chat: Chat, person: Person, *, by: Person | None = None, told: bool = True) -> None:
        """Somebody leaves a group, or is put out of it by an admin. Of large groups and those whose members are hidden
        Telegram tells nothing (`told`), except a bot that is an admin."""
        chat.members.remove(person.id)
        if person.id in chat.admins:
            chat.admins.remove(person.id)
        if by is not None:
            chat.banned.add(person.id)
        if told:
            self._announce(chat, "left", {"left_chat_member": user_shape(person), "from": user_shape(by or person)})
        self._member_changed(chat, person, by or person, "kicked" if by else "left")

    def demote(self, chat: Chat, person: Person, by: Person) -> None:
        """An admin is one no longer."""
        chat.admins.remove(person.id)
        self._member_changed(chat, person, by, "member")

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

    def _member_changed(self, chat: Chat, person: Person, by: Person, status: str) -> None:
        """An update of which an admin is told."""
        if chat.bot_in and chat.bot_admin:
            user = user_shape(person)
            old, new = {"user": user, "status": "member"}, {"user": user, "status": status}
            shape = {"chat": chat_shape(chat, ""), "from": user_shape(by), "date": int(self.now().timestamp())}
            self._update("chat_member", {**shape, "old_chat_member": old, "new_chat_member": new})

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
