"""The parts of a raw update that are needed, and no others: no name, username, phone number or photo
gets past these shapes. See the Bot API's `Update` for what they leave out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


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


class Voice(_Shape):
    """A voice note."""

    file_id: str
    duration: int = 0


class RepliedTo(_Shape):
    """The message that was replied to: its number and whose it is."""

    message_id: int
    from_: User | None = Field(None, alias="from")


class Message(_Shape):
    """A message. Of media only whether it is there."""

    message_id: int
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
    photo: bool | None = None
    location: bool | None = None
    contact: bool | None = None
    document: bool | None = None
    sticker: bool | None = None
    video: bool | None = None
    audio: bool | None = None
    video_note: bool | None = None
    poll: bool | None = None


#: Kinds of media that are named and otherwise left alone.
MEDIA = ("photo", "location", "contact", "document", "sticker", "video", "audio", "video_note", "poll")


class CallbackQuery(_Shape):
    """A pressed button."""

    id: str
    from_: User = Field(alias="from")
    message: Message | None = None
    data: str | None = None


class ChatMember(_Shape):
    """A membership."""

    status: str


class ChatMemberUpdated(_Shape):
    """A change of the bot's membership."""

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

    @property
    def chat(self) -> int | None:
        """The chat it came from, which sets the order in which it is worked on."""
        message = self.message or self.edited_message or (self.callback_query and self.callback_query.message)
        if message:
            return message.chat.id
        return self.my_chat_member.chat.id if self.my_chat_member else None
