"""What to make of a call that failed: wait as told, follow a group that moved, try again whatever may have been
the network, and keep apart what Telegram refuses for good and what it refuses for now.

A session's message that a group doesn't take now (no right to write, topic closed, bot removed) is held with all
that follows it there, and tried again when something has changed, or else now and then. Courtesies, and answers to
whoever asked in passing, are dropped. The trouble is noted once, for the work room to tell.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from math import inf

from markupsafe import escape
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.gateway.outbound.deleting import instead
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.session.wakes import GroupMoved, IssueFound, TryAgain
from bot.store import groups, held_back, inbox, issues, messages, outbox, people, timers, unsent
from bot.store.db import Tx
from bot.store.issues import Issue
from bot.store.outbox import Draft, Ready
from bot.wording.message import bare
from bot.wording.tell import shortened

log = logging.getLogger(__name__)

_FIRST_RETRY, _LONGEST_RETRY = 1.0, 60.0
#: After so many failures that aren't Telegram's refusals a toast or a reaction is given up.
_PATIENCE = {"toast": 2, "react": 6, "pin": 3}
#: What a group may well not allow, or somebody have taken away meanwhile.
_COURTESIES = frozenset({"pin", "react", "toast", "delete", "leave"})
#: An error that is neither Telegram's nor the network's is ours, and won't mend itself by waiting long.
_OUR_FAULT = 5
#: How long after a refusal a held message is tried again though nothing told that it would help; each later
#: wait is twice as long. Most often there is a sign before: an update on the bot's rights, a topic reopened,
#: a command. Of a change of the rights of all members there is none.
_FIRST_PROBE, _LONGEST_PROBE = timedelta(minutes=1), timedelta(hours=1)

#: How much of a message that was refused is sent plainly, in characters: half of what Telegram holds, since it counts
#: some of them twice.
_PLAIN = 2_000

#: A part of Telegram's words -> what they mean for a group. The first that is found counts.
_REFUSALS: tuple[tuple[str, Issue], ...] = (
    ("topic_closed", Issue.TOPIC_CLOSED),
    ("message thread not found", Issue.TOPIC_GONE),
    ("topic_deleted", Issue.TOPIC_GONE),
    ("reaction_invalid", Issue.REACTIONS),
    ("not enough rights to send", Issue.RIGHTS),
    ("no rights to send", Issue.RIGHTS),
    ("no write access", Issue.RIGHTS),
    ("chat_write_forbidden", Issue.RIGHTS),
    ("chat_restricted", Issue.RIGHTS),
    ("chat_send_", Issue.RIGHTS),
    ("was kicked", Issue.OUT),
    ("not a member", Issue.OUT),
    ("chat was deleted", Issue.OUT),
    ("chat not found", Issue.OUT),
)


def failed(tx: Tx, ready: Ready, error: Exception, now: datetime) -> None:
    """Note what a row's failure comes to."""
    kind = type(error).__name__
    if isinstance(error, RetryAfter):
        wait = _told(error)
        outbox.pause(tx, ready.draft.place, now + wait)
        outbox.retry(tx, ready.id, now + wait, kind, now)
    elif isinstance(error, ChatMigrated) and isinstance(ready.draft.place, GroupPlace):
        _follow(tx, ready.draft.place, error.new_chat_id, now)
        outbox.retry(tx, ready.id, now, kind, now)
    elif isinstance(error, Forbidden | BadRequest | ChatMigrated):
        _refused(tx, ready, error, now)
    elif ready.attempts >= _patience(ready.draft, error):
        log.error("%s given up after %s: row %s", ready.draft.method, kind, ready.id)
        outbox.drop(tx, ready.id, kind, now)
    else:
        if ready.draft.message is not None:
            messages.doubt(tx, ready.draft.message)
        wait_s = min(_FIRST_RETRY * 2**ready.attempts, _LONGEST_RETRY)
        log.warning("sending failed (%s), next try in %.0f s", kind, wait_s)
        outbox.retry(tx, ready.id, now + timedelta(seconds=wait_s), kind, now)


