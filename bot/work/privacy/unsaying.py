"""A session is about to be erased: what the bot said of it quotes nobody from then on.

Its messages are known to Telegram alone afterwards, so they are edited by their numbers, and never twice. No scenario
is needed: where it can't be read any more, all that may have quoted somebody says that it is erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.scenario.model import Scenario
from bot.session.addresses import STATUS_REF, ChatPlace, GroupPlace, PrivatePlace, Ref, RefKind
from bot.session.days_told import days_told
from bot.session.placing import open_step, together
from bot.session.state import Session
from bot.store import messages, outbox, unsent
from bot.store.groups import Group
from bot.store.messages import MessageRow
from bot.store.outbox import Draft, Priority
from bot.store.sessions import Stored
from bot.wording.erasure import erased_here
from bot.work.context import Context
from bot.work.retell import reader_words
from bot.work.runtime import PinnedScenarioError
from bot.work.tidying.clearing import clear, places, said

#: How far apart a group's messages are edited when many of its sessions come to their time at once: what is to be said
#: there finds its place between them, and Telegram's 20 a minute aren't used up.
_APART = timedelta(seconds=20)


def unsay(context: Context, stored: Stored, group: Group, *, slowly: bool) -> int:
    """Edit what quotes somebody in the group, and take out of the private chats what was said about the session; gives
    how many messages in the group are edited. `slowly`: one after the other, where the bot is still there; else the
    group is about to be erased too."""
    all = said(context.tx, stored.session.code)
    clear(context, places(context.tx, stored.session, all.own), all, erased_here)
    quoting = list(_quoting(context, stored)) if group.active or not slowly else []
    place = GroupPlace(group.id) if slowly else ChatPlace(group.chat)
    html = str(erased_here(reader_words(context, GroupPlace(group.id))))
    first = unsent.last_edit(context.tx, place) or context.now
    for n, row in enumerate(quoting, 1):
        at = first + n * _APART if slowly else None
        draft = Draft(place=place, method="edit", html=html, target=row.number, not_before=at, priority=Priority.LOW)
        outbox.put(context.tx, draft, context.now)
    return len(quoting)


def _quoting(context: Context, stored: Stored) -> Iterator[MessageRow]:
    """The session's messages in its group that may quote an answer or a pseudonym, part by part."""
    scenario = _scenario(context, stored)
    for parts, results in messages.posts(context.tx, stored.session.code):
        ref = parts[0].ref
        if _may_quote(scenario, stored.session, ref, results) or _tells_days(scenario, stored.session, ref):
            yield from (part for part in parts if part.number and not isinstance(part.place, PrivatePlace))


def _tells_days(scenario: Scenario | None, session: Session, ref: Ref) -> bool:
    """Whether this is a status that tells days of what people have just written."""
    if ref != STATUS_REF or open_step(session) is None:
        return False
    return scenario is None or bool(days_told(scenario, session))


def _scenario(context: Context, stored: Stored) -> Scenario | None:
    try:
        return context.runtime.scenario(stored)
    except PinnedScenarioError:
        return None


def _may_quote(scenario: Scenario | None, session: Session, ref: Ref, results: tuple[str, ...]) -> bool:
    """Whether a message of that ref may; `results` are the steps whose results it shows."""
    if ref.kind is RefKind.STEP:
        return bool(results) or scenario is None or _about_others(scenario, session, ref.key)
    return ref.kind in (RefKind.SUMMARY, RefKind.RENAMED)


def _about_others(scenario: Scenario, session: Session, step: str) -> bool:
    """Whether a question, or one that was asked in the same message, is about the answers to another."""
    return any(scenario.step(one).draws_on for one in together(scenario, session, step))
