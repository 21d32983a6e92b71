"""Being forgotten: everything of somebody's goes, in every session, group and table, at once.

What stays is a role that they were given, since others count on it; the answer names it.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from bot.gateway.inbound.decode import decode
from bot.gateway.inbound.updates import Heard, Pressed
from bot.session import events as e
from bot.session.disclosure.batches import unshown
from bot.session.joining import read_joining
from bot.session.participation import without
from bot.store import dead_letters, inbox, people, roles, sessions, traces, withdrawals
from bot.wording import erasure
from bot.work.context import Visit
from bot.work.run_event import circumstances, play
from bot.work.runtime import PinnedScenarioError


def forget(visit: Visit, heard: Heard) -> None:
    """/forget [yes]: asks first, since nothing brings it back."""
    if read_joining(heard.argument, ()).yes is True:
        _forget(visit)
    else:
        visit.say(erasure.forget_sure(visit.words))


def forget_pressed(visit: Visit, words: list[str]) -> None:
    """The second tap. In a group everybody sees the button; it was signed for whoever asked."""
    _forget(visit)
    visit.toast()


def _forget(visit: Visit) -> None:
    said = erasure.forgotten(visit.words, _roles(visit))
    erase(visit)
    visit.say(said)
    traces.of_private_chat(visit.tx, visit.person.person)


def _roles(visit: Visit) -> Markup | None:
    """What stays of somebody; in a group only that something does."""
    w, held = visit.words, roles.held(visit.tx, visit.person.person)
    if not held:
        return None
    if visit.group:
        return erasure.roles_stay(w)
    return erasure.roles_named(w, [erasure.role(w, kind, title) for kind, title in held])


def erase(visit: Visit) -> int:
    """Erase whatever leads to the visitor, and tell again what quoted them; gives in how many sessions."""
    tx, person = visit.tx, visit.person.person
    dead_letters.forget(tx, person)
    _drop_waiting(visit)
    codes = sessions.with_person(tx, person)
    for code in codes:
        _erase_from(visit, code)
    traces.recall(tx, f"p:{person}")
    traces.of_private_chat(tx, person)
    people.erase(tx, person)
    withdrawals.note_person(tx, person, visit.now)
    tx.erased = True
    return len(codes)


def _erase_from(visit: Visit, code: str) -> None:
    """Out of one session. Where its scenario can't be read any more nothing can be told again, but what was
    said goes all the same, and nothing is shown again of the questions of which it was shown."""
    quiet = replace(visit, callback="", number=0)
    stored = sessions.load(visit.tx, code)
    if stored is None:
        return
    traces.hush(visit.tx, f"g:{stored.group_id}")
    try:
        play(quiet, code, lambda _, __, who: e.Forget(**circumstances(quiet, who)))
    except PinnedScenarioError:
        after = without(stored.session, visit.person.person)
        sessions.save(visit.tx, unshown(stored.session, after))


def _drop_waiting(visit: Visit) -> None:
    """What they wrote before this and isn't worked on yet, or was set aside, goes unread."""
    account = people.account(visit.tx, visit.person.person)
    theirs = []
    for seq, payload in inbox.said_by(visit.tx, account) if account is not None else ():
        incoming = decode(payload)
        if isinstance(incoming, Heard | Pressed):
            theirs.append(seq)
            if _is_this(visit, incoming):
                break
    inbox.silence(visit.tx, theirs)


def _is_this(visit: Visit, incoming: Heard | Pressed) -> bool:
    """Whether an update is the one by which they ask to be forgotten; what comes after it is new."""
    if isinstance(incoming, Pressed):
        return bool(visit.callback) and incoming.callback == visit.callback
    chat = visit.group.chat if visit.group else incoming.account
    return not visit.callback and (incoming.chat, incoming.message) == (chat, visit.number)
