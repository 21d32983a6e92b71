"""/team: who has which role, taking one away at once, and the record of what was done.

Nobody's name is kept, so people are listed by role, number and day; the name is asked of Telegram when somebody wants
to know it, and told on their screen alone: it stands in no chat that a searched phone would show.
"""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import PrivatePlace
from bot.session.roles import Role
from bot.store import groups, orders, record, roles, unsent
from bot.store.record import Deed, Entry
from bot.store.roles import EVERYWHERE, OWN, Grant, Origin
from bot.wording import refusals, team
from bot.wording.catalog import N_, Words
from bot.wording.message import Message
from bot.work.access import reached
from bot.work.chats.coordinators import tell_coordinators
from bot.work.chats.leaving import steers_no_more
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context

#: How many are listed with buttons, which Telegram limits to 100; and how many lines of the record are told.
_LISTED, _RECORDED = 40, 100

#: How a button says where somebody's role holds.
_PLACES = {"e": EVERYWHERE, "o": OWN}


def _team(context: Context, incoming: IncomingMessage) -> None:
    """/team"""
    everywhere = roles.everywhere(context.tx, context.person.person)
    known = [(group.id, group.title) for group in roles.looked_after(context.tx, context.person.person)]
    if len(known) == 1 and not everywhere:
        context.say(_page(context, known[0][0]))
    elif known or everywhere:
        context.say(team.which_team(context.words, known[-_LISTED:], everywhere=everywhere))
    else:
        context.say(refusals.no_group(context.words))


def _team_pressed(context: Context, words: list[str]) -> None:
    """The team of one group, or of all."""
    if (where := _reached(context, words)) is not None:
        context.say(_page(context, where))
        context.toast()


def _reached(context: Context, words: list[str]) -> int | None:
    """The group that is meant, if whoever pressed looks after it at this moment; else they are told."""
    where = int(words[0])
    if where == EVERYWHERE:
        if roles.everywhere(context.tx, context.person.person):
            return where
        context.toast(refusals.press_again(context.words), alert=True)
        return None
    return where if reached(context, where, "team") else None


def _title(context: Context, where: int) -> str:
    group = groups.get(context.tx, where)
    return group.title if group else ""


def _listed(context: Context, where: int) -> list[Grant]:
    """Those who have a role there, those of all groups first."""
    return roles.held_in(context.tx, EVERYWHERE, OWN if where == EVERYWHERE else where)


def _page(context: Context, where: int) -> Message:
    held = _listed(context, where)
    lines = [_line(context, where, grant, held) for grant in held[:_LISTED]]
    return team.team(context.words, where, _title(context, where), lines)


def _line(context: Context, where: int, grant: Grant, held: list[Grant]) -> team.Line:
    mine = grant.person == context.person.person
    revocable = _why_not(context, where, grant) is None
    return team.Line(grant.holder, _key(grant), _how(context.words, grant, held), grant.day, mine, revocable)


def _key(grant: Grant) -> str:
    letter = next((letter for letter, where in _PLACES.items() if where == grant.where), "g")
    return f"{letter}{grant.number}"


def _how(w: Words, grant: Grant, held: list[Grant]) -> Markup:
    match grant.origin:
        case Origin.SETTINGS:
            return team.by_operator(w)
        case Origin.CLAIM:
            return team.by_claim(w)
        case Origin.OPENED:
            return team.by_opening(w)
        case Origin.INVITED:
            giver = next((other.holder for other in held if other.person == grant.given_by), None)
            return team.by_invitation(w, giver)
        case _:
            assert_never(grant.origin)


def _found(context: Context, words: list[str]) -> tuple[int, Grant] | None:
    """The group and the role that a button means; whoever pressed is told where there is none."""
    where = _reached(context, words)
    if where is None:
        return None
    for grant in _listed(context, where):
        if _key(grant) == words[1]:
            return where, grant
    context.answer(team.not_there(context.words))
    return None


def _who(context: Context, words: list[str]) -> None:
    """Who that is: Telegram is asked as the answer is sent."""
    if found := _found(context, words):
        _, grant = found
        context.toast(team.who_it_is(context.words, grant.holder), alert=True, names=grant.person)


def _why_not(context: Context, where: int, grant: Grant) -> Message | None:
    """Why whoever asks can't take this role away there, if they can't."""
    w = context.words
    if grant.origin is Origin.SETTINGS or (grant.where == EVERYWHERE != where):
        return team.not_to_be_taken(w)
    left = [p for p in roles.coordinators_of(context.tx, max(grant.where, EVERYWHERE)) if p != grant.person]
    if grant.role is Role.COORDINATOR and grant.where != OWN and not left:
        return team.the_last_one(w)
    return None


def _revoke(context: Context, words: list[str]) -> None:
    """Asks once more."""
    if found := _found(context, words):
        where, grant = found
        sure = team.revoke_sure(context.words, where, words[1], grant.holder, _title(context, where))
        context.say(_why_not(context, where, grant) or sure)
        context.toast()


def _revoke_sure(context: Context, words: list[str]) -> None:
    """The second tap: the role is gone with this transaction, and all that hangs on it."""
    if not (found := _found(context, words)):
        return
    where, grant = found
    if why := _why_not(context, where, grant):
        context.answer(why)
        return
    tx, actor = context.tx, roles.given(context.tx, context.person.person, where)
    roles.take(tx, grant)
    record.note(tx, where, Deed.REVOKED, context.now, actor=actor, subject=grant)
    unsent.take_back_to(tx, PrivatePlace(grant.person))
    orders.take_back_from(tx, grant.person)
    _unseat(context, grant)
    if actor is not None:
        title, who = _title(context, where), actor.holder
        tell_coordinators(context, where, lambda w: team.revoked_by(w, who, grant.holder, title), but=grant.person)
    context.say(team.revoked(context.words, grant.holder))
    context.toast()


def _unseat(context: Context, grant: Grant) -> None:
    for group in groups.all_active(context.tx):
        if grant.where in (EVERYWHERE, group.id):
            steers_no_more(context, group, grant.person)


def _record(context: Context, words: list[str]) -> None:
    """What was done."""
    if (where := _reached(context, words)) is not None:
        w, entries = context.words, record.of(context.tx, where)[:_RECORDED]
        lines = [Markup("{} · {}").format(w.day(entry.day), _told(w, entry)) for entry in entries]
        context.say(team.record_page(w, _title(context, where), lines))
        context.toast()


def _told(w: Words, entry: Entry) -> Markup:
    match entry.deed:
        case Deed.DOWNLOADED:
            return team.downloaded(w, entry.actor, entry.session or "")
        case Deed.DRAFTED:
            return team.drafted(w, entry.actor)
        case Deed.INVITED:
            return team.invited(w, entry.actor)
        case Deed.JOINED:
            return team.came(w, entry.subject, entry.actor)
        case Deed.REVOKED:
            return team.took_away(w, entry.actor, entry.subject)
        case Deed.PUT_OUT:
            return team.was_put_out(w, entry.subject)
        case Deed.OPERATOR:
            return team.by_the_settings(w, entry.subject)
        case Deed.ERASED:
            return team.erased(w, entry.actor)
        case _:
            assert_never(entry.deed)


COMMANDS = (Command("team", Where.PRIVATE, "team", N_("who has which role, and what was done"), _team),)
PRESSES = (
    Press("team", "team", _team_pressed),
    Press("who", "team", _who),
    Press("revoke", "team", _revoke),
    Press("revokeyes", "team", _revoke_sure, personal=True, once=True),
    Press("record", "team", _record),
)
