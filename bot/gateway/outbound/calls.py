"""One draft of the outbox as one call of the Bot API. Knows nothing of pacing, failures or the database."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import assert_never

from markupsafe import escape
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.gateway.api import form
from bot.gateway.outbound.target import Target
from bot.store.outbox import Draft, Keyboard
from bot.wording.message import bare
from bot.wording.team import NAME

log = logging.getLogger(__name__)


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
#: What Telegram shows of a toast, in characters.
_LONGEST_TOAST = 200
#: How the file of a voice note is called.
_SOUND = "voice.ogg"


async def call(bot: Bot, draft: Draft, target: Target) -> int | None:
    """Make the call; gives the number of the message that it made, or None. What says the same already is as good as
    edited, what Telegram can't read as HTML goes without markup, and what it agrees to in words that the library
    can't read has come. Raises telegram.error.TelegramError."""
    try:
        return await _heard(bot, draft, target)
    except BadRequest as error:
        if "not modified" in error.message.casefold():
            return None
        if "parse entities" not in error.message.casefold():
            raise
        log.error("a message's markup was refused; it is sent as plain text")
        return await _heard(bot, replace(draft, html=str(escape(bare(draft.html)))), target)


async def _heard(bot: Bot, draft: Draft, target: Target) -> int | None:
    """Once, whether or not the library can read what Telegram says of what it has made."""
    form.keep(b"")
    try:
        return await _once(bot, draft, target)
    except TelegramError:
        raise
    except Exception:
        if not form.agrees(form.kept()):
            raise
        log.warning("what was said of a %s can't be read; it has come", draft.method)
        return form.message_number()


async def _once(bot: Bot, draft: Draft, target: Target) -> int | None:
    match draft.method:
        case "send":
            return await _send(bot, draft, target)
        case "document":
            return await _document(bot, draft, target)
        case "voice":
            return await _voice(bot, draft, target)
        case "edit":
            await _edit(bot, draft, target)
        case "react":
            await _react(bot, draft, target)
        case "toast":
            words = await _named(bot, draft, target)
            await bot.answer_callback_query(draft.callback, words or None, show_alert=draft.alert)
        case "delete" if draft.numbers:
            await bot.delete_messages(target.chat, draft.numbers)
        case "delete":
            await bot.delete_message(target.chat, target.number or 0)
        case "pin":
            await bot.pin_chat_message(target.chat, target.number or 0, disable_notification=True)
        case "leave":
            await bot.leave_chat(target.chat)
        case _:
            assert_never(draft.method)
    return None


async def _named(bot: Bot, draft: Draft, target: Target) -> str:
    """A toast's words, with the name that it is to tell, as Telegram has it now; a dash where it tells none."""
    if not draft.names:
        return draft.html
    name = "–"
    if target.named is not None:
        with suppress(BadRequest, Forbidden):
            chat = await bot.get_chat(target.named)
            name = " ".join(filter(None, (chat.full_name, chat.username and f"@{chat.username}"))) or name
    return draft.html.replace(NAME, name)[:_LONGEST_TOAST]


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


async def _send(bot: Bot, draft: Draft, target: Target) -> int:
    reply = ReplyParameters(draft.reply_to, allow_sending_without_reply=True) if draft.reply_to else None
    message = await bot.send_message(
        target.chat,
        draft.html,
        parse_mode="HTML",
        message_thread_id=target.thread,
        reply_parameters=reply,
        reply_markup=_markup(draft.keyboard, force_reply=draft.force_reply),
        link_preview_options=_NO_PREVIEW,
        protect_content=draft.protect or None,
        disable_notification=draft.silent or None,
    )
    return message.message_id


async def _edit(bot: Bot, draft: Draft, target: Target) -> None:
    markup = _markup(draft.keyboard, force_reply=False)
    await bot.edit_message_text(
        draft.html,
        chat_id=target.chat,
        message_id=target.number,
        parse_mode="HTML",
        reply_markup=markup if isinstance(markup, InlineKeyboardMarkup) else None,
        link_preview_options=_NO_PREVIEW,
    )


async def _react(bot: Bot, draft: Draft, target: Target) -> None:
    reaction = [ReactionTypeEmoji(draft.emoji)] if draft.emoji else []
    await bot.set_message_reaction(target.chat, target.number or 0, reaction)


async def _document(bot: Bot, draft: Draft, target: Target) -> int:
    message = await bot.send_document(
        target.chat,
        draft.document or b"",
        filename=draft.filename,
        caption=draft.html,
        parse_mode="HTML",
        message_thread_id=target.thread,
    )
    return message.message_id


async def _voice(bot: Bot, draft: Draft, target: Target) -> int:
    """A voice note; as a file for whoever takes no voice notes (Telegram's privacy settings let people refuse them)."""
    sound, protect = draft.document or b"", draft.protect or None
    try:
        message = await bot.send_voice(
            target.chat, sound, caption=draft.html, parse_mode="HTML", filename=_SOUND, protect_content=protect
        )
    except BadRequest as error:
        if "VOICE_MESSAGES_FORBIDDEN" not in error.message.upper():
            raise
        message = await bot.send_document(
            target.chat, sound, caption=draft.html, parse_mode="HTML", filename=_SOUND, protect_content=protect
        )
    return message.message_id
