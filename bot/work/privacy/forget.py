"""Being forgotten: everything of somebody's goes, in every session, group and table, at once.

What stays is a role that they were given, since others count on it; the answer names it.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from bot.gateway.inbound.decode import decode
from bot.gateway.inbound.updates import ButtonPress, Incoming, IncomingMessage
from bot.scenario.model import Scenario
from bot.session.addresses import PrivatePlace
from bot.session.joining import read_yes
from bot.session.outcome import Outcome
from bot.store import commitments, inbox, messages, organisations, people, roles, sessions, unsent, withdrawals
from bot.store.sessions import Stored
from bot.wording import erasure
from bot.wording.erasure import cleared
from bot.work.commitments.telling import refresh
from bot.work.context import Context
from bot.work.downloads import newer
from bot.work.effects import deliver
from bot.work.organisations.lists import refresh_lists
from bot.work.privacy.erasing import erase_person
from bot.work.retell import take_back_documents
from bot.work.runtime import PinnedScenarioError
from bot.work.tidying.clearing import clear, delete, said_to


def forget(context: Context, incoming: IncomingMessage) -> None:
    """/forget [yes or no]: asks first, since nothing brings it back."""
    said = read_yes(incoming.argument)
    if said is True:
        _forget(context)
    elif said is False:
        context.say(erasure.nothing_erased(context.words))
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
    messages.unknown_in(context.tx, PrivatePlace(context.person.person))


def _roles(context: Context) -> Markup | None:
    """What stays of somebody; in a group only that something does."""
    w, held = context.words, roles.all_of(context.tx, context.person.person)
    if not held:
        return None
    if context.group:
        return erasure.roles_stay(w)
    return erasure.roles_named(w, [erasure.role(w, kind, title) for kind, title in held])


def erase(context: Context) -> int:
    """Erase whatever leads to the visitor, tell again what quoted them, and take out of their private chat what was
    said there; gives in how many sessions."""
    tx, person = context.tx, context.person.person
    place, codes = PrivatePlace(person), sessions.with_person(context.tx, person)
    said, leaving = said_to(tx, place, codes), unsent.deletions(tx, place)
    quiet = replace(context, callback="", number=0)

    def read(stored: Stored) -> Scenario | None:
        try:
            return context.runtime.scenario(stored)
        except PinnedScenarioError:
            return None

    def tell(stored: Stored, scenario: Scenario | None, outcome: Outcome) -> None:
        _tell(quiet, stored, scenario, outcome)

    brought, pledges = organisations.brought_in(tx, person), [one.id for one in commitments.of_person(tx, person)]
    count = erase_person(tx, person, context.now, read=read, tell=tell, heard=_heard(context))
    refresh(quiet, pledges, erased=True)
    clear(quiet, [place], said, cleared)
    delete(quiet, place, sorted(leaving), cleared)
    withdrawals.note(tx, withdrawals.person(person), context.now)
    for group in brought:
        refresh_lists(quiet, group)
    return count


def _tell(context: Context, stored: Stored, scenario: Scenario | None, outcome: Outcome) -> None:
    """What quoted somebody in a session says what is so now. Where its scenario can't be read any more nothing can be
    told again; what waits to be said is taken back."""
    code = stored.session.code
    unsent.empty_toasts(context.tx, code)
    if scenario is not None:
        deliver(context, scenario, None, outcome, stored.group_id)
        newer.noticed(context, scenario, stored.session, outcome.session)
    else:
        take_back_documents(context, code)
        unsent.take_back_quotes(context.tx, code)


def _heard(context: Context) -> list[int]:
    """What they wrote or pressed before this and isn't worked on yet, or was set aside: the rows of the inbox."""
    account = people.account(context.tx, context.person.person)
    theirs = []
    for seq, payload in inbox.said_by(context.tx, account) if account is not None else ():
        incoming = _read(payload)
        if incoming is None or isinstance(incoming, IncomingMessage | ButtonPress):
            theirs.append(seq)
            if incoming and _is_this(context, incoming):
                break
    return theirs


def _read(payload: str) -> Incoming | None:
    """An update that was written down; None where nobody can read it."""
    try:
        return decode(payload)
    except ValueError:
        return None


def _is_this(context: Context, incoming: IncomingMessage | ButtonPress) -> bool:
    """Whether an update is the one by which they ask to be forgotten; what comes after it is new."""
    if isinstance(incoming, ButtonPress):
        return bool(context.callback) and incoming.callback == context.callback
    chat = context.group.chat if context.group else incoming.account
    return not context.callback and (incoming.chat, incoming.message) == (chat, context.number)
