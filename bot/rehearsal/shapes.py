"""A room's things as the Bot API tells them: JSON shapes of User, Chat and Message."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.model import ANONYMOUS, Chat, Message, Person
from bot.rehearsal.runs import entities

Json = dict[str, Any]


#: What isn't told of a message that is replied to: what it replies to, and the media, whose many fields aren't drawn.
_LEFT_OUT = frozenset(
    {"reply_to_message", "photo", "sticker", "location", "contact", "document", "video", "video_note", "audio"}
    | {"animation", "poll", "dice", "story"}
)


def user_shape(person: Person) -> Json:
    """A person as a User."""
    shape: Json = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": person.language}
    more = {"last_name": person.last_name, "username": person.username}
    return shape | {name: value for name, value in more.items() if value}


def bot_shape(id: int, name: str, username: str) -> Json:
    """The bot as a User."""
    return {"id": id, "is_bot": True, "first_name": name, "username": username}


def chat_shape(chat: Chat, name: str) -> Json:
    """A chat; `name` is the person's whose private chat it is."""
    if chat.private:
        return {"id": chat.id, "type": "private", "first_name": name}
    return {"id": chat.id, "type": chat.kind, "title": chat.title}


def message_shape(message: Message, chat: Json, sender: Json, replied: Json | None) -> Json:
    """A message; `replied` is the one it answers, already in this shape."""
    shape: Json = {"message_id": message.id, "date": int(message.date.timestamp()), "chat": chat, "from": sender}
    if message.anonymous:
        shape["from"] = {"id": ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        shape["sender_chat"] = chat
    if replied:
        shape["reply_to_message"] = {k: v for k, v in replied.items() if k not in _LEFT_OUT}
    if message.topic:
        shape |= {"is_topic_message": True, "message_thread_id": message.topic}
    if message.forwarded:
        shape["forward_origin"] = {"type": "hidden_user", "date": shape["date"], "sender_user_name": "Somebody"}
    if message.edited:
        shape["edit_date"] = int(message.edited.timestamp())
    return shape | _content(message)


#: What a medium is told as besides, for programs that don't know it yet.
_ALSO = {"animation": "document", "venue": "location"}


def _media(message: Message) -> Json:
    photo = [{"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}]
    shape: Json = {message.media: photo if message.media == "photo" else {}}
    if message.media in _ALSO:
        shape[_ALSO[message.media]] = {}
    more = {"caption": message.text, "media_group_id": message.album}
    return shape | {name: value for name, value in more.items() if value}


def _content(message: Message) -> Json:
    if message.voice is not None:
        id, size = message.file, len(message.sound)
        return {"voice": {"file_id": id, "file_unique_id": id, "duration": message.voice, "file_size": size}}
    if message.media:
        return _media(message)
    if message.document:
        file = {
            "file_id": message.document.id,
            "file_unique_id": message.document.id,
            "file_name": message.document.name,
            "file_size": len(message.document.content),
        }
        return {"document": file, "caption": message.text}
    content: Json = {"text": message.text}
    found = entities(message.runs)
    if message.text.startswith("/"):
        length = len(message.text.split()[0])
        found.append({"type": "bot_command", "offset": 0, "length": length})
    if found:
        content["entities"] = found
    if message.keyboard:
        content["reply_markup"] = {
            "inline_keyboard": [
                [{"text": key.label, **({"url": key.url} if key.url else {"callback_data": key.data})} for key in row]
                for row in message.keyboard
            ]
        }
    return content
