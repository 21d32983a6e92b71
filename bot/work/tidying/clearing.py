"""Messages out of private chats: deleted where they are young enough; of the rest the bot's own say a neutral word.

Everybody's chat is asked to delete the same messages. All private chats of a bot count their messages together
(core.telegram.org: messages.deleteMessages names no chat), so that each deletes its own, and what isn't there is
passed over (Bot API, deleteMessages): what waits to be sent tells of nobody whether they wrote. A deletion that is
refused costs nothing and is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.session.addresses import TO_FACILITATORS, Place, PrivatePlace, RefKind
from bot.session.pledges import OF_PLEDGES
from bot.session.state import Session
from bot.store import messages, outbox, pending, people, private_messages, unsent
from bot.store.db import Tx
from bot.store.messages import MessageRow
from bot.store.outbox import Draft, Priority
from bot.wording.catalog import Words
from bot.work.context import Context
from bot.work.retell import reader_words

#: For how long Telegram lets a bot delete a message, its own or, in a private chat, the other's (Bot API,
#: deleteMessage). Counted from the full hour, so that none that is asked for is too old.
DELETABLE = timedelta(hours=48)
#: How many messages one call deletes at most (Bot API, deleteMessages).
_MOST = 100

#: What may name somebody's words and is about no session.
_BESIDES = frozenset({RefKind.MYDATA, *OF_PLEDGES})

#: Gives in somebody's language what stands in the place of a message that can't be deleted.
Instead = Callable[[Words], Markup]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in private: the bot's own messages, and of people's the numbers, each with its hour."""

    own: tuple[MessageRow, ...]
    theirs: dict[int, datetime]

    def hours(self) -> list[datetime]:
        """The hours in which it was said, as far as they are known."""
        return [*self.theirs.values(), *(row.hour for row in self.own if row.hour)]

    def until(self, hour: datetime) -> Said:
        """What was said until then, or it isn't known when. What isn't sent yet is no part of it."""
        own = tuple(row for row in self.own if row.number and (row.hour is None or row.hour <= hour))
        return Said(own, {number: at for number, at in self.theirs.items() if at <= hour})


def about_session(row: MessageRow) -> bool:
    """Whether a private message may hold a question, an answer or a name. The facilitator's buttons don't."""
    return row.session is not None and row.ref.kind not in TO_FACILITATORS


def said(tx: Tx, code: str) -> Said:
    """All that was said in private about a session."""
    return Said(tuple(filter(about_session, messages.in_private(tx, code))), private_messages.of_session(tx, code))


def said_to(tx: Tx, place: PrivatePlace, codes: Iterable[str]) -> Said:
    """All that was said in one chat: about these sessions, of commitments, and when somebody asked what is kept of
    them."""
    own = [row for row in messages.in_place(tx, place) if about_session(row) or row.ref.kind in _BESIDES]
    theirs = {number: hour for code in codes for number, hour in private_messages.of_session(tx, code).items()}
    return Said(tuple(own), theirs)


def places(tx: Tx, session: Session, own: Iterable[MessageRow]) -> list[PrivatePlace]:
    """The private chats of all who may have said something about a session and can be written to, in an order that
    says nothing."""
    waiting = {answer.person for answer in session.held if answer.person}
    asked = {row.place.person for row in own if isinstance(row.place, PrivatePlace)}
    everybody = {*session.participants, *waiting, *asked}
    return [PrivatePlace(person) for person in sorted(everybody) if _reachable(tx, person)]


def _reachable(tx: Tx, person: str) -> bool:
    known = people.get(tx, person)
    return known is not None and known.reachable


def clear(context: Context, places: Iterable[PrivatePlace], gone: Said, instead: Instead) -> None:
    """Take messages out of these chats; what waits to be sent isn't sent. Of the bot's own nothing is known from then
    on."""
    oldest = context.now - DELETABLE
    young = {row.number for row in gone.own if row.number and row.hour and row.hour > oldest}
    numbers = sorted(young | {number for number, hour in gone.theirs.items() if hour > oldest})
    for place in places:
        delete(context, place, numbers, instead)
    for row in gone.own:
        if row.number and row.number not in young:
            _put(context, row.place, instead, Draft(place=row.place, method="edit", target=row.number))
    for row in gone.own:
        if row.ref.kind is RefKind.MEANT:  # nobody is asked any more what that message is, so it isn't kept
            pending.drop(context.tx, row.ref.key)
    unsent.cancel(context.tx, [row for row in gone.own if row.number is None])
    messages.gone(context.tx, [row.id for row in gone.own])


def delete(context: Context, place: Place, numbers: Sequence[int], instead: Instead) -> None:
    """Ask for these messages to be deleted, in as few calls as it takes."""
    for first in range(0, len(numbers), _MOST):
        some = tuple(numbers[first : first + _MOST])
        _put(context, place, instead, Draft(place=place, method="delete", numbers=some))


def _put(context: Context, place: Place, instead: Instead, draft: Draft) -> None:
    said = str(instead(reader_words(context, place)))
    outbox.put(context.tx, replace(draft, html=said, priority=Priority.LOW), context.now)
