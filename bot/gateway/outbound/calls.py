"""One draft of the outbox as one call of the Bot API: a table by method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReactionTypeEmoji,
    ReplyParameters,
)

from bot.store.outbox import Draft, Keyboard, Method


@dataclass(frozen=True, slots=True)
class Target:
    """Where a draft goes: Telegram's chat, the thread in it, and the number of the message it is about."""

    chat: int
    thread: int | None
    number: int | None


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _markup(keyboard: Keyboard, *, force_reply: bool) -> InlineKeyboardMarkup | ForceReply | None:
    if force_reply:
        return ForceReply(selective=True)
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(label, url=url) if url else InlineKeyboardButton(label, callback_data=data)
                for label, data, url in row
            ]
            for row in keyboard
        ]
    )


async def _send(bot: Bot, draft: Draft, target: Target) -> int | None:
    reply = ReplyParameters(draft.reply_to, allow_sending_without_reply=True) if draft.reply_to else None
    message = await bot.send_message(
        target.chat,
        draft.html,
        parse_mode="HTML",
        message_thread_id=target.thread,
        reply_parameters=reply,
        reply_markup=_markup(draft.keyboard, force_reply=draft.force_reply),
        link_preview_options=_NO_PREVIEW,
    )
    return message.message_id


async def _edit(bot: Bot, draft: Draft, target: Target) -> int | None:
    markup = _markup(draft.keyboard, force_reply=False)
    await bot.edit_message_text(
        draft.html,
        chat_id=target.chat,
        message_id=target.number,
        parse_mode="HTML",
        reply_markup=markup if isinstance(markup, InlineKeyboardMarkup) else None,
        link_preview_options=_NO_PREVIEW,
    )
    return None


async def _delete(bot: Bot, draft: Draft, target: Target) -> int | None:
    await bot.delete_message(target.chat, target.number or 0)
    return None


async def _react(bot: Bot, draft: Draft, target: Target) -> int | None:
    reaction = [ReactionTypeEmoji(draft.emoji)] if draft.emoji else []
    await bot.set_message_reaction(target.chat, target.number or 0, reaction)
    return None


async def _toast(bot: Bot, draft: Draft, target: Target) -> int | None:
    await bot.answer_callback_query(draft.callback, draft.html or None, show_alert=draft.alert)
    return None


async def _pin(bot: Bot, draft: Draft, target: Target) -> int | None:
    await bot.pin_chat_message(target.chat, target.number or 0, disable_notification=True)
    return None


async def _document(bot: Bot, draft: Draft, target: Target) -> int | None:
    message = await bot.send_document(
        target.chat,
        draft.document or b"",
        filename=draft.filename,
        caption=draft.html,
        parse_mode="HTML",
        message_thread_id=target.thread,
    )
    return message.message_id


async def _leave(bot: Bot, draft: Draft, target: Target) -> int | None:
    await bot.leave_chat(target.chat)
    return None


#: Each gives the number of the message that it made, or None.
CALLS: dict[Method, Callable[[Bot, Draft, Target], Awaitable[int | None]]] = {
    "send": _send,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "toast": _toast,
    "pin": _pin,
    "document": _document,
    "leave": _leave,
}
