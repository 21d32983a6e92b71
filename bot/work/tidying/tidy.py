"""Private chats tidied: what was said in private about a session leaves the phones, the bot's messages and people's
own, so that whoever searches one finds nothing.

    note        a message that somebody wrote in private, by its number alone
    come_back   what was said there without that, such as a word on what somebody asked for in the group
    tidy        a question has closed: all goes, but for the question that is open
    tidy_due    what comes when none is open goes an hour or two later; while one is open, what is nearly two days old
                does, for after that Telegram lets nobody delete it

Everybody's chat is asked to delete the same messages (`clearing`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.scenario.model import Scenario
from bot.session.addresses import number_in
from bot.session.ahead import still_asked
from bot.session.asking import asked_in
from bot.session.events import Event, Reply
from bot.session.state import Session
from bot.session.wakes import TidyDue
from bot.store import private_messages, sessions, timers
from bot.store.private_messages import full_hour
from bot.store.sessions import Stored
from bot.wording.erasure import cleared
from bot.work.context import Context
from bot.work.route import asks_here
from bot.work.tidying.clearing import Said, clear, places, said

#: After how many hours, counted from the full one, a message is nearly too old to be deleted; and after how many it
#: goes where no question is open: until then a slip can be mended.
_HIGH_TIME, _A_WHILE = timedelta(hours=47), timedelta(hours=2)


def note(context: Context, scenario: Scenario, session: Session, event: Event | None = None) -> None:
    """The private message that is being worked on, or that which brought an event, is about this session: it leaves
    the chat in time."""
    number = number_in(event.source, context.place) if event else context.number
    came = event.came if isinstance(event, Reply) else None
    written = came or context.written or context.now
    private_messages.note(context.tx, session.code, number or context.number, written)
    come_back(context, scenario, session, written)


def come_back(context: Context, scenario: Scenario, session: Session, written: datetime) -> None:
    """What was written or said in private at that moment leaves the chat in time: the session is woken for it."""
    if not session.tidies:
        return
    since = written if asks_here(scenario, session, private=True) else context.now
    due = full_hour(since) + _patience(scenario, session)
    key = ("timer", session.code, TidyDue(), due)
    if not context.tx.knows(key):
        timers.hasten(context.tx, session.code, TidyDue(), due)
        context.tx.once(key, lambda: True)


def note_otherwise(context: Context) -> None:
    """A private message that answered nothing, or couldn't be read, is one about the newest session that still takes
    something from whoever wrote it."""
    if private_messages.noted(context.tx, context.number):
        return
    codes = sessions.open_to(context.tx, context.person.person, context.now)
    if stored := sessions.load(context.tx, codes[-1]) if codes else None:
        note(context, _scenario(context, stored), stored.session)


def _scenario(context: Context, stored: Stored) -> Scenario:
    return context.runtime.scenario(stored)


def _patience(scenario: Scenario, session: Session) -> timedelta:
    return _HIGH_TIME if asks_here(scenario, session, private=True) else _A_WHILE


def tidy(context: Context, session: Session) -> None:
    """A question has closed."""
    _leave(context, session, _but_open(context, session))


def tidy_due(context: Context, code: str) -> None:
    """It is time for some of it; the session is woken again for the rest."""
    stored = sessions.load(context.tx, code)
    if stored is None or not stored.session.tidies:
        return
    session, patience = stored.session, _patience(_scenario(context, stored), stored.session)
    there, old = _but_open(context, session), context.now - patience
    _leave(context, session, there.until(old))
    if later := [hour for hour in there.hours() if hour > old]:
        timers.hasten(context.tx, code, TidyDue(), min(later) + patience)


def _but_open(context: Context, session: Session) -> Said:
    """All that was said, but for the questions that are open, or asked ahead."""
    all = said(context.tx, session.code)
    return Said(tuple(row for row in all.own if not still_asked(session, asked_in(row.ref))), all.theirs)


def _leave(context: Context, session: Session, gone: Said) -> None:
    private_messages.gone(context.tx, session.code, gone.theirs)
    clear(context, places(context.tx, session, gone.own), gone, cleared)