def _told(error: RetryAfter) -> timedelta:
    """How long Telegram says to wait."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _patience(draft: Draft, error: Exception) -> float:
    """How many attempts a draft is worth after such an error."""
    most = _PATIENCE.get(draft.method, inf)
    return most if isinstance(error, TelegramError) else min(most, _OUR_FAULT)


def _follow(tx: Tx, place: GroupPlace, chat: int, now: datetime) -> None:
    """The group has become a supergroup, and this is the first that we hear of it."""
    group = groups.get(tx, place.group)
    if group and groups.migrate(tx, group.chat, chat):
        inbox.wake(tx, GroupMoved(group.id), now)


def _refused(tx: Tx, ready: Ready, error: TelegramError, now: datetime) -> None:
    place = ready.draft.place
    if isinstance(place, GroupPlace) and ready.draft.method != "toast" and (found := _issue(error)):
        _found(tx, ready, place, found, now)
        return
    if isinstance(error, BadRequest) and _asked_plainly(tx, ready, now):
        return
    if isinstance(place, PrivatePlace) and isinstance(error, Forbidden):
        people.set_reachable(tx, place.person, False, now)
    else:
        level = logging.DEBUG if ready.draft.method in _COURTESIES else logging.WARNING
        log.log(level, "%s refused: row %s", ready.draft.method, ready.id)
        for draft in instead(ready.draft, error):
            outbox.put(tx, draft, now)
    outbox.drop(tx, ready.id, type(error).__name__, now)


def _asked_plainly(tx: Tx, ready: Ready, now: datetime) -> bool:
    """A session's message that Telegram doesn't take as it is goes without markup and buttons, and no longer than one
    message holds; whoever steers is told. False where it has gone so already: then it can't be asked at all."""
    draft = ready.draft
    if draft.method != "send" or draft.message is None:
        return False
    if not unsent.simplify(tx, ready.id, str(escape(shortened(bare(draft.html), _PLAIN)))):
        return False
    log.error("a message was refused and is sent without markup and buttons: row %s", ready.id)
    outbox.retry(tx, ready.id, now, "simplified", now)
    if isinstance(draft.place, GroupPlace) and issues.note(tx, draft.place.group, Issue.REFUSED, now):
        inbox.wake(tx, IssueFound(draft.place.group, Issue.REFUSED), now)
    return True


def _issue(error: TelegramError) -> Issue | None:
    """What a refusal says of the group, if it isn't of this one message."""
    said = error.message.casefold()
    found = next((issue for words, issue in _REFUSALS if words in said), None)
    return found or (Issue.OUT if isinstance(error, Forbidden) else None)


def _found(tx: Tx, ready: Ready, place: GroupPlace, issue: Issue, now: datetime) -> None:
    group_id = place.group
    if issues.note(tx, group_id, issue, now):
        log.warning("a group has a trouble: %s", issue)
        inbox.wake(tx, IssueFound(group_id, issue), now)
    if issue is Issue.OUT:
        groups.deactivate(tx, group_id)
    group = groups.get(tx, group_id)
    message = messages.get(tx, ready.draft.message) if ready.draft.message is not None else None
    session = message.session if message else None
    if issue is Issue.TOPIC_GONE and group and group.topic is not None:
        groups.set_topic(tx, group_id, None)
        messages.lose(tx, ready.draft.place)
        outbox.retry(tx, ready.id, now, issue, now)
    elif session is None or ready.draft.method in _COURTESIES:
        outbox.drop(tx, ready.id, issue, now)
    else:
        outbox.retry(tx, ready.id, now, issue, now)
        held_back.hold(tx, ready.draft.place)
        wait = min(_FIRST_PROBE * 2 ** min(issues.tried(tx, group_id, issue), 10), _LONGEST_PROBE)
        timers.set(tx, session, TryAgain(group_id), now + wait)


def came_through(tx: Tx, draft: Draft) -> None:
    """A call has succeeded, so what stood in the way of its like is over."""
    if not isinstance(draft.place, GroupPlace):
        return
    if draft.method in ("send", "document", "voice"):
        issues.over(tx, draft.place.group, issues.WRITING)
    elif draft.method == "react" and draft.emoji:
        issues.over(tx, draft.place.group, [Issue.REACTIONS])
