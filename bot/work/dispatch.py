"""One decoded update to whoever handles it: a table by what it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import assert_never

from bot.gateway.inbound.updates import (
    ButtonPress,
    ChatMigration,
    Ignored,
    Incoming,
    IncomingMessage,
    MemberChange,
    MembershipChange,
    TitleChange,
    TopicReopened,
)
from bot.languages import SPOKEN
from bot.session.wakes import (
    CommitmentsDue,
    EditDue,
    HeldOver,
    Idle,
    NewerDue,
    RemindersDue,
    ScheduleDue,
    StepStands,
    TidyDue,
    UploadCame,
    WindowOver,
    read_wake,
)
from bot.store import groups, people
from bot.store.db import Tx
from bot.wording import refusals
from bot.work import uploads
from bot.work.asked import NOTHING, Asked, UnaskedError
from bot.work.chats.issues import woken
from bot.work.chats.leaving import member_changed
from bot.work.chats.membership import membership_changed, moved, reopened, titled
from bot.work.commands.table import COMMANDS, command, is_command, press
from bot.work.commitments import asking
from bot.work.context import Context
from bot.work.downloads import newer
from bot.work.over_days import due
from bot.work.rate_limit import SILENCE, Verdict
from bot.work.replies import reply
from bot.work.run_event import edit_due, play
from bot.work.runtime import Runtime
from bot.work.scheduling import firing
from bot.work.tidying import tidy


def handle(tx: Tx, runtime: Runtime, now: datetime, incoming: Incoming, asked: Asked = NOTHING) -> None:
    """Work on one update, inside its transaction, with what Telegram was asked for it. Raises NeedsTelegram where it
    must be asked first; whatever else it raises sets the update aside."""
    match incoming:
        case IncomingMessage():
            _heard(tx, runtime, now, incoming, asked)
        case ButtonPress():
            _pressed(tx, runtime, now, incoming, asked)
        case MembershipChange():
            membership_changed(tx, runtime, now, incoming, asked)
        case MemberChange():
            member_changed(tx, runtime, now, incoming)
        case ChatMigration():
            moved(tx, runtime, now, incoming)
        case TopicReopened():
            reopened(tx, now, incoming)
        case TitleChange():
            titled(tx, incoming)
        case Ignored():
            pass
        case _:
            assert_never(incoming)


def wake(tx: Tx, runtime: Runtime, now: datetime, session: str, written: str, asked: Asked = NOTHING) -> None:
    """A moment that a session asked to be woken at, or one of a group's. Raises UnknownWakeError, and NeedsTelegram
    where Telegram must be asked first."""
    nobody = people.Person("", None, reachable=False)
    context = Context(tx, runtime, now, nobody, None, asked=asked)
    match read_wake(written):
        case EditDue() as edit:
            edit_due(context, session, edit)
        case TidyDue():
            tidy.tidy_due(context, session)
        case NewerDue():
            newer.tell(context, session)
        case HeldOver() | Idle() | StepStands() | WindowOver() | RemindersDue() as moment:
            play(context, session, lambda _, it, __: due(context, it, moment))
        case CommitmentsDue() as morning:
            asking.due(context, morning)
        case ScheduleDue() as planned:
            firing.due(context, planned)
        case UploadCame() as here:
            uploads.came(context, here)
        case group_wake:
            woken(tx, runtime, now, group_wake)


def _carefully(context: Context, act: Callable[[], None]) -> None:
    """Do it, unless Telegram couldn't be asked whether it may be done: then it is as if nothing had been, and said."""
    if not context.asked:
        act()
        return
    try:
        with context.tx.savepoint():
            act()
    except UnaskedError:
        context.answer(refusals.unasked(context.words))


