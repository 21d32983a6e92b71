"""A dialogue through the engine alone, in milliseconds: no app, no database, no network. Here are the phones and the
network, through which what people do comes to the bot, or later, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from bot.scenario.library import Library
from bot.session.addresses import GroupPlace, PrivatePlace, source
from bot.wording.refusals import press_again_after_outage
from bot.work.chats.outage import PRESSES_LIVE, may_have_lost
from tests.dialogues.alone import Alone
from tests.dialogues.chats import in_order
from tests.dialogues.commanding import NeedsTheStoreError
from tests.dialogues.hearing import Hearing
from tests.dialogues.lines import Deed, Deletes, Edits, Event, Line, Passes, Says
from tests.dialogues.meaning import Sent
from tests.dialogues.script import Script
from tests.dialogues.visit import Visit

#: What comes to the bot, once it does.
Coming = Callable[[], Visit]


@dataclass
class Queue:
    """What waits on a phone that is offline, or with Telegram while the bot is away, each with whether it is a press;
    since when, and how many of the bot's messages there were then."""

    since: datetime
    seen: int
    waiting: list[tuple[datetime, bool, Coming]] = field(default_factory=list)


class EnginePlayer:
    """Plays one script."""

    def __init__(self, library: Library, script: Script) -> None:
        self.script = script
        self.bot = Alone(library, script)
        self.hearing = Hearing(self.bot)
        self.sent: list[Sent] = []
        self.offline: dict[str, Queue] = {}
        self.away: Queue | None = None

    def play(self) -> list[list[str]]:
        """What the bot does after each line."""
        for line in self.script.before:
            self._turn(line)
        return [self._turn(line) for line, _ in self.script.turns]

    def _turn(self, line: Line) -> list[str]:
        return [text for name in line.names or ("",) for text in self._one(name, line)]

    def _one(self, name: str, line: Line) -> list[str]:
        self.bot.known.goes_on()
        match line.act:
            case Passes() as act:
                return self._pass(act)
            case Event() as event:
                return self._happen(event)
            case Deed.OFFLINE:
                self.offline[name] = Queue(self.bot.known.now, len(self.bot.chats.posted))
            case Deed.BACK:
                return self._deliver(self.offline.pop(name))
            case Deletes():
                pass
            case Says() | Edits() | Deed() as act:
                return self._come(name, act)
            case _:
                assert_never(line.act)
        return []

    def _pass(self, act: Passes) -> list[str]:
        if self.away is None:
            return in_order(self.bot.pass_on(act.time))
        self.bot.known.now += act.time
        return []

    # -- what people do, and when it comes -------------------------------------------------------------------

    def _come(self, name: str, act: Says | Edits | Deed) -> list[str]:
        """What somebody does comes to the bot now, or waits where it has to."""
        phone = self.offline.get(name)
        coming, press = self._coming(name, act, phone), isinstance(act, Says) and bool(act.button)
        if phone and press:
            return []
        if queue := phone or self.away:
            queue.waiting.append((self.bot.known.now, press, coming))
            return []
        return in_order(coming().told)

    def _coming(self, name: str, act: Says | Edits | Deed, phone: Queue | None) -> Coming:
        match act:
            case Says() if act.button:
                return lambda: self.hearing.press(name, act)
            case Says():
                sent = self._written(name, act, phone)
                return lambda: self.hearing.text(sent, act.words)
            case Edits(text, old):
                sent = next(s for s in reversed(self.sent) if s.name == name and old in ("", s.text))
                sent.text = self.bot.texts[sent.source] = text
                return lambda: self.hearing.text(sent, text, edited=True)
            case Deed():
                return lambda: self._do(name, act)
            case _:
                assert_never(act)

    def _written(self, name: str, says: Says, phone: Queue | None) -> Sent:
        """A message as its author's phone sends it: in reply to what the phone has shown so far."""
        if not says.private and name not in self.bot.known.here:
            raise LookupError(f"{name} isn't in the group")
        to, among = name if says.private else None, phone.seen if phone else None
        about = self.bot.chats.newest(to, says.ref, among=among) if says.replies else None
        place = PrivatePlace(name) if says.private else GroupPlace(1)
        after = len(self.bot.chats.posted) if self.away and not phone else None
        sent = Sent(name, says, source(place, len(self.sent) + 1), about, says.words, after)
        self.sent.append(sent)
        self.bot.authors[sent.source], self.bot.texts[sent.source] = name, says.text
        return sent

    def _do(self, name: str, deed: Deed) -> Visit:
        known = self.bot.known
        match deed:
            case Deed.OPENS:
                return self.hearing.opened(name)
            case Deed.UNBLOCKS:
                return self.hearing.unblocked(name)
            case Deed.BLOCKS:
                known.blocking.add(name)
                known.reachable.discard(name)
            case Deed.COMES:
                known.here.add(name)
            case Deed.LEAVES | Deed.PUT_OUT:
                return self.bot.left(name)
            case Deed.RISES:
                known.admins.add(name)
            case Deed.FALLS:
                known.admins.discard(name)
            case _:
                raise NeedsTheStoreError(deed.value)
        return Visit(name)

    def _deliver(self, queue: Queue) -> list[str]:
        """What waited comes, one after the other; presses that waited too long are lost."""
        told: list[str] = []
        for at, press, coming in queue.waiting:
            self.bot.known.goes_on()
            if not press or self.bot.known.now - at <= PRESSES_LIVE:
                told += in_order(coming().told)
        return told

    # -- what happens to all ---------------------------------------------------------------------------------

    def _happen(self, event: Event) -> list[str]:
        match event:
            case Event.CUT_OFF | Event.STOPPED:
                self.away = Queue(self.bot.known.now, len(self.bot.chats.posted))
            case Event.RETURNS if self.away:
                queue, self.away = self.away, None
                return [*self._ask_again(queue.since), *self._deliver(queue)]
            case _:
                raise NeedsTheStoreError(event.value)
        return []

    def _ask_again(self, since: datetime) -> list[str]:
        bot, code = self.bot, self.bot.known.running()
        if code is None or bot.known.now - since <= PRESSES_LIVE:
            return []
        session = bot.known.session(code)
        if not may_have_lost(bot.scenario(session), session):
            return []
        return in_order(bot.chats.say(press_again_after_outage(bot.words), None))
