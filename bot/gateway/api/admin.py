"""What is asked of Telegram besides sending: a group's admins, and the menus of commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.gateway.api.form import legible

#: The scopes in which commands are offered, by the names that the tables use.
_SCOPES: Mapping[str, BotCommandScope] = {
    "private": BotCommandScopeAllPrivateChats(),
    "group": BotCommandScopeAllGroupChats(),
    "steer": BotCommandScopeAllChatAdministrators(),
}


async def admins(bot: Bot, chat: int) -> list[int]:
    """The accounts of a group's administrators who are people and show themselves; raises
    telegram.error.TelegramError."""
    with legible():
        members = await bot.get_chat_administrators(chat)
    return [m.user.id for m in members if not m.user.is_bot and not getattr(m, "is_anonymous", False)]


async def register_commands(bot: Bot, menus: Mapping[tuple[str, str], Sequence[tuple[str, str]]]) -> None:
    """Offer the commands: (scope, language or "" for all others) -> (command, what it does) in order.
    Raises telegram.error.TelegramError."""
    for (scope, language), commands in menus.items():
        menu = [BotCommand(name, does) for name, does in commands]
        await bot.set_my_commands(menu, scope=_SCOPES[scope], language_code=language or None)
