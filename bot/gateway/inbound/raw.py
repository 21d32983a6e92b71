"""The parts of a raw update that are needed, and no others: no name, username, phone number or photo
gets past these shapes. See the Bot API's `Update` for what they leave out."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

#: Of media and of what happened to a topic only the fact that it is there.
Present = Annotated[bool, BeforeValidator(lambda _: True)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class User(_Shape):
    """Who sent it."""

    id: int
    is_bot: bool = False
    language_code: str | None = None


class Chat(_Shape):
    """Where."""

    id: int
    type: str
    title: str | None = None


#: Accounts that stand for no person: anonymous admins, and messages from a linked channel.
_NOBODY = frozenset({1087968824, 136817688, 777000})


def account_of(user: User | None, sender_chat: Chat | None) -> int | None:
    """The account of whoever did something; None where nobody can be told."""
    if user is None or user.is_bot or sender_chat is not None or user.id in _NOBODY:
        return None
    return user.id


class Voice(_Shape):
    """A voice note: how many seconds it takes, and by which name it is fetched."""

    duration: int = 0
    file_id: str = ""
    file_size: int = 0


class File(_Shape):
    """A file: by which name it is fetched, and how large it is. What it is called isn't read."""

    file_id: str = ""
    file_size: int = 0


class RepliedTo(_Shape):
    """The message that was replied to: its number and whose it is."""

    message_id: int
    from_: User | None = Field(None, alias="from")


class Message(_Shape):
    """A message. Of media only whether it is there."""

    message_id: int
    date: int = 0
    edit_date: int = 0
    chat: Chat
    from_: User | None = Field(None, alias="from")
    sender_chat: Chat | None = None
    text: str | None = None
    caption: str | None = None
    voice: Voice | None = None
    reply_to_message: RepliedTo | None = None
    is_topic_message: bool = False
    message_thread_id: int | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None
    new_chat_title: str | None = None
    left_chat_member: User | None = None
    forum_topic_reopened: Present = False
    general_forum_topic_unhidden: Present = False
    forward_origin: Present = False
    media_group_id: str | None = None
    photo: Present = False
    live_photo: Present = False
    paid_media: Present = False
    venue: Present = False
    location: Present = False
    contact: Present = False
    animation: Present = False
    document: Annotated[File | None, BeforeValidator(lambda file: file if isinstance(file, dict) else {})] = None
    sticker: Present = False
    video: Present = False
    audio: Present = False
    video_note: Present = False
    story: Present = False
    poll: Present = False
    checklist: Present = False
    dice: Present = False
    game: Present = False
    giveaway: Present = False
    rich_message: Present = False

    @property
    def media(self) -> str | None:
        """The kind of media that it carries besides text and voice, if any."""
        return next((name for name in MEDIA if name in self.model_fields_set), None)


#: Kinds of media that are named and otherwise left alone.
MEDIA = (
    *("live_photo", "paid_media", "photo", "venue", "location", "contact", "animation", "document", "sticker", "video"),
    *("audio", "video_note", "story", "poll", "checklist", "dice", "game", "giveaway", "rich_message"),
)


class CallbackQuery(_Shape):
    """A pressed button."""

    id: str
    from_: User = Field(alias="from")
    message: Message | None = None
    data: str | None = None


class ChatMember(_Shape):
    """Somebody's membership. A restricted member may be outside, and may be kept from writing."""

    user: User | None = None
    status: str
    is_member: bool = True
    can_send_messages: bool = True


class ChatMemberUpdated(_Shape):
    """A change of the bot's membership, or, where it is an admin, of anybody's."""

    chat: Chat
    from_: User = Field(alias="from")
    new_chat_member: ChatMember


class Update(_Shape):
    """One update."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
    chat_member: ChatMemberUpdated | None = None


class Batch(_Shape):
    """What getUpdates gives."""

    result: list[Update]
