"""One update being worked on: the transaction, the moment, who sent it and where, and how to answer.

Everything that handles an update gets a Context and nothing else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.gateway.api.buttons import sign
from bot.session.addresses import NO_REF, NO_SOURCE, GroupPlace, Place, PrivatePlace, Ref, RefKind, Source, source
from bot.session.roles import Role
from bot.store import groups, messages, outbox, roles
from bot.store.db import Tx
from bot.store.groups import Group
from bot.store.outbox import Draft, Priority
from bot.store.people import Person
from bot.wording.catalog import Words, words
from bot.wording.message import Button, Message, pages, plain_text
from bot.work.runtime import Runtime

#: How old the list of a group's admins may be when somebody steers by being one of them.
FRESH = timedelta(seconds=60)

#: How long Telegram shows the waiting sign on a pressed button at most.
_PRESS_WAITS = timedelta(seconds=60)


class NeedsAdmins(Exception):  # noqa: N818  a request, not a failure
    """The group's admins must be asked of Telegram before this update can be decided."""

    def __init__(self, group_id: int) -> None:
        super().__init__(group_id)
        self.group_id = group_id


@dataclass(frozen=True, slots=True)
class Context:
    """One update. `group` is None in a private chat; `source` is the message that came, `callback` the
    press; `topic` is where in a group with topics it was written, `written` when Telegram got it (UTC)."""

    tx: Tx
    runtime: Runtime
    now: datetime
    person: Person
    group: Group | None
    number: int = 0
    callback: str = ""
    language: str | None = None
    written: datetime | None = None

    @property
    def place(self) -> Place:
        """Where it came from."""
        return GroupPlace(self.group.id) if self.group else PrivatePlace(self.person.person)

    @property
    def source(self) -> Source:
        """The message that carried it; empty for a press."""
        return NO_SOURCE if self.callback else source(self.place, self.number)

    @property
    def words(self) -> Words:
        """The language of whoever reads the answer here."""
        if self.group:
            return words(self.group.languages[0])
        return words(reader_language(self.person, self.language or self.runtime.language))

    def role(self, group: Group | None = None) -> Role:
        """What the person is in a group, or anywhere. Whether somebody without a role of ours is an admin
        must have been asked of Telegram lately; raises NeedsAdmins where it hasn't."""
        group = group or self.group
        role = roles.of(self.tx, self.person.person, group.id if group else None)
        if group is not None and not roles.granted(self.tx, self.person.person, group.id):
            known = groups.admins_known_at(self.tx, group.id)
            if known is None or self.now - known > FRESH:
                raise NeedsAdmins(group.id)
        return role

    def say(
        self, message: Message, *, place: Place | None = None, ref: Ref = NO_REF, session: str | None = None
    ) -> None:
        """Answer with a message: under the one that came where it is the same chat."""
        here = place is None or place == self.place
        reply_to = self.number if here and self.group and not self.callback else None
        send(self, message, place=place or self.place, ref=ref, session=session, reply_to=reply_to)

    def toast(self, text: str = "", *, alert: bool = False, session: str | None = None, quotes: bool = False) -> None:
        """Answer a press; also without words, so that the button stops waiting. For the last two see `Draft`."""
        if self.callback:
            draft = Draft(
                place=self.place,
                method="toast",
                html=text,
                callback=self.callback,
                alert=alert,
                session=session,
                quotes=quotes,
                priority=Priority.HIGH,
                expires=self.now + _PRESS_WAITS,
            )
            outbox.put(self.tx, draft, self.now)

    def answer(self, message: Message) -> None:
        """A short answer: on the screen of whoever pressed, else as a message."""
        if self.callback:
            self.toast(plain_text(pages(message)[0])[:200], alert=True)
        else:
            self.say(message)


def reader_language(person: Person, otherwise: str) -> str:
    """The language that somebody reads in private: the one they chose, else the one given."""
    return person.language or otherwise


def owned(place: Place, person: str) -> str:
    """What a personal button is signed for: the chat, and whoever may press it there."""
    return f"{place} {person}"


def keyboard(context: Context, message: Message, place: Place) -> tuple[tuple[tuple[str, str, str], ...], ...]:
    """A message's buttons, each as label, signed callback data, or the address that it opens."""

    def cell(button: Button) -> tuple[str, str, str]:
        if button.start:
            token = sign(context.runtime.secret, "start", button.start)
            return (button.label, "", f"https://t.me/{context.runtime.bot_username}?start={token}")
        where = owned(place, context.person.person) if button.personal else str(place)
        return (button.label, sign(context.runtime.secret, where, button.press), "")

    return tuple(tuple(cell(button) for button in row) for row in message.buttons)


def send(
    context: Context,
    message: Message,
    *,
    place: Place,
    ref: Ref,
    session: str | None,
    reply_to: int | None = None,
    quotes: bool = False,
    priority: Priority = Priority.NORMAL,
) -> list[int]:
    """Queue a message, in as many parts as it needs; gives the rows by which it is known. `quotes` as in `Draft`."""
    texts, protect = pages(message), _protected(place, session, ref)
    rows = [messages.queue(context.tx, place, session, ref, part) for part in range(len(texts))]
    for row, html in zip(rows, texts, strict=True):
        draft = Draft(
            place=place,
            method="send",
            html=str(html),
            keyboard=keyboard(context, message, place) if row == rows[-1] else (),
            reply_to=reply_to if row == rows[0] else None,
            message=row,
            quotes=quotes,
            force_reply=message.asks_reply and row == rows[-1],
            protect=protect,
            priority=priority,
        )
        outbox.put(context.tx, draft, context.now)
        messages.says(context.tx, row, digest(draft))
    return rows


def _protected(place: Place, session: str | None, ref: Ref) -> bool:
    """Whether a message can't be passed on or saved: in private whatever holds a question, an answer or a name."""
    about = session is not None and ref.kind is not RefKind.CONTROL
    return isinstance(place, PrivatePlace) and (about or ref.kind is RefKind.MYDATA)


def digest(draft: Draft) -> bytes:
    """By which it is known whether two drafts show the same."""
    return hashlib.blake2b(repr((draft.html, draft.keyboard)).encode(), digest_size=8).digest()
