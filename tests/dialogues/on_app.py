"""A dialogue through the whole app: real HTTP to the emulator, a real database, the clock turned by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import assert_never

from bot.gateway.outbound.pacing import Limits
from bot.rehearsal.model import Chat, Message, Person
from bot.store.group_settings import set_review
from tests.dialogues.known import AT_FIRST, COORDINATOR, OTHER_ADMIN, PAUSE
from tests.dialogues.lines import Act, Deed, Deletes, Edits, Event, Line, Passes, Says
from tests.dialogues.script import Script
from tests.dialogues.seen import Screens
from tests.stage import Chance, Stage, the_group

#: Nothing waits for Telegram's pace here, nor for more to come before an edit: what each line comes to is told at once.
AT_ONCE = Limits(timedelta(0), 10**6, 10**6, 10**6, debounce=timedelta(0))


@dataclass
class Phone:
    """A phone that is offline: what it had shown of each chat, up to which message, and what waits on it."""

    seen: dict[int, int]
    waiting: list[tuple[Act, Message | None]] = field(default_factory=list)


class AppPlayer:
    """Plays one script on a stage."""

    def __init__(self, stage: Stage, script: Script, chance: Chance) -> None:
        self.stage = stage
        self.script = script
        self.chance = chance
        self.screens = Screens(stage, script)
        self.sent: list[tuple[str, Message]] = []
        self.offline: dict[str, Phone] = {}
        self.away: Event | None = None
        self.link = ""

    async def play(self) -> list[list[str]]:
        """What the bot does after each line."""
        await self._prepare()
        for line in self.script.before:
            await self._turn(line)
        return [await self._turn(line) for line, _ in self.script.turns]

    async def _prepare(self) -> None:
        """As the script's settings say: who is there, what is known of the group."""
        stage, script = self.stage, self.script
        for person in (one for name, one in stage.people.items() if name not in script.named("unopened")):
            stage.room.start(person)
        stage.group.members = [p.id for name, p in stage.people.items() if name not in script.named("away")]
        if known := not script.named("bot"):
            stage.room.add_bot(stage.group, stage.people[COORDINATOR])
        await stage.settle()
        await stage.has(() if script.named("organisations") or not known else AT_FIRST, *script.named("zone"))
        if script.named("review"):
            await stage.app.database.transact(lambda tx: set_review(tx, the_group(tx), True))
        if len(script.languages) > 1:
            stage.say(COORDINATOR, f"/language {' '.join(script.languages)}")
        await stage.settle()
        for title in script.named("besides"):
            stage.clock.turn(timedelta(seconds=1))
            jo, awa = stage.people[OTHER_ADMIN], stage.people[COORDINATOR]
            stage.room.add_bot(stage.room.group(title, stage.people.values(), admins=[jo]), awa)
            await stage.settle()
        await self.screens.news()

    async def _turn(self, line: Line) -> list[str]:
        return [text for name in line.names or ("",) for text in await self._one(name, line.act)]

    async def _one(self, name: str, act: Act) -> list[str]:
        """One thing that somebody does, and what is new on the screens after it."""
        self._goes_on()
        if (phone := self.offline.get(name)) and isinstance(act, Says | Edits):
            self._keep(phone, name, act)
            return []
        match act:
            case Passes(time):
                await self._pass(time)
            case Event():
                return await self._happen(act)
            case Deed.OFFLINE:
                self.offline[name] = Phone({chat.id: max(chat.messages, default=0) for chat in self._chats()})
            case Deed.BACK:
                return await self._deliver(name, self.offline.pop(name))
            case Deed():
                await self._do(name, act)
            case Deletes(old):
                self._delete(self._found(name, old))
            case Says() | Edits():
                self._write(name, act, self._target(name, act) if isinstance(act, Says) else None)
            case _:
                assert_never(act)
        return [] if self.away else await self._settled()

    def _goes_on(self) -> None:
        self.stage.clock.turn(PAUSE)
        self.chance.hold()

    async def _settled(self) -> list[str]:
        await self.stage.settle()
        return await self.screens.news()

    # -- writing ---------------------------------------------------------------------------------------------

    def _chats(self) -> list[Chat]:
        return list(self.stage.room.chats.values())

    def _chat(self, name: str, where: str) -> Chat:
        if where == "private":
            return self.stage.private(name)
        if where.startswith("in ") and not where.startswith("in topic"):
            return next(chat for chat in self._chats() if chat.title == where.removeprefix("in "))
        return self.stage.group

    def _target(self, name: str, says: Says, phone: Phone | None = None) -> Message | None:
        if not says.replies:
            return None
        chat = self._chat(name, says.where)
        seen = phone.seen.get(chat.id, 0) if phone else max(chat.messages, default=0)
        return self.screens.newest([m for m in self.stage.room.messages(chat) if m.id <= seen], says.ref)

    def _write(self, name: str, act: Says | Edits, target: Message | None) -> None:
        room, person = self.stage.room, self.stage.people[name]
        if isinstance(act, Edits):
            message = self._found(name, act.old)
            room.edit(person, message, act.text)
            self.screens.said[message.chat, message.id] = act.text
            return
        chat = self._chat(name, act.where)
        if act.button:
            self.stage.tap(name, act.button, chat=chat, message=target)
        for _ in range(0 if act.button else act.times):
            message = self._sent(person, chat, act, target)
            self.sent.append((name, message))
            self.screens.owners[message.chat, message.id] = name
            self.screens.said[message.chat, message.id] = act.text

    def _sent(self, person: Person, chat: Chat, act: Says, target: Message | None) -> Message:
        room = self.stage.room
        if act.file:
            return room.file(person, chat, act.file, act.content)
        if act.seconds:
            return room.voice(person, chat, act.seconds, reply_to=target)
        if act.medium:
            return room.media(person, chat, act.medium, reply_to=target, words=act.words, album=act.album)
        how = {"anonymous": act.where == "as the group", "forwarded": act.forwarded}
        return room.say(person, chat, act.words, reply_to=target, topic=act.topic, **how)

    def _delete(self, message: Message) -> None:
        message.deleted = True
        self.screens.gone.add((message.chat, message.id))

    def _found(self, name: str, old: str) -> Message:
        """The newest text that somebody sent, or the newest that reads so."""
        return next(m for author, m in reversed(self.sent) if author == name and old in ("", m.text))

    # -- phones and the network ------------------------------------------------------------------------------

    def _keep(self, phone: Phone, name: str, act: Says | Edits) -> None:
        """What an offline phone is asked to send waits; a press is lost."""
        if isinstance(act, Edits):
            phone.waiting.append((act, None))
        elif not act.button:
            phone.waiting.append((act, self._target(name, act, phone)))

    async def _deliver(self, name: str, phone: Phone) -> list[str]:
        told: list[str] = []
        for act, target in phone.waiting:
            self._goes_on()
            self._write(name, act, target)
            told += await self._settled()
        return told

    async def _pass(self, time: timedelta) -> None:
        if self.away:
            self.stage.clock.turn(time)
            return
        await self.stage.pass_time(time)
        await self.stage.there_all_the_while()
        await self.stage.app.work.prune()

    async def _happen(self, event: Event) -> list[str]:
        stage = self.stage
        match event:
            case Event.CUT_OFF | Event.STOPPED:
                self.away = event
                await stage.there_all_the_while()
                if event is Event.STOPPED:
                    await stage.stop()
            case Event.RETURNS:
                return await self._return()
            case Event.MOVES:
                stage.group = stage.room.migrate(stage.group)
                return await self._settled()
            case _:
                assert_never(event)
        return []

    async def _return(self) -> list[str]:
        """The bot can be reached again: what people did meanwhile comes, one by one, before any window ends."""
        stage, room = self.stage, self.stage.room
        if self.away is Event.STOPPED:
            await stage.start()
        self.away = None
        waiting, room.updates = room.pending(None), []
        await stage.app.poll.once(0)
        hears, stage.app.work.hears = stage.app.work.hears, lambda: not waiting
        told = await self._settled()
        while waiting:
            self._goes_on()
            room.updates.append(waiting.pop(0))
            told += await self._settled()
        stage.app.work.hears = hears
        return told

    async def _do(self, name: str, deed: Deed) -> None:
        room, group, person = self.stage.room, self.stage.group, self.stage.people[name]
        match deed:
            case Deed.OPENS:
                room.start(person)
            case Deed.FOLLOWS:
                self.link = self.screens.link() or await self.stage.app.claim_link() or self.link
                room.open_link(person, self.link)
            case Deed.BLOCKS | Deed.UNBLOCKS:
                (room.block if deed is Deed.BLOCKS else room.unblock)(person)
            case Deed.COMES:
                room.join(group, person)
            case Deed.RISES:
                group.admins.append(person.id)
            case Deed.FALLS:
                room.demote(group, person, self.stage.people[COORDINATOR])
            case Deed.LEAVES | Deed.PUT_OUT | Deed.VANISHES:
                by = None if deed is Deed.LEAVES else self.stage.people[COORDINATOR]
                room.leave(group, person, by=by, told=deed is not Deed.VANISHES)
            case Deed.ADDS:
                room.add_bot(group, person)
                self.screens.inside[group.id] = True
            case Deed.REMOVES:
                room.remove_bot(group, person)
                self.screens.inside[group.id] = False
            case Deed.SILENCES | Deed.LETS_SPEAK:
                room.restrict(group, person, may_send=deed is Deed.LETS_SPEAK)
            case _:
                raise ValueError(deed)
