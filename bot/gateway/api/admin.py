"""What is asked of Telegram besides sending: whether somebody is in a group, what the bot itself may do there, and the
menus of commands."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from pydantic import ValidationError
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
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TimedOut

from bot.gateway.api.form import legible
from bot.gateway.api.rights import Group, Me, Member, Rights, Shape, Standing, rights
from bot.session.roles import Presence

S = TypeVar("S", bound=Shape)

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


async def standing(bot: Bot, chat: int) -> Standing:
    """What the bot may do in a group at this moment. Raises telegram.error.TelegramError where it can't be told."""
    try:
        async with asyncio.timeout(_PATIENCE):
            me = await _asked(bot, Me, "getMe")
            return Standing(await _rights(bot, chat, me.id), me.can_read_all_group_messages)
    except TimeoutError:
        raise TimedOut from None


async def _rights(bot: Bot, chat: int, id: int) -> Rights:
    try:
        member = await _asked(bot, Member, "getChatMember", chat_id=chat, user_id=id)
        return rights(member, await _asked(bot, Group, "getChat", chat_id=chat))
    except ChatMigrated:
        return Rights(inside=True, moved=True)
    except (Forbidden, BadRequest):
        return Rights(inside=False)


async def _asked(bot: Bot, shape: type[S], method: str, **parameters: int) -> S:
    """Without the library's own shapes, which want more of an answer than is needed."""
    answer = await bot.request.post(f"{bot.base_url}/{method}?{urlencode(parameters)}")
    try:
        return shape.model_validate(answer)
    except ValidationError:
        raise NetworkError("the answer is no Bot API answer") from None


async def register_commands(bot: Bot, menus: Mapping[tuple[str, str], Sequence[tuple[str, str]]]) -> None:
    """Offer the commands: (scope, language or "" for all others) -> (command, what it does) in order.
    Raises telegram.error.TelegramError."""
    for (scope, language), commands in menus.items():
        menu = [BotCommand(name, does) for name, does in commands]
        await bot.set_my_commands(menu, scope=_SCOPES[scope], language_code=language or None)
