"""Raw updates reduced to what is needed before they are written down, and decoded when they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import ValidationError

from bot.gateway.incoming import ChatKind, Heard, Ignored, Incoming, Moved, Pressed, Standing, Titled
from bot.gateway.raw import MEDIA, Chat, Message, Update, User
from bot.store.inbox import Stored

#: What is asked of Telegram; left out, it would mean "as the last time".
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

#: Accounts that stand for no person: anonymous admins, and messages from a linked channel.
_NOBODY = frozenset({1087968824, 136817688, 777000})

#: The longest answer that is kept, in characters (docs/safety.md, "Abuse").
_LONGEST = 4096

#: Control characters but for line breaks and tabs, and the controls that turn the direction of what
#: follows, which would let a text break out of its isolate.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?:\s+(.*))?", re.DOTALL)


def reduce(raw: Mapping[str, object]) -> Stored | None:
    """What is written down of a raw update. One that can't be read is set aside with its number and its
    kind alone; None for something that has no number and so is no update."""
    id = raw.get("update_id")
    if not isinstance(id, int):
        return None
    try:
        update = Update.model_validate(_flags(raw))
    except ValidationError:
        kind = next((name for name in raw if name in ALLOWED_UPDATES), "unknown")
        return Stored(id, None, "", aside=f"unreadable {kind}")
    return Stored(id, update.chat, update.model_dump_json(by_alias=True, exclude_none=True, exclude_defaults=True))


def _flags(raw: Mapping[str, object]) -> dict[str, object]:
    """The update with each kind of media replaced by the fact that it is there."""
    update = dict(raw)
    for name in ("message", "edited_message"):
        message = update.get(name)
        if isinstance(message, dict):
            update[name] = {key: _needed(key, value) for key, value in message.items()}
    press = update.get("callback_query")
    if isinstance(press, dict) and isinstance(press.get("message"), dict):
        about = {key: value for key, value in press["message"].items() if key in ("message_id", "chat")}
        update["callback_query"] = {**press, "message": about}
    return update


def _needed(key: str, value: object) -> object:
    """A field of a message: media become a flag, and text loses the lone surrogates that no database takes."""
    if key in MEDIA:
        return True
    return value.encode("utf-8", "ignore").decode() if isinstance(value, str) else value


def decode(payload: str, bot_username: str, bot_id: int) -> Incoming:
    """What an update that was written down says. Raises pydantic.ValidationError on anything else."""
    update = Update.model_validate_json(payload)
    if update.callback_query:
        return _pressed(update)
    if update.my_chat_member:
        change = update.my_chat_member
        chat = change.chat
        status = change.new_chat_member.status
        return Standing(chat.id, _kind(chat), clean(chat.title or ""), _account(change.from_, None), status)
    message = update.message or update.edited_message
    if message is None:
        return Ignored("nothing that was asked for")
    return _message(message, bot_username, bot_id, edited=update.edited_message is not None)


def _kind(chat: Chat) -> ChatKind:
    kinds: dict[str, ChatKind] = {"private": "private", "group": "group", "supergroup": "group"}
    return kinds.get(chat.type, "channel")


def _account(user: User | None, sender_chat: Chat | None) -> int | None:
    if user is None or user.is_bot or sender_chat is not None or user.id in _NOBODY:
        return None
    return user.id


def _pressed(update: Update) -> Incoming:
    press = update.callback_query
    if press is None or press.message is None or press.data is None:
        return Ignored("a button that is gone")
    chat = press.message.chat
    return Pressed(
        callback=press.id,
        chat=chat.id,
        kind=_kind(chat),
        account=_account(press.from_, None),
        message=press.message.message_id,
        data=press.data[:64],
    )


def _message(message: Message, bot_username: str, bot_id: int, *, edited: bool) -> Incoming:
    if message.migrate_to_chat_id:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Moved(message.migrate_from_chat_id, message.chat.id)
    if message.new_chat_title:
        return Titled(message.chat.id, clean(message.new_chat_title))
    text = clean(message.text or message.caption or "")
    command, to, argument = _command(text) if message.text else (None, None, "")
    if to is not None and to.casefold() != bot_username.casefold():
        return Ignored("another bot's command")
    replied = message.reply_to_message
    return Heard(
        chat=message.chat.id,
        kind=_kind(message.chat),
        account=_account(message.from_, message.sender_chat),
        message=message.message_id,
        text=text,
        language=(message.from_.language_code or "").split("-")[0] or None if message.from_ else None,
        reply_to=replied.message_id if replied else None,
        reply_to_bot=bool(replied and replied.from_ and replied.from_.id == bot_id),
        topic=message.message_thread_id if message.is_topic_message else None,
        voice=message.voice.file_id if message.voice else None,
        seconds=message.voice.duration if message.voice else 0,
        edited=edited,
        command=command,
        argument=argument,
        media=next((name for name in MEDIA if getattr(message, name)), None),
    )


def _command(text: str) -> tuple[str | None, str | None, str]:
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return None, None, ""
    return match[1].casefold(), match[2], (match[3] or "").strip()


def clean(text: str) -> str:
    """A text without what no screen and no document can show: control characters other than line breaks,
    lone surrogates, controls that turn directions, and whatever is over the longest that is kept."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
    return _UNSHOWN.sub("", joined)[:_LONGEST]
