"""Raw updates read once, and what is needed of them written down: no names, no media, no quoted texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from pydantic import TypeAdapter, ValidationError

from bot.gateway.inbound import members
from bot.gateway.inbound.raw import Batch, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, account_of
from bot.gateway.inbound.updates import (
    ButtonPress,
    ChatKind,
    ChatMigration,
    Ignored,
    Incoming,
    IncomingMessage,
    MemberChange,
    MembershipChange,
    TitleChange,
    TopicReopened,
)
from bot.reading.commands import command_in
from bot.store.inbox import Stored

#: What is asked of Telegram; left out, it would mean "as the last time". The last comes only where the bot is an admin.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")

#: The longest answer that is kept, in characters (docs/safety.md, "Abuse").
_LONGEST = 4096

#: Control characters but for line breaks and tabs, and the controls that turn the direction of what
#: follows, which would let a text break out of its isolate.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what Telegram gives to the bot of this number and username."""

    bot_id: int
    bot_username: str

    def batch(self, payload: bytes) -> list[Stored]:
        """The updates in an answer of getUpdates, as they are written down. One that can't be read is set
        aside with its number and its kind alone. Raises ValueError for what is no such answer."""
        try:
            updates = Batch.model_validate_json(payload).result
        except ValidationError:
            return [stored for one in _results(payload) if (stored := self.one(one)) is not None]
        return [self._stored(update) for update in updates]

    def one(self, raw: object) -> Stored | None:
        """One update by itself; None for something that has no number and so is no update."""
        id = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or not isinstance(id, int):
            return None
        try:
            return self._stored(Update.model_validate(_storable(raw)))
        except ValidationError:
            kind = next((name for name in raw if name in ALLOWED_UPDATES), "unknown")
            return Stored(id, None, None, "", aside=f"unreadable {kind}")

    def _stored(self, update: Update) -> Stored:
        incoming = self._incoming(update)
        chat, account = getattr(incoming, "chat", None), getattr(incoming, "account", None)
        if not isinstance(incoming, IncomingMessage) or not incoming.document:
            return Stored(update.update_id, chat, account, encode(incoming))
        bare = encode(replace(incoming, document=""))
        return Stored(update.update_id, chat, account, bare, with_file=encode(incoming))

    def _incoming(self, update: Update) -> Incoming:
        if message := update.message or update.edited_message:
            return _of_the_chat(message) or _message(message, self, edited=update.edited_message is not None)
        if update.callback_query:
            return _pressed(update.callback_query)
        if update.my_chat_member:
            return _membership(update.my_chat_member)
        if update.chat_member:
            return members.changed(update.chat_member)
        return Ignored("nothing that was asked for")


def _results(payload: bytes) -> list[object]:
    try:
        answer = json.loads(payload)
    except ValueError:
        answer = None
    found = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise ValueError("this is no answer of the Bot API")
    return found


def _storable(raw: Mapping[str, object]) -> dict[str, object]:
    """The update with its texts rid of lone surrogates, which no database takes."""

    def mended(value: object) -> object:
        if isinstance(value, str):
            return value.encode("utf-8", "ignore").decode()
        return {key: mended(inner) for key, inner in value.items()} if isinstance(value, dict) else value

    return {key: mended(value) for key, value in raw.items()}


#: What can be written down, by the word that stands before it in the inbox: these outlive the names of classes.
_CODECS: dict[str, TypeAdapter[Incoming]] = {
    "Heard": TypeAdapter(IncomingMessage),
    "Pressed": TypeAdapter(ButtonPress),
    "Moved": TypeAdapter(ChatMigration),
    "Standing": TypeAdapter(MembershipChange),
    "Member": TypeAdapter(MemberChange),
    "Titled": TypeAdapter(TitleChange),
    "Reopened": TypeAdapter(TopicReopened),
    "Ignored": TypeAdapter(Ignored),
}


