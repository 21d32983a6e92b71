"""What is asked of Telegram besides sending: whether somebody is in a group, and the menus of commands."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    ChatMember,
    ChatMemberRestricted,
)
from telegram.error import BadRequest, ChatMigrated, TimedOut

from bot.gateway.api.form import legible
from bot.session.roles import Presence

#: The scopes in which commands are offered, by the names that the tables use.
_SCOPES: Mapping[str, BotCommandScope] = {
    "private": BotCommandScopeAllPrivateChats(),
    "group": BotCommandScopeAllGroupChats(),
    "steer": BotCommandScopeAllChatAdministrators(),
}


#: How many seconds somebody's tap, and whoever comes after them, waits for the answer at most.
_PATIENCE = 5.0

#: Telegram's word for a membership -> what it is to us. Of who is restricted `is_member` tells.
_PRESENCE: Mapping[str, Presence] = {
    ChatMember.OWNER: Presence.ADMIN,
    ChatMember.ADMINISTRATOR: Presence.ADMIN,
    ChatMember.MEMBER: Presence.IN,
    ChatMember.LEFT: Presence.OUT,
    ChatMember.BANNED: Presence.BANNED,
}


async def presence(bot: Bot, chat: int, account: int) -> Presence:
    """What somebody is in a group at this moment. An admin who remains anonymous has no role by that. Raises
    telegram.error.TelegramError where it can't be told."""
    try:
        async with asyncio.timeout(_PATIENCE):
            member = await _member(bot, chat, account)
    except TimeoutError:
        raise TimedOut from None
    except BadRequest as error:
        if any(words in error.message.casefold() for words in _NOBODY):
            return Presence.OUT
        raise
    if isinstance(member, ChatMemberRestricted):
        return Presence.IN if member.is_member else Presence.OUT
    if getattr(member, "is_anonymous", False):
        return Presence.IN
    return _PRESENCE.get(member.status, Presence.UNKNOWN)


async def _member(bot: Bot, chat: int, account: int) -> ChatMember:
    """The membership, also of a group that has become a supergroup meanwhile."""
    with legible():
        try:
            return await bot.get_chat_member(chat, account)
        except ChatMigrated as moved:
            return await bot.get_chat_member(moved.new_chat_id, account)


#: By which Telegram says that it knows nobody of that number in the group.
_NOBODY = ("participant_id_invalid", "user not found", "member not found", "user_not_participant")


async def register_commands(bot: Bot, menus: Mapping[tuple[str, str], Sequence[tuple[str, str]]]) -> None:
    """Offer the commands: (scope, language or "" for all others) -> (command, what it does) in order.
    Raises telegram.error.TelegramError."""
    for (scope, language), commands in menus.items():
        menu = [BotCommand(name, does) for name, does in commands]
        await bot.set_my_commands(menu, scope=_SCOPES[scope], language_code=language or None)
