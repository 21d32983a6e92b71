"""What a call's parameters say, or why Telegram refuses them: its own code and words."""

from __future__ import annotations

import json
from typing import Any

from bot.rehearsal.model import Chat, Key, Message
from bot.rehearsal.room import Room
from bot.rehearsal.runs import BadHtmlError, Run, plain, read_html, units
from bot.rehearsal.shapes import Json


class RefusedError(Exception):
    """A call that Telegram refuses: HTTP code, description, and parameters where it gives some."""

    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(description: str) -> RefusedError:
    """A call that says something wrong."""
    return RefusedError(400, f"Bad Request: {description}")


def as_object(value: object) -> Any:
    """A parameter that is JSON, or was JSON already."""
    return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value


def flag(call: Json, name: str) -> bool:
    """A parameter that is true or false."""
    return str(call.get(name, "")).casefold() == "true"


def chat_of(room: Room, call: Json) -> Chat:
    """The chat of a call, where the bot may write now."""
    chat = room.chats.get(int(call.get("chat_id", 0)))
    if chat is None:
        raise bad_request("chat not found")
    if chat.moved_to is not None:
        raise RefusedError(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to
        )
    if chat.private:
        person = room.people[chat.id]
        if not person.started:
            raise RefusedError(403, "Forbidden: bot can't initiate conversation with a user")
        if person.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
    elif not chat.bot_in:
        raise RefusedError(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
    return chat


def writable(room: Room, call: Json, what: str) -> tuple[Chat, int | None]:
    """The chat of a call and the topic in it, where the bot may write such a thing now."""
    chat = chat_of(room, call)
    topic = int(call["message_thread_id"]) if call.get("message_thread_id") else None
    if not (chat.private or chat.may_send or chat.bot_admin):
        raise bad_request(f"not enough rights to send {what} to the chat")
    if topic in chat.gone:
        raise bad_request("message thread not found")
    if (topic or 0) in chat.closed and not chat.bot_admin:
        raise bad_request("TOPIC_CLOSED")
    return chat, topic


def runs_of(call: Json, field: str, longest: int) -> tuple[Run, ...]:
    """A text parameter as runs; refused where its markup or length is."""
    text = str(call.get(field) or "")
    try:
        runs = read_html(text) if call.get("parse_mode") == "HTML" else (Run(text),)
    except BadHtmlError as error:
        raise bad_request(f"can't parse entities: {error}") from None
    if units(plain(runs)) > longest:
        raise bad_request("message is too long" if field == "text" else "message caption is too long")
    if field == "text" and not plain(runs).strip():
        raise bad_request("message text is empty")
    return runs


def keyboard_of(call: Json) -> tuple[tuple[tuple[Key, ...], ...], bool]:
    """The buttons of a call, and whether it asks for a reply."""
    markup = as_object(call.get("reply_markup")) or {}
    rows = tuple(
        tuple(Key(k["text"], k.get("callback_data", ""), k.get("url", "")) for k in row)
        for row in markup.get("inline_keyboard", ())
    )
    for key in (key for row in rows for key in row):
        if not key.url and not 1 <= len(key.data.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad_request("reply markup is too long")
    return rows, bool(markup.get("force_reply"))


def reply_to(chat: Chat, call: Json) -> int | None:
    """The message that a call replies to."""
    asked = as_object(call.get("reply_parameters")) or {}
    id = asked.get("message_id")
    if id is None:
        return None
    if int(id) not in chat.messages or chat.messages[int(id)].deleted:
        if asked.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return int(id)


def own_message(chat: Chat, call: Json, what: str) -> Message:
    """The bot's own message that a call is about."""
    message = chat.messages.get(int(call.get("message_id", 0)))
    if message is None or message.deleted or message.sender != 0:
        raise bad_request(f"message to {what} not found")
    return message
