"""The room: people with phones, their chats, and what they do.

What reaches the bot are updates, kept until it confirms them. With privacy mode on, as it is here, the bot
is told of commands, of replies to its own messages and of service messages in a group, and of nothing else;
in a private chat of everything.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

from bot.rehearsal.memberships import Memberships
from bot.rehearsal.model import Chat, Document, Message, Person
from bot.rehearsal.runs import Run
from bot.rehearsal.shapes import user_shape


class CannotError(Exception):
    """Somebody can't do that here; the message says why."""


class Room(Memberships):
    """A room."""

    def say(self, person: Person, chat: Chat, text: str, *, reply_to: Message | None = None, topic: int | None = None,
            anonymous: bool = False, forwarded: bool = False) -> Message:  # fmt: skip
        """Somebody writes a message, or passes one on."""
        message = self._written(person, chat, reply_to)
        message.runs, message.topic, message.anonymous = (Run(text),), topic, anonymous
        message.forwarded = forwarded
        self._tell(message)
        return message

    def voice(self, person: Person, chat: Chat, seconds: int, *, reply_to: Message | None = None,
              sound: bytes = b"") -> Message:  # fmt: skip
        """Somebody sends a voice note; of a sound that is nothing to anybody, where none is given."""
        message = self._written(person, chat, reply_to)
        message.voice, message.sound = seconds, sound or b"OggS" + bytes(seconds)
        self._tell(message)
        return message

    def file(self, person: Person, chat: Chat, name: str, content: bytes) -> Message:
        """Somebody sends a file."""
        message = self._written(person, chat, None)
        message.document = Document(f"file-{message.id}-{self.stamp}", name, content)
        self._tell(message)
        return message

    def media(self, person: Person, chat: Chat, kind: str, *, reply_to: Message | None = None, words: str = "",
              album: str = "") -> Message:  # fmt: skip
        """Somebody sends a photo, a location, a contact … with words under it, or as one of an album."""
        message = self._written(person, chat, reply_to)
        message.media, message.runs, message.album = kind, (Run(words),) if words else (), album
        self._tell(message)
        return message

    def edit(self, person: Person, message: Message, text: str) -> None:
        """Somebody edits a message of theirs."""
        if message.sender != person.id:
            raise CannotError("people edit their own messages")
        message.runs, message.edited = (Run(text),), self.now()
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

    # -- inside

    def _written(self, person: Person, chat: Chat, reply_to: Message | None) -> Message:
        if person.id not in chat.members:
            raise CannotError(f"{person.name} is not in {chat.title or 'this chat'}")
        if chat.private:
            person.started = True
        message = Message(self._number(chat), chat.id, person.id, self.now())
        message.reply_to = reply_to.id if reply_to else None
        chat.messages[message.id] = message
        return message

    def _tell(self, message: Message) -> None:
        self._changed(message)
        if self._hears(message):
            self._update("message", self.shape(message))

    def _hears(self, message: Message) -> bool:
        """Whether the bot is told of a message: privacy mode."""
        chat = self.chats[message.chat]
        if chat.private or (chat.bot_in and (chat.bot_admin or not self.privacy)):
            return True
        replied = self.replied(message)
        return chat.bot_in and (message.text.startswith("/") or (replied is not None and replied.sender == 0))

    def recorded(self, name: str) -> bytes | None:
        """The sound of the voice note of that name, or what is in the file of that name."""
        for message in (m for chat in self.chats.values() for m in chat.messages.values()):
            if message.voice is not None and message.file == name:
                return message.sound
            if message.document and message.document.id == name:
                return message.document.content
        return None
