"""Being forgotten: everything of somebody's goes, in every session, group and table, at once.

What stays is a role that they were given, since others count on it; the answer names it.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from bot.gateway.inbound.decode import decode
from bot.gateway.inbound.updates import ButtonPress, IncomingMessage
from bot.session import events as e
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.session.disclosure.batches import unshown
from bot.session.joining import read_joining
from bot.session.participation import without
from bot.store import dead_letters, inbox, people, roles, sessions, traces, withdrawals
from bot.wording import erasure
from bot.work.context import Context
from bot.work.run_event import circumstances, play
from bot.work.runtime import PinnedScenarioError


def forget(context: Context, incoming: IncomingMessage) -> None:
    """/forget [yes]: asks first, since nothing brings it back."""
    if read_joining(incoming.argument, ()).yes is True:
        _forget(context)
    else:
        context.say(erasure.forget_sure(context.words))


def forget_pressed(context: Context, words: list[str]) -> None:
    """The second tap. In a group everybody sees the button; it was signed for whoever asked."""
    _forget(context)
    context.toast()


def _forget(context: Context) -> None:
    said = erasure.forgotten(context.words, _roles(context))
    erase(context)
    context.say(said)
    traces.of_private_chat(context.tx, context.person.person)


def _roles(context: Context) -> Markup | None:
    """What stays of somebody; in a group only that something does."""
    w, held = context.words, roles.held(context.tx, context.person.person)
    if not held:
        return None
    if context.group:
        return erasure.roles_stay(w)
    return erasure.roles_named(w, [erasure.role(w, kind, title) for kind, title in held])


def erase(context: Context) -> int:
    """Erase whatever leads to the visitor, and tell again what quoted them; gives in how many sessions."""
    tx, person = context.tx, context.person.person
    dead_letters.forget(tx, person)
    _drop_waiting(context)
    codes = sessions.with_person(tx, person)
    for code in codes:
        _erase_from(context, code)
    traces.recall(tx, PrivatePlace(person))
    traces.of_private_chat(tx, person)
    people.erase(tx, person)
    withdrawals.note_person(tx, person, context.now)
    tx.erased = True
    return len(codes)


def _erase_from(context: Context, code: str) -> None:
    """Out of one session. Where its scenario can't be read any more nothing can be told again, but what was
    said goes all the same, and nothing is shown again of the questions of which it was shown."""
    quiet = replace(context, callback="", number=0)
    stored = sessions.load(context.tx, code)
    if stored is None:
        return
    traces.hush(context.tx, GroupPlace(stored.group_id))
    try:
        play(quiet, code, lambda _, __, who: e.Forget(**circumstances(quiet, who)))
    except PinnedScenarioError:
        after = without(stored.session, context.person.person)
        sessions.save(context.tx, unshown(stored.session, after))


def _drop_waiting(context: Context) -> None:
    """What they wrote before this and isn't worked on yet, or was set aside, goes unread."""
    account = people.account(context.tx, context.person.person)
    theirs = []
    for seq, payload in inbox.said_by(context.tx, account) if account is not None else ():
        incoming = decode(payload)
        if isinstance(incoming, IncomingMessage | ButtonPress):
            theirs.append(seq)
            if _is_this(context, incoming):
                break
    inbox.silence(context.tx, theirs)


def _is_this(context: Context, incoming: IncomingMessage | ButtonPress) -> bool:
    """Whether an update is the one by which they ask to be forgotten; what comes after it is new."""
    if isinstance(incoming, ButtonPress):
        return bool(context.callback) and incoming.callback == context.callback
    chat = context.group.chat if context.group else incoming.account
    return not context.callback and (incoming.chat, incoming.message) == (chat, context.number)
