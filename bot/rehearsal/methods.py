"""The Bot API methods that the bot uses: each takes the call's parameters and changes the room, or is
refused with Telegram's own code and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.rehearsal.calls import (
    as_object,
    bad_request,
    chat_of,
    flag,
    keyboard_of,
    own_message,
    reply_to,
    runs_of,
    writable,
)
from bot.rehearsal.chats import PRESS_LIVES
from bot.rehearsal.model import Chat, Document, Message
from bot.rehearsal.room import Room
from bot.rehearsal.runs import units
from bot.rehearsal.shapes import Json, chat_shape, user_shape

#: The reactions that a bot may give (a part of Telegram's list).
_REACTIONS = frozenset("👍👎❤🔥🎉🤩😱😁😢💩🙏👌🤡🥱😍🐳💯🤣💔😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡")
_LONGEST_TEXT, _LONGEST_CAPTION = 4096, 1024
_LONGEST_TOAST = 200
_MOST_DELETED = 100


def send_message(room: Room, call: Json) -> Json:
    """sendMessage"""
    chat, topic = writable(room, call, "text messages")
    keyboard, force = keyboard_of(call)
    runs = runs_of(call, "text", _LONGEST_TEXT)
    answers, protected = reply_to(chat, call), flag(call, "protect_content")
    posted = room.post(
        chat, runs, reply_to=answers, keyboard=keyboard, force_reply=force, topic=topic, protected=protected
    )
    posted.silent = flag(call, "disable_notification")
    return room.shape(posted)


def send_document(room: Room, call: Json) -> Json:
    """sendDocument, with the file as `document`: a name and its bytes"""
    chat, topic = writable(room, call, "documents")
    name, content = call["document"]
    document = Document(f"file-{room.stamp}", name, content)
    return room.shape(room.post(chat, runs_of(call, "caption", _LONGEST_CAPTION), document=document, topic=topic))


def send_voice(room: Room, call: Json) -> Json:
    """sendVoice, with the sound as `voice`: a name and its bytes"""
    chat, topic = writable(room, call, "voice notes")
    _, sound = call["voice"]
    protected = flag(call, "protect_content")
    posted = room.post(chat, runs_of(call, "caption", _LONGEST_CAPTION), topic=topic, protected=protected)
    posted.voice, posted.sound = int(call.get("duration") or 0), sound
    return room.shape(posted)


def get_file(room: Room, call: Json) -> Json:
    """getFile: of a voice note or a file; it is then at `/file/bot<token>/<path>`"""
    name = str(call.get("file_id"))
    sound = room.recorded(name)
    if sound is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return {"file_id": name, "file_unique_id": name, "file_size": len(sound), "file_path": f"voice/{name}"}


def edit_message_text(room: Room, call: Json) -> Json:
    """editMessageText"""
    chat = chat_of(room, call)
    message = own_message(chat, call, "edit")
    keyboard, _ = keyboard_of(call)
    runs = runs_of(call, "text", _LONGEST_TEXT)
    if (runs, keyboard) == (message.runs, message.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
        )
    message.runs, message.keyboard, message.edited = runs, keyboard, message.date
    room.changed(message)
    return room.shape(message)


def delete_message(room: Room, call: Json) -> bool:
    """deleteMessage"""
    chat = chat_of(room, call)
    message = chat.messages.get(int(call.get("message_id", 0)))
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    _delete(room, chat, [message])
    return True


def delete_messages(room: Room, call: Json) -> bool:
    """deleteMessages: what isn't there is passed over; what can't be deleted spoils it for all."""
    chat, ids = chat_of(room, call), [int(id) for id in as_object(call.get("message_ids")) or ()]
    if not 1 <= len(ids) <= _MOST_DELETED:
        raise bad_request("wrong number of messages to delete")
    if min(ids) < 1:
        raise bad_request("message identifier is not specified")
    _delete(room, chat, [m for id in ids if (m := chat.messages.get(id)) and not m.deleted])
    return True


def _delete(room: Room, chat: Chat, messages: list[Message]) -> None:
    """For two days; in a group, of an ordinary member, only its own."""
    for message in messages:
        if room.now() - message.date > timedelta(hours=48):
            raise bad_request("message can't be deleted for everyone")
        if message.sender != 0 and not chat.private and not chat.bot_admin:
            raise bad_request("message can't be deleted")
    for message in messages:
        message.deleted = True
        room.changed(message)


def pin_chat_message(room: Room, call: Json) -> bool:
    """pinChatMessage"""
    chat = chat_of(room, call)
    message = own_message(chat, call, "pin")
    if not chat.private and not chat.bot_admin:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = message.id
    room.changed(message)
    return True


def set_message_reaction(room: Room, call: Json) -> bool:
    """setMessageReaction"""
    chat = chat_of(room, call)
    message = chat.messages.get(int(call.get("message_id", 0)))
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    emoji = [one["emoji"] for one in as_object(call.get("reaction")) or []]
    if len(emoji) > 1 or any(one not in _REACTIONS or not chat.may_react for one in emoji):
        raise bad_request("REACTION_INVALID")
    message.reaction = "".join(emoji)
    room.changed(message)
    return True


def answer_callback_query(room: Room, call: Json) -> bool:
    """answerCallbackQuery"""
    id, text = str(call.get("callback_query_id")), str(call.get("text") or "")
    known = room.presses.get(id)
    if known is None or room.now() - known[1] > PRESS_LIVES:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units(text) > _LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    room.toast(id, text, alert=flag(call, "show_alert"))
    return True


_RIGHTS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    *("can_delete_stories",),
)


def get_chat(room: Room, call: Json) -> Json:
    """getChat"""
    chat = chat_of(room, call)
    owner = room.people.get(chat.id)
    shape = chat_shape(chat, owner.name if owner else "") | {"accent_color_id": 0, "max_reaction_count": 11}
    if chat.private:
        return shape
    allowed: Json = {} if chat.may_react else {"available_reactions": []}
    return shape | {"is_forum": chat.forum, "permissions": {"can_send_messages": chat.may_send}} | allowed


def get_chat_member(room: Room, call: Json) -> Json:
    """getChatMember"""
    chat, id = chat_of(room, call), int(call.get("user_id", 0))
    if id == room.bot_id:
        return {"user": room.me(), **_admin(chat.bot_admin)}
    if id not in room.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"user": user_shape(room.people[id]), **_membership(chat, id)}


def _membership(chat: Chat, id: int) -> Json:
    if id in chat.admins[:1]:
        return {"status": "creator", "is_anonymous": False}
    if id in chat.members:
        return {"is_anonymous": False, **_admin(id in chat.admins)}
    return {"status": "kicked", "until_date": 0} if id in chat.banned else {"status": "left"}


def _admin(is_one: bool) -> Json:
    rights = dict.fromkeys((*_RIGHTS, "can_pin_messages"), True)
    return {"status": "administrator", "can_be_edited": False} | rights if is_one else {"status": "member"}


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
    chat_of(room, call).bot_in = False
    return True


def set_my_commands(room: Room, call: Json) -> bool:
    """setMyCommands"""
    scope = (as_object(call.get("scope")) or {}).get("type", "default")
    room.commands[scope, str(call.get("language_code") or "")] = list(as_object(call.get("commands")) or [])
    return True


METHODS: dict[str, Callable[[Room, Json], Any]] = {
    "getme": get_me,
    "getwebhookinfo": get_webhook_info,
    "deletewebhook": lambda room, call: True,
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendvoice": send_voice,
    "getfile": get_file,
    "editmessagetext": edit_message_text,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "pinchatmessage": pin_chat_message,
    "setmessagereaction": set_message_reaction,
    "answercallbackquery": answer_callback_query,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
    "setmycommands": set_my_commands,
}