def _tag(incoming: Incoming) -> str:
    match incoming:
        case IncomingMessage():
            return "Heard"
        case ButtonPress():
            return "Pressed"
        case ChatMigration():
            return "Moved"
        case MembershipChange():
            return "Standing"
        case MemberChange():
            return "Member"
        case TitleChange():
            return "Titled"
        case TopicReopened():
            return "Reopened"
        case Ignored():
            return "Ignored"
        case _:
            assert_never(incoming)


def encode(incoming: Incoming) -> str:
    """What came in as it is written down: what it is, and of its fields those that say something."""
    tag = _tag(incoming)
    return f"{tag} {_CODECS[tag].dump_json(incoming, exclude_defaults=True).decode()}"


def decode(payload: str) -> Incoming:
    """What `encode` wrote; raises ValueError (of which pydantic.ValidationError is one) on anything else."""
    name, _, fields = payload.partition(" ")
    if name not in _CODECS:
        raise ValueError("an unknown kind of update")
    return _CODECS[name].validate_json(fields)


def _kind(chat: Chat) -> ChatKind:
    kinds: dict[str, ChatKind] = {"private": "private", "group": "group", "supergroup": "group"}
    return kinds.get(chat.type, "channel")


def _pressed(press: CallbackQuery) -> Incoming:
    if press.message is None or press.data is None:
        return Ignored("a button that is gone")
    chat = press.message.chat
    return ButtonPress(
        callback=press.id,
        chat=chat.id,
        kind=_kind(chat),
        account=account_of(press.from_, None),
        message=press.message.message_id,
        data=press.data[:64],
    )


def _membership(change: ChatMemberUpdated) -> Incoming:
    chat, member = change.chat, change.new_chat_member
    status = member.status if member.is_member else "left"
    account = account_of(change.from_, None)
    return MembershipChange(chat.id, _kind(chat), clean(chat.title or ""), account, status, member.can_send_messages)


def _of_the_chat(message: Message) -> Incoming | None:
    """What Telegram tells of the chat itself, in a message that nobody wrote."""
    if message.migrate_to_chat_id:
        return ChatMigration(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return ChatMigration(message.migrate_from_chat_id, message.chat.id)
    if message.left_chat_member:
        return members.left(message, message.left_chat_member)
    if message.new_chat_title:
        return TitleChange(message.chat.id, clean(message.new_chat_title))
    if message.forum_topic_reopened or message.general_forum_topic_unhidden:
        return TopicReopened(message.chat.id)
    return None


def _message(message: Message, reader: Reader, *, edited: bool) -> Incoming:
    text = clean(message.text or message.caption or "")
    called = command_in(text) if message.text and not message.forward_origin else None  # passed on: nobody's order
    if called and called.to is not None and called.to != reader.bot_username.casefold():
        return Ignored("another bot's command")
    replied = message.reply_to_message
    sent = message.document if message.media == "document" and message.chat.type == "private" and not edited else None
    return IncomingMessage(
        chat=message.chat.id,
        kind=_kind(message.chat),
        account=account_of(message.from_, message.sender_chat),
        message=message.message_id,
        written=message.edit_date or message.date,
        text=text,
        language=(message.from_.language_code or "").split("-")[0] or None if message.from_ else None,
        reply_to=replied.message_id if replied else None,
        reply_to_bot=bool(replied and replied.from_ and replied.from_.id == reader.bot_id),
        topic=message.message_thread_id if message.is_topic_message else None,
        seconds=max(message.voice.duration, 1) if message.voice else 0,
        voice=message.voice.file_id if message.voice and not edited else "",
        document=sent.file_id if sent else "",
        size=next((file.file_size for file in (message.voice, sent) if file), 0),
        edited=edited,
        command=called.name if called else None,
        argument=called.argument if called else "",
        media=message.media,
        album=message.media_group_id,
        forwarded=message.forward_origin,
        as_chat=message.sender_chat is not None,
    )


def clean(text: str) -> str:
    """A text without what no screen and no document can show: control characters other than line breaks,
    lone surrogates, controls that turn directions, and whatever is over the longest that is kept."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
    return _UNSHOWN.sub("", joined)[:_LONGEST]
