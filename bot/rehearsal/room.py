"""The room: people with phones, their chats, and what they do. Telegram's rules, without a network.

What reaches the bot are updates, kept until it confirms them. With privacy mode on, as it is here, the bot
is told of commands, of replies to its own messages and of service messages in a group, and of nothing else;
in a private chat of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlparse

from bot.rehearsal.model import Chat, Document, Key, Message, Person, Toast
from bot.rehearsal.runs import Run
from bot.rehearsal.shapes import Json, bot_shape, chat_shape, message_shape, user_shape

#: Telegram forgets a press that the bot hasn't fetched after so long.
PRESS_LIVES = timedelta(seconds=150)


class CannotError(Exception):
    """Somebody can't do that here; the message says why."""


class Room:
    """A room. `now` gives the time (aware, UTC); `wind` turns the clock forward, where it can be turned."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str,
        bot_name: str = "Palabre",
        bot_username: str = "palabre_bot",
        wind: Callable[[timedelta], None] | None = None,
    ) -> None:
        self.now = now
        self.wind = wind
        self.token = token
        self.bot_id = int(token.split(":")[0])
        self.bot_name = bot_name
        self.bot_username = bot_username
        self.privacy = True
        self.webhook = ""
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates: list[Json] = []
        self.toasts: list[Toast] = []
        self.presses: dict[str, tuple[int, datetime]] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.listeners: list[Callable[[], None]] = []
        self.stamp = 0
        self._next_update = 1000
        self._next_person = 7_000_000_001
        self._next_group = -1_002_000_000_001

    # -- who and where ------------------------------------------------------------------------------

    def person(self, name: str, *, language: str = "fr", label: str = "") -> Person:
        """Somebody new, with a phone and an unopened private chat."""
        person = Person(self._next_person, name, language, label)
        self._next_person += 1
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", members=[person.id], bot_in=True)
        return person

    def group(
        self, title: str, members: Iterable[Person], *, admins: Iterable[Person], kind: str = "supergroup"
    ) -> Chat:
        """A group of these people, without the bot."""
        chat = Chat(self._next_group, kind, title, [p.id for p in members], [p.id for p in admins])
        self._next_group -= 1
        self.chats[chat.id] = chat
        return chat

    def join(self, chat: Chat, person: Person) -> None:
        """Somebody comes into a group."""
        chat.members.append(person.id)
        self._changed()

    # -- what people do -----------------------------------------------------------------------------

    def say(self, person: Person, chat: Chat, text: str, *, reply_to: Message | None = None, topic: int | None = None,
            anonymous: bool = False) -> Message:  # fmt: skip
        """Somebody writes a message."""
        message = self._written(person, chat, reply_to)
        message.runs, message.topic, message.anonymous = (Run(text),), topic, anonymous
        self._tell(message)
        return message

    def voice(self, person: Person, chat: Chat, seconds: int, *, reply_to: Message | None = None) -> Message:
        """Somebody sends a voice note."""
        message = self._written(person, chat, reply_to)
        message.voice = seconds
        self._tell(message)
        return message

    def media(self, person: Person, chat: Chat, kind: str, *, reply_to: Message | None = None) -> Message:
        """Somebody sends a photo, a location, a contact …"""
        message = self._written(person, chat, reply_to)
        message.media = kind
        self._tell(message)
        return message

    def edit(self, person: Person, message: Message, text: str) -> None:
        """Somebody edits a message of theirs."""
        if message.sender != person.id:
            raise CannotError("people edit their own messages")
        message.runs, message.edited = (Run(text),), True
        self._changed(message)
        if self._hears(message):
            self._update("edited_message", self.shape(message))

    def tap(self, person: Person, message: Message, button: str) -> None:
        """Somebody presses a button, by its label or its callback data. One with an address opens it."""
        keys = [key for row in message.keyboard for key in row]
        key = next((k for k in keys if button in (k.label, k.data)), None)
        if key is None:
            raise CannotError(f"there is no button {button!r}; there are {[k.label for k in keys]}")
        if key.url:
            self.open_link(person, key.url)
            return
        self.press(person, message, key.data)

    def press(self, person: Person, message: Message, data: str) -> None:
        """A press with any data, as a changed app could send it."""
        id = f"{self.stamp}{person.id}{len(self.presses)}"
        self.presses[id] = (person.id, self.now())
        shape = {"id": id, "from": user_shape(person), "message": self.shape(message), "data": data}
        self._update("callback_query", {**shape, "chat_instance": str(message.chat)})

    def start(self, person: Person, payload: str = "") -> Message:
        """Somebody opens the private chat and presses Start, by a link or not."""
        person.started = True
        if person.blocked:
            self.unblock(person)
        return self.say(person, self.chats[person.id], f"/start {payload}".strip())

    def open_link(self, person: Person, url: str) -> None:
        """Somebody follows a link to the bot."""
        address = urlparse(url)
        if address.netloc != "t.me" or address.path.strip("/") != self.bot_username:
            raise CannotError(f"{url} leads out of the room")
        self.start(person, parse_qs(address.query).get("start", [""])[0])

    def block(self, person: Person) -> None:
        """Somebody blocks the bot."""
        person.blocked = True
        self._standing(person, self.chats[person.id], "member", "kicked")

    def unblock(self, person: Person) -> None:
        """Somebody lets the bot write again."""
        person.blocked = False
        self._standing(person, self.chats[person.id], "kicked", "member")

    def add_bot(self, chat: Chat, by: Person) -> None:
        """Somebody adds the bot to a group."""
        chat.bot_in = True
        self._standing(by, chat, "left", "member")

    def remove_bot(self, chat: Chat, by: Person) -> None:
        """Somebody removes the bot from a group."""
        chat.bot_in = False
        self._standing(by, chat, "member", "kicked")

    def restrict(self, chat: Chat, by: Person, *, may_send: bool) -> None:
        """An admin takes the bot's right to write, or gives it back. (A change of the rights of all members is
        `chat.may_send` alone: of that Telegram tells no bot.)"""
        chat.may_send = may_send
        old, new = ("restricted", "member") if may_send else ("member", "restricted")
        rights = {} if may_send else {"is_member": True, "can_send_messages": False}
        self._standing(by, chat, old, new, rights)

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
        self._standing(by or self.people[chat.admins[0]], new, "left", "member")
        for here, fields in ((chat, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": chat.id})):
            self._announce(here, "migration", fields)
        return new

    # -- what the bot does (the emulator calls these) ------------------------------------------------

    def post(self, chat: Chat, runs: tuple[Run, ...], *, reply_to: int | None = None,
             keyboard: tuple[tuple[Key, ...], ...] = (), force_reply: bool = False,
             document: Document | None = None, topic: int | None = None) -> Message:  # fmt: skip
        """The bot writes a message."""
        message = Message(self._number(chat), chat.id, 0, self.now(), runs, reply_to, keyboard, force_reply)
        message.document, message.topic = document, topic
        chat.messages[message.id] = message
        self._changed(message)
        return message

    def changed(self, message: Message) -> None:
        """The bot has changed a message."""
        self._changed(message)

    def toast(self, press: str, text: str, *, alert: bool) -> None:
        """The bot answers a press."""
        person, _ = self.presses.pop(press)
        if text:
            self.stamp += 1
            self.toasts.append(Toast(person, text, alert, self.stamp))
        self._changed()

    # -- looking --------------------------------------------------------------------------------------

    def private(self, person: Person) -> Chat:
        """Somebody's chat with the bot."""
        return self.chats[person.id]

    def messages(self, chat: Chat) -> list[Message]:
        """The messages that are there, oldest first."""
        return [message for message in chat.messages.values() if not message.deleted]

    def last(self, chat: Chat) -> Message:
        """The bot's newest message in a chat."""
        return next(m for m in reversed(self.messages(chat)) if m.sender == 0 and not m.service)

    def toasts_of(self, person: Person) -> list[str]:
        """What somebody has read after their presses."""
        return [toast.text for toast in self.toasts if toast.person == person.id]

    def shape(self, message: Message) -> Json:
        """A message as the Bot API tells it."""
        chat = self.chats[message.chat]
        owner = self.people.get(chat.id)
        replied = chat.messages.get(message.reply_to) if message.reply_to else None
        return message_shape(
            message,
            chat_shape(chat, owner.name if owner else ""),
            self._sender(message),
            self.shape(replied) if replied and replied.id != message.id else None,
        )

    def me(self) -> Json:
        """The bot as a User."""
        return bot_shape(self.bot_id, self.bot_name, self.bot_username)

    def pending(self, allowed: Iterable[str] | None) -> list[Json]:
        """The updates that are waiting. Presses that have waited too long are gone."""
        cut = self.now() - PRESS_LIVES
        wanted = set(allowed or ())
        self.updates = [u for u in self.updates if not self._stale(u, cut)]
        return [u for u in self.updates if not wanted or wanted & u.keys()]

    def confirm(self, offset: int) -> None:
        """The bot has everything before this update."""
        self.updates = [update for update in self.updates if update["update_id"] >= offset]

    # -- inside -------------------------------------------------------------------------------------------

    def _stale(self, update: Json, cut: datetime) -> bool:
        press = update.get("callback_query")
        return press is not None and self.presses.get(press["id"], (0, self.now()))[1] < cut

    def _sender(self, message: Message) -> Json:
        return self.me() if message.sender == 0 else user_shape(self.people[message.sender])

    @staticmethod
    def _number(chat: Chat) -> int:
        return max(chat.messages, default=0) + 1

    def _written(self, person: Person, chat: Chat, reply_to: Message | None) -> Message:
        if person.id not in chat.members:
            raise CannotError(f"{person.name} is not in {chat.title or 'this chat'}")
        if chat.private:
            person.started = True
        message = Message(self._number(chat), chat.id, person.id, self.now())
        message.reply_to = reply_to.id if reply_to else None
        chat.messages[message.id] = message
        return message

    def _announce(self, chat: Chat, text: str, fields: Json, topic: int | None = None) -> None:
        """A service message, of which bots are told."""
        message = Message(self._number(chat), chat.id, 0, self.now(), (Run(text),), service=text, topic=topic)
        chat.messages[message.id] = message
        self._changed(message)
        shape = {k: v for k, v in self.shape(message).items() if k != "text"}
        self._update("message", shape | fields)

    def _tell(self, message: Message) -> None:
        self._changed(message)
        if self._hears(message):
            self._update("message", self.shape(message))

    def _hears(self, message: Message) -> bool:
        """Whether the bot is told of a message: privacy mode."""
        chat = self.chats[message.chat]
        if chat.private or (chat.bot_in and (chat.bot_admin or not self.privacy)):
            return True
        replied = chat.messages.get(message.reply_to or 0)
        return chat.bot_in and (message.text.startswith("/") or (replied is not None and replied.sender == 0))

    def _standing(self, by: Person, chat: Chat, old: str, new: str, rights: Json | None = None) -> None:
        owner = self.people.get(chat.id)
        shape: dict[str, Any] = {
            "chat": chat_shape(chat, owner.name if owner else ""),
            "from": user_shape(by),
            "date": int(self.now().timestamp()),
            "old_chat_member": {"user": self.me(), "status": old},
            "new_chat_member": {"user": self.me(), "status": new, **(rights or {})},
        }
        self._update("my_chat_member", shape)

    def _update(self, kind: str, shape: Json) -> None:
        self.updates.append({"update_id": self._next_update, kind: shape})
        self._next_update += 1
        self._changed()

    def _changed(self, message: Message | None = None) -> None:
        self.stamp += 1
        if message is not None:
            message.stamp = self.stamp
        for listener in self.listeners:
            listener()
