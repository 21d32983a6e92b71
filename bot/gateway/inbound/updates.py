"""What can come in, as the rest of the program sees it: no raw updates, no names, no Telegram objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.session.roles import Presence

ChatKind = Literal["group", "private", "channel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMessage:
    """A message, `written` in seconds since 1970 as Telegram says. `account` is None where nobody can be told
    (anonymous admins, channels), `as_chat` if it was written in the name of a chat; `seconds` is how long a voice note
    is, at least one, and 0 for anything else; `media` names what is neither text nor voice. `album` is what
    its messages share. `voice` is Telegram's name of a voice note, and `document` that of a file in a private chat, in
    this alone, by which it is fetched; `size` how many bytes it has. Nothing else is fetched, and nothing by which
    Telegram knows it is kept."""

    chat: int
    kind: ChatKind
    account: int | None
    message: int
    written: int = 0
    text: str = ""
    language: str | None = None
    reply_to: int | None = None
    reply_to_bot: bool = False
    topic: int | None = None
    seconds: int = 0
    edited: bool = False
    command: str | None = None
    argument: str = ""
    media: str | None = None
    album: str | None = None
    forwarded: bool = False
    as_chat: bool = False
    voice: str = ""
    document: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPress:
    """A button under one of the bot's messages."""

    callback: str
    chat: int
    kind: ChatKind
    account: int | None
    message: int
    data: str


@dataclass(frozen=True, slots=True)
class ChatMigration:
    """A group has become a supergroup and has another number."""

    chat: int
    to: int


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """The bot's own membership of a chat has changed, by somebody's doing; `may_send` is whether it may
    write there."""

    chat: int
    kind: ChatKind
    title: str
    account: int | None
    status: str
    may_send: bool = True


@dataclass(frozen=True, slots=True)
class MemberChange:
    """Somebody's membership of a group has changed, by whose doing: None where it can't be told."""

    chat: int
    account: int
    presence: Presence
    by: int | None


@dataclass(frozen=True, slots=True)
class TopicReopened:
    """A topic of the group is open again."""

    chat: int


@dataclass(frozen=True, slots=True)
class TitleChange:
    """A group has got another title."""

    chat: int
    title: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us, and why."""

    reason: str


Incoming = (
    IncomingMessage
    | ButtonPress
    | ChatMigration
    | MembershipChange
    | MemberChange
    | TopicReopened
    | TitleChange
    | Ignored
)
