"""What there is in a room: people, chats, messages. Data alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.rehearsal.runs import Run, plain

#: The account under which anonymous admins write, and its name: Telegram's own.
ANONYMOUS = 1087968824


@dataclass(slots=True)
class Person:
    """Somebody with a phone; `label` is shown beside the name and known to nobody but the page."""

    id: int
    name: str
    language: str = "fr"
    label: str = ""
    last_name: str = ""
    username: str = ""
    started: bool = False
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message: callback data, or an address."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was sent."""

    id: str
    name: str
    content: bytes


@dataclass(slots=True)
class Message:
    """A message. `sender` is a person's id, or 0 for the bot; a `protected` one can't be passed on or saved, and
    a `silent` one comes without a sound; a `voice` note has so many seconds and a `sound`; `stamp` grows with every
    change in the room."""

    id: int
    chat: int
    sender: int
    date: datetime
    runs: tuple[Run, ...] = ()
    reply_to: int | None = None
    keyboard: tuple[tuple[Key, ...], ...] = ()
    force_reply: bool = False
    reaction: str = ""
    edited: datetime | None = None
    document: Document | None = None
    voice: int | None = None
    sound: bytes = b""
    media: str = ""
    album: str = ""
    forwarded: bool = False
    service: str = ""
    topic: int | None = None
    anonymous: bool = False
    protected: bool = False
    silent: bool = False
    deleted: bool = False
    stamp: int = 0

    @property
    def file(self) -> str:
        """By which name a voice note is fetched."""
        return f"voice-{self.id}-{int(self.date.timestamp())}"

    @property
    def text(self) -> str:
        """The words of it."""
        return plain(self.runs)


@dataclass(slots=True)
class Chat:
    """A private chat with the bot (its id is the person's) or a group. `may_send` is the bot's right, `may_react`
    whether reactions are allowed; `closed` and `gone` are topics of a `forum`, 0 being the general one."""

    id: int
    kind: str
    title: str = ""
    members: list[int] = field(default_factory=list)
    admins: list[int] = field(default_factory=list)
    bot_in: bool = False
    bot_admin: bool = False
    forum: bool = False
    moved_to: int | None = None
    pinned: int | None = None
    may_send: bool = True
    may_react: bool = True
    closed: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    banned: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Whether it is somebody's chat with the bot."""
        return self.kind == "private"


@dataclass(frozen=True, slots=True)
class Toast:
    """What somebody reads at the top of their screen after a press."""

    person: int
    text: str
    alert: bool
    stamp: int
