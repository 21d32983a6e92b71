"""What waits between Telegram and the bot: inbox, outbox, and what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.doctor.finding import Finding, State, counted, lasted
from bot.gateway.outbound.pacing import Limits
from bot.store.dead_letters import DeadLetter
from bot.store.health import Health, Queue

#: The bot notes every half minute that Telegram has answered.
_AT_WORK = timedelta(minutes=2)
#: An update is worked on at once; one whose work fails is tried for 43 seconds.
_INBOX = timedelta(minutes=2)
#: A reminder, or the end of a window, waits for its turn where many come at once; and from what share of Telegram's
#: pace on an hour is a busy one.
_DUE, _BUSY = timedelta(minutes=10), 0.5
#: Telegram's limits can keep a message back for minutes when a group is busy.
_OUTBOX = timedelta(minutes=10)


def bot(health: Health, now: datetime) -> Finding:
    """Whether it is at work."""
    if health.contact is None:
        return Finding("bot", State.NOTE, "It has never been at work.", "Start it: palabre run")
    silence = now - health.contact
    figures = {"seconds": round(silence.total_seconds(), 1)}
    if silence <= _AT_WORK:
        return Finding("bot", State.WELL, f"It heard from Telegram {lasted(silence)} ago.", figures=figures)
    says = f"It last heard from Telegram {lasted(silence)} ago: it isn't at work, or has no network."
    return Finding("bot", State.NOTE, says, "Start it, if it is to be at work: palabre run", figures)


def inbox(health: Health, now: datetime) -> Finding:
    """Whether the bot keeps up with what comes in."""
    return _queue("inbox", "update", health.inbox, _INBOX, health, now)


def outbox(health: Health, now: datetime) -> Finding:
    """Whether what is to be said leaves."""
    found = _queue("outbox", "message", health.outbox, _OUTBOX, health, now)
    if health.held:
        more = f" {counted(health.held, 'message is', 'messages are')} kept back for groups that don't take them now."
        found = replace(found, says=found.says + more, figures={**found.figures, "held": health.held})
    if not health.pauses:
        return found
    until = max(health.pauses) - now
    told = f" Telegram wants no messages to {counted(len(health.pauses), 'chat', 'chats')} for {lasted(until)} more."
    state = State.NOTE if found.state is State.WELL else found.state
    return replace(found, state=state, says=found.says + told, figures={**found.figures, "pauses": len(health.pauses)})


def pace(health: Health, now: datetime) -> Finding:
    """How much of what Telegram takes from one bot is used, and whether more is due than that: docs/scale.md."""
    share = health.busiest / (Limits().overall_second * 3600)
    age = now - health.due.oldest if health.due.oldest else timedelta()
    figures = {"busiest_hour": health.busiest, "share": round(share, 3), "due": health.due.waiting,
               "due_seconds": round(age.total_seconds(), 1)}  # fmt: skip
    calls = counted(health.busiest, "call", "calls")
    says = f"{calls} to Telegram in the busiest hour of the last day, {share:.0%} of what it takes from one bot."
    if age > _DUE:
        says += f" {counted(health.due.waiting, 'moment is', 'moments are')} due, the oldest for {lasted(age)}."
    if share < _BUSY and age <= _DUE:
        return Finding("pace", State.WELL, says, figures=figures)
    if share < _BUSY and (health.contact is None or now - health.contact > _AT_WORK):
        return Finding("pace", State.NOTE, says, "They are worked on when the bot is at work.", figures)
    return Finding("pace", State.NOTE, says, "If that is so every day, let a second bot have some of the groups: "
                   "docs/scale.md.", figures)  # fmt: skip


def _queue(name: str, one: str, queue: Queue, patience: timedelta, health: Health, now: datetime) -> Finding:
    if queue.oldest is None:
        return Finding(name, State.WELL, "Nothing waits.", figures={"waiting": 0})
    age = now - queue.oldest
    figures = {"waiting": queue.waiting, "oldest_seconds": round(age.total_seconds(), 1), "failing": queue.failing}
    says = f"{counted(queue.waiting, f'{one} waits', f'{one}s wait')}, the oldest for {lasted(age)}"
    says += f"; {counted(queue.failing, 'has', 'have')} failed at least once." if queue.failing else "."
    if age <= patience:
        return Finding(name, State.NOTE if queue.failing else State.WELL, says, figures=figures)
    if health.contact is None or now - health.contact > _AT_WORK:
        return Finding(name, State.MEND, says, "Start the bot, or mend its network: nothing of it is lost.", figures)
    return Finding(name, State.MEND, says, "Look into the bot's log. If it says nothing, start it anew.", figures)


def dead_letters(rows: Sequence[DeadLetter], now: datetime) -> Finding:
    """What was set aside: how much of which kind, and when."""
    whole = [row for row in rows if row.whole]
    figures = {"rows": len(rows), "can_be_tried": len(whole)}
    if not rows:
        return Finding("set aside", State.WELL, "Nothing.", figures=figures)
    says = "; ".join(_kinds(rows, now)) + "."
    if not whole:
        says += " None of it can be tried again: nobody could read it, or its words are gone."
        return Finding("set aside", State.NOTE, says, "Nothing is to be done; it is shown for a week.", figures)
    rest = f" The other {len(rows) - len(whole)} can't be." if len(whole) < len(rows) else ""
    remedy = f"Look into the bot's log for the place, and update Palabre. {len(whole)} can then be tried again:"
    return Finding("set aside", State.MEND, says, f"{remedy} palabre doctor --retry{rest and '.' + rest}", figures)


def _kinds(rows: Sequence[DeadLetter], now: datetime) -> Iterator[str]:
    for kind, number in sorted(Counter(row.error for row in rows).items()):
        times = [row.received for row in rows if row.error == kind]
        first, last = (lasted(now - at) for at in (min(times), max(times)))
        yield f"{kind}: {number}, {first} ago" if first == last else f"{kind}: {number}, from {first} to {last} ago"


def retried(number: int, rows: Sequence[DeadLetter]) -> Finding:
    """What `--retry` came to: how many were put back, and what of it is still set aside."""
    says = f"{counted(number, 'row is', 'rows are')} tried again."
    if rows:
        says += f" {len(rows)} can't be: nobody could read them, or their words are gone."
    elif not number:
        says = "Nothing was set aside."
    remedy = "A bot at work takes them up at once, another one when it starts." if number else ""
    return Finding("retry", State.WELL, says, remedy, {"retried": number, "left": len(rows)})


def given_up(health: Health) -> Finding | None:
    """Messages that Telegram wouldn't take; None where there are none."""
    if not health.given_up:
        return None
    kinds = ", ".join(f"{kind}: {number}" for kind, number in health.given_up.items())
    says = f"In the last day messages were given up ({kinds})."
    remedy = "Forbidden: somebody has blocked the bot, or removed it from a group. Else look into the bot's log."
    return Finding("given up", State.NOTE, says, remedy, dict(health.given_up))
