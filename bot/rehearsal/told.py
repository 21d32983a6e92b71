"""What the page is told of a room, as JSON: everything, or what has changed since a stamp."""

from __future__ import annotations

from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json


def room_told(room: Room, people: list[Person], since: int) -> Json:
    """The room as it has changed since that stamp; -1 is all of it."""
    return {
        "now": room.now().isoformat(),
        "bot": room.bot_name,
        "people": [_person(person) for person in people],
        "chats": [_chat(chat, since) for chat in room.chats.values() if chat.moved_to is None],
        "toasts": [
            {"person": t.person, "text": t.text, "alert": t.alert, "stamp": t.stamp}
            for t in room.toasts
            if t.stamp > max(since, 0) and since >= 0
        ],
    }


def commands_told(room: Room) -> Json:
    """The menus of commands, which seldom change."""
    return {f"{scope}/{language}": menu for (scope, language), menu in room.commands.items()}


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "label": person.label,
        "language": person.language,
        "started": person.started,
    }


def _chat(chat: Chat, since: int) -> Json:
    return {
        "id": chat.id,
        "private": chat.private,
        "title": chat.title,
        "members": chat.members,
        "admins": chat.admins,
        "pinned": chat.pinned,
        "messages": [_message(message) for message in chat.messages.values() if message.stamp > since],
    }


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "sender": message.sender,
        "date": message.date.isoformat(),
        "runs": [{"text": run.text, "styles": run.styles} for run in message.runs],
        "replyTo": message.reply_to,
        "keyboard": [[{"label": k.label, "data": k.data, "url": k.url} for k in row] for row in message.keyboard],
        "forceReply": message.force_reply,
        "reaction": message.reaction,
        "edited": message.edited is not None,
        "voice": message.voice,
        "service": message.service,
        "deleted": message.deleted,
        "document": {"id": message.document.id, "name": message.document.name} if message.document else None,
    }
