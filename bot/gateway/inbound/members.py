"""What Telegram tells of the members of a group: by a service message, which every bot gets, or by an update of its
own, which only an admin gets. Of who it was only the number is read."""

from __future__ import annotations

from collections.abc import Mapping

from bot.gateway.inbound.raw import ChatMemberUpdated, Message, User, account_of
from bot.gateway.inbound.updates import Ignored, MemberChange
from bot.session.roles import Presence

#: Telegram's word for a membership -> what it is to us. Of who is restricted `is_member` tells.
_PRESENCE: Mapping[str, Presence] = {
    "creator": Presence.ADMIN,
    "administrator": Presence.ADMIN,
    "member": Presence.IN,
    "restricted": Presence.IN,
    "left": Presence.OUT,
    "kicked": Presence.BANNED,
}


def changed(change: ChatMemberUpdated) -> MemberChange | Ignored:
    """Somebody's membership is another now."""
    member = change.new_chat_member
    found = _PRESENCE.get(member.status)
    if found is None or member.user is None or member.user.is_bot:
        return Ignored("nobody's membership")
    presence = found if member.is_member else Presence.OUT
    return MemberChange(change.chat.id, member.user.id, presence, account_of(change.from_, None))


def left(message: Message, who: User) -> MemberChange | Ignored:
    """Somebody has left, or was put out by whoever the message is from. Of the bot itself it is told otherwise."""
    if who.is_bot:
        return Ignored("a bot that left")
    return MemberChange(message.chat.id, who.id, Presence.OUT, account_of(message.from_, message.sender_chat))
