"""The chats of a room: who is there, what was written, which updates wait for the bot, and what it writes itself.
Telegram's rules, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.rehearsal.model import Chat, Document, Key, Message, Person, Toast
from bot.rehearsal.runs import Run
from bot.rehearsal.shapes import Json, bot_shape, chat_shape, message_shape, user_shape

#: Telegram forgets a press that the bot hasn't fetched after so long.
PRESS_LIVES = timedelta(seconds=150)


class Chats:
    """What there is. `now` gives the time (aware, UTC)."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str,
        bot_name: str = "Palabre",
        bot_username: str = "palabre_bot",
    ) -> None:
        self.now = now
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

    # -- who and where

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
        chat.banned.discard(person.id)
        self._changed()

    # -- what the bot does (the emulator calls these)

    def post(self, chat: Chat, runs: tuple[Run, ...], *, reply_to: int | None = None,
             keyboard: tuple[tuple[Key, ...], ...] = (), force_reply: bool = False,
             document: Document | None = None, topic: int | None = None,
             protected: bool = False) -> Message:  # fmt: skip
        """The bot writes a message."""
        message = Message(self._number(chat), chat.id, 0, self.now(), runs, reply_to, keyboard, force_reply)
        message.document, message.topic, message.protected = document, topic, protected
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

    # -- looking

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
        replied = self.replied(message)
        return message_shape(
            message,
            chat_shape(chat, owner.name if owner else ""),
            self._sender(message),
            self.shape(replied) if replied and replied.id != message.id else None,
        )

    def replied(self, message: Message) -> Message | None:
        """The message that one replies to, as long as it is there."""
        found = self.chats[message.chat].messages.get(message.reply_to or 0)
        return None if found is None or found.deleted else found

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

    # -- inside

    def _stale(self, update: Json, cut: datetime) -> bool:
        press = update.get("callback_query")
        return press is not None and self.presses.get(press["id"], (0, self.now()))[1] < cut

    def _sender(self, message: Message) -> Json:
        return self.me() if message.sender == 0 else user_shape(self.people[message.sender])

    def _number(self, chat: Chat) -> int:
        """A message's number: private chats count theirs together, as Telegram does for each account."""
        together = [one for one in self.chats.values() if one.private] if chat.private else [chat]
        return max(next(reversed(one.messages), 0) for one in together) + 1

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