def _context(
    tx: Tx,
    runtime: Runtime,
    now: datetime,
    incoming: IncomingMessage | ButtonPress,
    asked: Asked,
) -> Context | None:
    """Who and where; None for a chat that isn't open, or somebody who can't be told."""
    if incoming.account is None or incoming.kind == "channel":
        return None
    language = incoming.language if isinstance(incoming, IncomingMessage) else None
    known = language if language in SPOKEN else None
    group = groups.by_chat(tx, incoming.chat) if incoming.kind == "group" else None
    if incoming.kind == "group" and (group is None or not group.active):
        return None
    person = people.by_account(tx, incoming.account, language=known)
    callback = incoming.callback if isinstance(incoming, ButtonPress) else ""
    voice = incoming.voice if isinstance(incoming, IncomingMessage) else ""
    return Context(tx, runtime, now, person, group, incoming.message, callback, known, _written(incoming), asked, voice)


def _written(incoming: IncomingMessage | ButtonPress) -> datetime | None:
    """When Telegram got a message, where it says so."""
    told = incoming.written if isinstance(incoming, IncomingMessage) else 0
    return datetime.fromtimestamp(told, UTC) if told else None


def _heard(tx: Tx, runtime: Runtime, now: datetime, incoming: IncomingMessage, asked: Asked) -> None:
    if incoming.account is None and incoming.kind == "group":
        _anonymous(tx, runtime, now, incoming)
        return
    verdict = _verdict(runtime, incoming)
    context = _context(tx, runtime, now, incoming, asked) if verdict is not Verdict.UNREAD else None
    if context is None:
        return
    if verdict is Verdict.WARN:
        context.say(refusals.too_many_messages(context.words, SILENCE // 60))
        return
    if context.group is None and not context.person.reachable:
        people.set_reachable(tx, context.person.person, True, now)
    commands = is_command(incoming.command, reply_in_group=context.group is not None and incoming.reply_to_bot)
    if context.group and incoming.topic != context.group.topic and commands:
        groups.set_topic(tx, context.group.id, incoming.topic)
    if commands and not incoming.edited:
        _carefully(context, lambda: command(context, incoming))
    elif not commands and uploads.offered(context, incoming):
        pass
    elif not commands and _says_something(incoming):
        _carefully(context, lambda: reply(context, incoming))
    if context.group is None and not incoming.command and not incoming.edited:
        tidy.note_otherwise(context)


def _pressed(tx: Tx, runtime: Runtime, now: datetime, incoming: ButtonPress, asked: Asked) -> None:
    account = incoming.account or 0
    verdict = runtime.presses.verdict(account, incoming.callback, int(now.timestamp()))
    context = _context(tx, runtime, now, incoming, asked) if verdict is not Verdict.UNREAD else None
    if context is None:
        return
    if verdict is Verdict.WARN:
        context.toast(refusals.too_many_presses(context.words, SILENCE // 60), alert=True)
        return
    _carefully(context, lambda: press(context, incoming))


def _says_something(incoming: IncomingMessage) -> bool:
    """Whether there is anything to be told of it: a picture edited is still a picture (and a place that moves comes as
    an edit each time)."""
    return bool(incoming.text or incoming.seconds or (incoming.media and not incoming.edited))


def _verdict(runtime: Runtime, incoming: IncomingMessage) -> Verdict:
    """Whether somebody writes so much that it isn't read. What says nothing to the bot isn't counted."""
    to_the_bot = incoming.kind == "private" or incoming.command or incoming.reply_to_bot
    if incoming.account is None or not incoming.written or not to_the_bot:
        return Verdict.READ
    number, forget = (incoming.chat, incoming.message), incoming.command == "forget"
    return runtime.rate_limit.verdict(incoming.account, number, incoming.written, forget=forget)


def _anonymous(tx: Tx, runtime: Runtime, now: datetime, incoming: IncomingMessage) -> None:
    """A command that can't be attributed is answered, once it is seen to be one of ours; and so is an answer."""
    group = groups.by_chat(tx, incoming.chat)
    row = COMMANDS.get(incoming.command or "")
    answers = incoming.as_chat and incoming.reply_to_bot and not incoming.command and not incoming.edited
    if group and group.active and (answers or (row and row.offered)):
        nobody = people.Person("", None, reachable=False)
        context = Context(tx, runtime, now, nobody, group, incoming.message)
        context.say(refusals.anonymous(context.words))
