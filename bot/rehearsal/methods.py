"""The Bot API methods that the bot uses: each takes the call's parameters and changes the room, or is
refused with Telegram's own code and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.rehearsal.model import Chat, Document, Key, Message
from bot.rehearsal.room import PRESS_LIVES, Room
from bot.rehearsal.runs import BadHtmlError, Run, plain, read_html, units
from bot.rehearsal.shapes import Json, chat_shape, user_shape

#: The reactions that a bot may give (a part of Telegram's list).
_REACTIONS = frozenset("👍👎❤🔥🎉🤩😱😁😢💩🙏👌🤡🥱😍🐳💯🤣💔😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡")
_LONGEST_TEXT, _LONGEST_CAPTION = 4096, 1024
_LONGEST_TOAST = 200


class RefusedError(Exception):
    """A call that Telegram refuses: HTTP code, description, and parameters where it gives some."""

    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def _bad(description: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: {description}")


def _object(value: object) -> Any:
    """A parameter that is JSON, or was JSON already."""
    return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value


def _chat(room: Room, call: Json) -> Chat:
    """The chat of a call, where the bot may write now."""
    chat = room.chats.get(int(call.get("chat_id", 0)))
    if chat is None:
        raise _bad("chat not found")
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


def _writable(room: Room, call: Json, what: str) -> tuple[Chat, int | None]:
    """The chat of a call and the topic in it, where the bot may write such a thing now."""
    chat = _chat(room, call)
    topic = int(call["message_thread_id"]) if call.get("message_thread_id") else None
    if not chat.private and not chat.may_send:
        raise _bad(f"not enough rights to send {what} to the chat")
    if topic in chat.gone:
        raise _bad("message thread not found")
    if (topic or 0) in chat.closed and not chat.bot_admin:
        raise _bad("TOPIC_CLOSED")
    return chat, topic


def _runs(call: Json, field: str, longest: int) -> tuple[Run, ...]:
    text = str(call.get(field) or "")
    try:
        runs = read_html(text) if call.get("parse_mode") == "HTML" else (Run(text),)
    except BadHtmlError as error:
        raise _bad(f"can't parse entities: {error}") from None
    if units(plain(runs)) > longest:
        raise _bad("message is too long" if field == "text" else "message caption is too long")
    if field == "text" and not plain(runs).strip():
        raise _bad("message text is empty")
    return runs


def _keyboard(call: Json) -> tuple[tuple[tuple[Key, ...], ...], bool]:
    markup = _object(call.get("reply_markup")) or {}
    rows = tuple(
        tuple(Key(k["text"], k.get("callback_data", ""), k.get("url", "")) for k in row)
        for row in markup.get("inline_keyboard", ())
    )
    for key in (key for row in rows for key in row):
        if not key.url and not 1 <= len(key.data.encode()) <= 64:
            raise _bad("BUTTON_DATA_INVALID")
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise _bad("reply markup is too long")
    return rows, bool(markup.get("force_reply"))


def _reply_to(chat: Chat, call: Json) -> int | None:
    asked = _object(call.get("reply_parameters")) or {}
    id = asked.get("message_id")
    if id is None:
        return None
    if int(id) not in chat.messages or chat.messages[int(id)].deleted:
        if asked.get("allow_sending_without_reply"):
            return None
        raise _bad("message to be replied not found")
    return int(id)


def _own(chat: Chat, call: Json, what: str) -> Message:
    message = chat.messages.get(int(call.get("message_id", 0)))
    if message is None or message.deleted or message.sender != 0:
        raise _bad(f"message to {what} not found")
    return message


def send_message(room: Room, call: Json) -> Json:
    """sendMessage"""
    chat, topic = _writable(room, call, "text messages")
    keyboard, force = _keyboard(call)
    runs = _runs(call, "text", _LONGEST_TEXT)
    reply = _reply_to(chat, call)
    return room.shape(room.post(chat, runs, reply_to=reply, keyboard=keyboard, force_reply=force, topic=topic))


def send_document(room: Room, call: Json) -> Json:
    """sendDocument, with the file as `document`: a name and its bytes"""
    chat, topic = _writable(room, call, "documents")
    name, content = call["document"]
    document = Document(f"file-{room.stamp}", name, content)
    return room.shape(room.post(chat, _runs(call, "caption", _LONGEST_CAPTION), document=document, topic=topic))


def edit_message_text(room: Room, call: Json) -> Json:
    """editMessageText"""
    chat = _chat(room, call)
    message = _own(chat, call, "edit")
    keyboard, _ = _keyboard(call)
    runs = _runs(call, "text", _LONGEST_TEXT)
    if (runs, keyboard) == (message.runs, message.keyboard):
        raise _bad("message is not modified: specified new message content and reply markup are exactly the same")
    message.runs, message.keyboard, message.edited = runs, keyboard, True
    room.changed(message)
    return room.shape(message)


def delete_message(room: Room, call: Json) -> bool:
    """deleteMessage"""
    message = _own(_chat(room, call), call, "delete")
    if room.now() - message.date > timedelta(hours=48):
        raise _bad("message can't be deleted for everyone")
    message.deleted = True
    room.changed(message)
    return True


def pin_chat_message(room: Room, call: Json) -> bool:
    """pinChatMessage"""
    chat = _chat(room, call)
    message = _own(chat, call, "pin")
    if not chat.private and not chat.bot_admin:
        raise _bad("not enough rights to manage pinned messages in the chat")
    chat.pinned = message.id
    room.changed(message)
    return True


def set_message_reaction(room: Room, call: Json) -> bool:
    """setMessageReaction"""
    chat = _chat(room, call)
    message = chat.messages.get(int(call.get("message_id", 0)))
    if message is None or message.deleted:
        raise _bad("message to react not found")
    emoji = [one["emoji"] for one in _object(call.get("reaction")) or []]
    if len(emoji) > 1 or any(one not in _REACTIONS or not chat.may_react for one in emoji):
        raise _bad("REACTION_INVALID")
    message.reaction = "".join(emoji)
    room.changed(message)
    return True


def answer_callback_query(room: Room, call: Json) -> bool:
    """answerCallbackQuery"""
    id, text = str(call.get("callback_query_id")), str(call.get("text") or "")
    known = room.presses.get(id)
    if known is None or room.now() - known[1] > PRESS_LIVES:
        raise _bad("query is too old and response timeout expired or query ID is invalid")
    if units(text) > _LONGEST_TOAST:
        raise _bad("MESSAGE_TOO_LONG")
    room.toast(id, text, alert=str(call.get("show_alert", "")).casefold() == "true")
    return True


def get_chat_administrators(room: Room, call: Json) -> list[Json]:
    """getChatAdministrators"""
    chat = _chat(room, call)
    owner, *others = [{"user": user_shape(room.people[id]), "is_anonymous": False} for id in chat.admins]
    rights = {"status": "administrator", "can_be_edited": False} | dict.fromkeys(_RIGHTS, True)
    return [owner | {"status": "creator"}, *(other | rights for other in others)]


_RIGHTS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    *("can_delete_stories",),
)


def get_chat(room: Room, call: Json) -> Json:
    """getChat"""
    chat = _chat(room, call)
    owner = room.people.get(chat.id)
    shape = chat_shape(chat, owner.name if owner else "") | {"accent_color_id": 0, "max_reaction_count": 11}
    if chat.private:
        return shape
    return shape | {"is_forum": chat.forum, "permissions": {"can_send_messages": chat.may_send}}


def get_chat_member(room: Room, call: Json) -> Json:
    """getChatMember, of the bot itself"""
    chat = _chat(room, call)
    if int(call.get("user_id", 0)) != room.bot_id:
        raise _bad("PARTICIPANT_ID_INVALID")
    if not chat.bot_admin:
        return {"user": room.me(), "status": "member"}
    rights = dict.fromkeys((*_RIGHTS, "can_pin_messages"), True)
    return {"user": room.me(), "status": "administrator", "can_be_edited": False} | rights


def get_me(room: Room, call: Json) -> Json:
    """getMe"""
    hears = {"can_read_all_group_messages": not room.privacy}
    return room.me() | {"can_join_groups": True, "supports_inline_queries": False} | hears


def get_webhook_info(room: Room, call: Json) -> Json:
    """getWebhookInfo"""
    waiting = len(room.pending(None))
    return {"url": room.webhook, "has_custom_certificate": False, "pending_update_count": waiting}


def leave_chat(room: Room, call: Json) -> bool:
    """leaveChat"""
    _chat(room, call).bot_in = False
    return True


def set_my_commands(room: Room, call: Json) -> bool:
    """setMyCommands"""
    scope = (_object(call.get("scope")) or {}).get("type", "default")
    room.commands[scope, str(call.get("language_code") or "")] = list(_object(call.get("commands")) or [])
    return True


METHODS: dict[str, Callable[[Room, Json], Any]] = {
    "getme": get_me,
    "getwebhookinfo": get_webhook_info,
    "deletewebhook": lambda room, call: True,
    "sendmessage": send_message,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "deletemessage": delete_message,
    "pinchatmessage": pin_chat_message,
    "setmessagereaction": set_message_reaction,
    "answercallbackquery": answer_callback_query,
    "getchatadministrators": get_chat_administrators,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
    "setmycommands": set_my_commands,
}
