"""One update being worked on: the transaction, the moment, who sent it and where, and how to answer.

Everything that handles an update gets a Context and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.gateway.api.buttons import sign
from bot.gateway.api.rights import Standing
from bot.session.addresses import (
    NO_REF,
    NO_SOURCE,
    WHISPER_REF,
    GroupPlace,
    Place,
    PrivatePlace,
    Ref,
    RefKind,
    Source,
    source,
)
from bot.session.pledges import OF_PLEDGES
from bot.session.roles import Presence, Role, role_in
from bot.store import confirmations, messages, outbox, people, roles, sessions
from bot.store.db import Tx
from bot.store.groups import Group
from bot.store.outbox import Draft, Priority
from bot.store.people import Person
from bot.wording.catalog import Words, words
from bot.wording.message import Button, Message, pages, plain_text
from bot.work.asked import NOTHING, Asked, NeedsTelegram, UnaskedError
from bot.work.runtime import Runtime

#: How long Telegram shows the waiting sign on a pressed button at most.
_PRESS_WAITS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Context:
    """One update. `group` is None in a private chat; `source` is the message that came, `callback` the
    press; `topic` is where in a group with topics it was written, `written` when Telegram got it (UTC); `asked` what
    Telegram has said for this update alone; `voice` by which name a voice note that came is fetched."""

    tx: Tx
    runtime: Runtime
    now: datetime
    person: Person
    group: Group | None
    number: int = 0
    callback: str = ""
    language: str | None = None
    written: datetime | None = None
    asked: Asked = NOTHING
    voice: str = ""

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

    def presences(self, group: Group, who: Collection[str]) -> Mapping[str, Presence]:
        """What these are in a group at this moment, as Telegram says: not a minute ago. Raises NeedsTelegram where it
        is to be asked first."""
        wanted = {one: (group.id, account) for one in who if (account := people.account(self.tx, one)) is not None}
        heard = self.asked.presences
        if missing := {*wanted.values()} - heard.keys():
            raise NeedsTelegram(missing)
        return {one: heard[wanted[one]] if one in wanted else Presence.OUT for one in who}

    def standing(self, group: Group) -> Standing | None:
        """What the bot itself may do in a group at this moment; None where Telegram couldn't be asked. Raises
        NeedsTelegram where it is to be asked first."""
        if group.id not in self.asked.standings:
            raise NeedsTelegram(standings=[group.id])
        return self.asked.standings[group.id]

    def presence(self, group: Group) -> Presence:
        """What whoever does this is in a group at this moment. Raises NeedsTelegram, and UnaskedError where Telegram
        couldn't be asked."""
        found = self.presences(group, (self.person.person,))[self.person.person]
        if found is Presence.UNKNOWN:
            raise UnaskedError
        return found

    def role(self, group: Group | None = None) -> Role:
        """What the person is in a group at this moment, or anywhere. Of the operator's choice Telegram isn't asked, nor
        of a group in which the bot is no more. Raises NeedsTelegram and UnaskedError as above."""
        group = group or self.group
        if group is None:
            return roles.anywhere(self.tx, self.person.person)
        grant = roles.given(self.tx, self.person.person, group.id)
        if grant is not None and grant.where == roles.EVERYWHERE:
            return grant.role
        presence = self.presence(group) if group.active else Presence.OUT
        roles.seen(self.tx, group.id, self.person.person, presence)
        return role_in(grant.role if grant else None, presence)

    def say(
        self, message: Message, *, place: Place | None = None, ref: Ref = NO_REF, session: str | None = None
    ) -> None:
        """Answer with a message: under the one that came where it is the same chat."""
        here = place is None or place == self.place
        reply_to = self.number or None if here and self.group and not self.callback else None
        send(self, message, place=place or self.place, ref=ref, session=session, reply_to=reply_to)

    def instead(self, message: Message) -> None:
        """The message whose button was pressed says this instead; without a press it is said anew."""
        if not self.callback:
            self.say(message)
            return
        html, keys = str(pages(message)[0]), keyboard(self, message, self.place)
        draft = Draft(place=self.place, method="edit", html=html, keyboard=keys, target=self.number)
        outbox.put(self.tx, draft, self.now)

    def toast(
        self, text: str = "", *, alert: bool = False, session: str | None = None, quotes: bool = False, names: str = ""
    ) -> None:
        """Answer a press; also without words, so that the button stops waiting. For the last three see `Draft`."""
        if self.callback:
            draft = Draft(
                place=self.place,
                method="toast",
                html=text,
                callback=self.callback,
                alert=alert,
                session=session,
                quotes=quotes,
                names=names,
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


#: By how many bits a button that is good once differs from the others of its kind: they have room in its payload.
_ONCE_BITS = 64


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
        if not button.once:
            return (button.label, sign(context.runtime.secret, where, button.press), "")
        number = context.runtime.chance() % 2**_ONCE_BITS
        data = sign(context.runtime.secret, where, f"{button.press}-{number:016x}")
        confirmations.offer(context.tx, data, context.now)
        return (button.label, data, "")

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
    silent: bool = False,
    priority: Priority = Priority.NORMAL,
) -> list[int]:
    """Queue a message, in as many parts as it needs; gives the rows by which it is known. `quotes` as in `Draft`. Where
    it is to be `silent`, or in the quiet hours of a session over days, it comes without a sound."""
    texts, protect, soft = pages(message), _protected(place, session, ref), silent or _at_night(context, place, session)
    every = Draft(place=place, method="send", protect=protect, quotes=quotes, silent=soft, priority=priority)
    rows = [messages.queue(context.tx, place, session, ref, part) for part in range(len(texts))]
    for row, html in zip(rows, texts, strict=True):
        draft = replace(
            every,
            html=str(html),
            keyboard=keyboard(context, message, place) if row == rows[-1] else (),
            reply_to=reply_to if row == rows[0] else None,
            message=row,
            force_reply=message.asks_reply and row == rows[-1],
        )
        outbox.put(context.tx, draft, context.now)
        _says(context, row, ref, draft)
    return rows


def _at_night(context: Context, place: Place, code: str | None) -> bool:
    """Whether somebody, or a group, is not to be disturbed now by a session over days."""
    stored = sessions.load(context.tx, code) if code else None
    pace = stored.session.pace if stored else None
    if pace is None:
        return False
    person = people.get(context.tx, place.person) if isinstance(place, PrivatePlace) else None
    zone = person.zone if person and person.zone else pace.quiet.zone
    return replace(pace.quiet, zone=zone).at(context.now)


def _says(context: Context, row: int, ref: Ref, draft: Draft) -> None:
    """What a message says is noted by a digest; not of a whisper, nor of what somebody said anonymously: such words
    could be tried by it."""
    if ref != WHISPER_REF and ref.kind is not RefKind.ECHO:
        messages.says(context.tx, row, digest(draft))


def _protected(place: Place, session: str | None, ref: Ref) -> bool:
    """Whether a message can't be passed on or saved: in private whatever holds a question, an answer or a name."""
    about = session is not None and ref.kind is not RefKind.CONTROL
    return isinstance(place, PrivatePlace) and (about or ref.kind is RefKind.MYDATA or ref.kind in OF_PLEDGES)


def digest(draft: Draft) -> bytes:
    """By which it is known whether two drafts show the same."""
    return hashlib.blake2b(repr((draft.html, draft.keyboard)).encode(), digest_size=8).digest()
