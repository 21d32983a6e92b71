"""From a command to an event of a session: which session is meant is looked up among what is known, and all else is the
project's own rows, with the same pure `make`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.session import events as e
from bot.session.addresses import WHISPERING_REF, Ref, RefKind
from bot.session.answering import over
from bot.session.joining import read_yes
from bot.session.playing import Mode, Workshop
from bot.session.quiet import QuietHours
from bot.session.roles import Role, may, needed
from bot.session.state import MINIMUM
from bot.wording import caring, erasure, organisations, refusals, starting, welcome
from bot.wording.help import help_text
from bot.wording.message import Message
from bot.wording.privacy import privacy
from bot.work import route
from bot.work.commands.offered import offered
from bot.work.commands.row import Command, Where
from bot.work.commands.starting import workshop_named
from bot.work.commands.table import COMMANDS, works
from bot.work.commands.to_session import Steering, TakingPart
from tests.dialogues.alone import Alone
from tests.dialogues.listing import Listing
from tests.dialogues.visit import Visit

#: How long answers are kept, as the app's settings have it at first.
RETENTION = timedelta(days=90)
#: Commands about a group that whoever steers it can send in private too: there the row itself asks who may.
_OF_A_GROUP = ("organisations", "settings", "check")


class NeedsTheStoreError(Exception):
    """The engine alone can't play this; the dialogue is to say `plays: app, since …`."""


class Commanding:
    """What the bot makes of commands."""

    def __init__(self, bot: Alone) -> None:
        self.bot = bot
        self.listing = Listing(bot)

    def command(self, visit: Visit, name: str, argument: str) -> None:
        """Somebody sends a command."""
        found = works(name, Where.PRIVATE if visit.private else Where.GROUP)
        if isinstance(found, Command):
            if (found.by_engine and found.name not in _OF_A_GROUP) or self.allowed(visit, found):
                self._row(visit, found, argument)
        elif found is not None:
            self.bot.say(visit, found(self.bot.words))

    def allowed(self, visit: Visit, row: Command) -> bool:
        """Whether somebody's role allows it; if not they are told."""
        needs = needed(row.act)
        if needs is Role.STRANGER or may(self.bot.known.role(visit.name), row.act):
            return True
        self.bot.say(visit, refusals.refused(self.bot.words, needs=needs))
        return False

    def _row(self, visit: Visit, row: Command, argument: str) -> None:
        match row.handler:
            case Steering() as handler:
                code = self.bot.known.running()
                self._event(visit, code if self._may_mean(visit) else None, handler, argument)
            case TakingPart(ended=ended) as handler:
                code = self.taken_part_in(visit, ended=ended)
                self._event(visit, code, handler, argument)
            case _:
                self._other(visit, row.name, argument)

    def _may_mean(self, visit: Visit) -> bool:
        """In private only whoever steers means a session by a command for that."""
        return not visit.private or self.bot.known.steers(visit.name)

    def _event(self, visit: Visit, code: str | None, handler: Steering | TakingPart, argument: str) -> None:
        bot = self.bot
        takes_part = visit.private and self.taken_part_in(visit, ended=False) is not None
        if code is None and takes_part and isinstance(handler, Steering):
            bot.say(visit, refusals.refused(bot.words, needs=Role.FACILITATOR))
        elif code is None:
            bot.say(visit, refusals.nothing_running(bot.words))
        else:
            where = bot.circumstances(visit, steering=isinstance(handler, Steering))
            bot.bring(visit, code, handler.make(where, argument))

    def _other(self, visit: Visit, name: str, argument: str) -> None:
        """Those commands that aren't a session's alone, as far as they need no store."""
        handlers = {
            "session": self._session,
            "remind": self._remind,
            "join": self._join,
            "catchup": lambda visit, _: self._about_oneself(visit, e.CatchUp),
            "ahead": lambda visit, _: self._about_oneself(visit, e.AskAhead),
            "start": self.greet,
            "organisations": self._ask_organisations,
            "help": self._help,
            "privacy": self._privacy,
            "whisper": self._whisper,
            "forget": self._forget,
        }
        if name not in handlers:
            raise NeedsTheStoreError(f"/{name}")
        handlers[name](visit, argument)

    def _session(self, visit: Visit, argument: str) -> None:
        bot = self.bot
        asked = workshop_named(argument, bot.library, bot.words, running=bot.known.running() is not None)
        self.begin_or_say(visit, asked)

    def begin_or_say(self, visit: Visit, asked: Workshop | Message) -> None:
        """A workshop that was asked for begins; or it is said why not."""
        if isinstance(asked, Message):
            self.bot.say(visit, asked)
        else:
            self.begin_or_ask(visit, asked)

    def _remind(self, visit: Visit, argument: str) -> None:
        code = self.bot.known.running()
        if code is None or not self._may_mean(visit):
            self.bot.say(visit, refusals.nothing_running(self.bot.words))
            return
        self.bot.bring(visit, code, self.reminds(visit, code))

    def reminds(self, visit: Visit, code: str) -> e.Remind:
        """Somebody has those reminded who haven't answered."""
        where = self.bot.circumstances(visit, steering=True)
        return e.Remind(**where, **self.bot.known.reminding(self.bot.known.session(code)))

    def _join(self, visit: Visit, argument: str) -> None:
        if code := self.bot.known.running():
            self.join(visit, code, argument or "yes")
        else:
            self.bot.say(visit, refusals.nothing_running(self.bot.words))

    def _about_oneself(self, visit: Visit, kind: type[e.CatchUp | e.AskAhead]) -> None:
        code = self.taken_part_in(visit, ended=False)
        if code is None:
            self.bot.say(visit, refusals.nothing_running(self.bot.words))
        else:
            self.bot.bring(visit, code, kind(**self.bot.circumstances(visit)))

    def greet(self, visit: Visit, argument: str = "") -> None:
        """The private chat is open."""
        coordinates = self.bot.known.role(visit.name) is Role.COORDINATOR
        self.bot.say(visit, welcome.hello(self.bot.words, coordinator=coordinates))

    def _ask_organisations(self, visit: Visit, argument: str) -> None:
        self.listing.show(visit)

    def _help(self, visit: Visit, argument: str) -> None:
        where = Where.PRIVATE if visit.private else Where.GROUP
        known, code = self.bot.known, self.bot.known.last()
        session = known.session(code) if code else None
        theirs = session and (not visit.private or known.steers(visit.name) or visit.name in session.participants)
        moment = session.phase if session and theirs and not over(session, known.now) else None
        commands = offered(COMMANDS.values(), where, role=known.role(visit.name), moments={moment})
        self.bot.say(visit, help_text(self.bot.words, commands))

    def _privacy(self, visit: Visit, argument: str) -> None:
        self.bot.say(visit, privacy(self.bot.words, RETENTION, MINIMUM))

    def _whisper(self, visit: Visit, argument: str) -> None:
        code, words = self.taken_part_in(visit, ended=True), self.bot.words
        if not visit.private:
            said = caring.whisper_in_private(words, code, said=bool(argument)) if code else None
            self.bot.say(visit, said or refusals.nothing_running(words))
        elif code is None:
            self.bot.say(visit, caring.whose_whisper(words))
        else:
            self.whispers(visit, code, argument)

    def whispers(self, visit: Visit, code: str, text: str) -> None:
        """Somebody in the group whispers, or is asked for the words."""
        bot = self.bot
        if not text:
            bot.say(visit, caring.ask_whisper(bot.words), ref=WHISPERING_REF, code=code)
            return
        where = bot.circumstances(visit)
        where["by"] = replace(where["by"], role=Role.MEMBER)
        bot.bring(visit, code, e.Whisper(**where, text=text))
        visit.told += bot.chats.unask(code, "", WHISPERING_REF)

    def whispered(self, visit: Visit, code: str, text: str) -> None:
        """Somebody replies to what asked them for the words."""
        if text:
            self.whispers(visit, code, text)
        else:
            self.bot.say(visit, caring.words_alone(self.bot.words), ref=WHISPERING_REF, code=code)

    def _forget(self, visit: Visit, argument: str) -> None:
        said = read_yes(argument)
        if said is True:
            self.forget(visit)
        elif said is False:
            self.bot.say(visit, erasure.nothing_erased(self.bot.words))
        else:
            self.bot.say(visit, erasure.forget_sure(self.bot.words))

    def forget(self, visit: Visit) -> None:
        """Whatever leads to somebody is gone."""
        bot, quiet = self.bot, Visit(visit.name, visit.private)
        if bot.known.role(visit.name) is not Role.MEMBER:
            raise NeedsTheStoreError("/forget of somebody with a role")
        for code in bot.known.sessions:
            bot.bring(quiet, code, e.Forget(**bot.circumstances(quiet)))
        visit.told += quiet.told
        bot.known.yes.pop(visit.name, None)
        bot.pending = [one for one in bot.pending if one.name != visit.name]
        visit.told += bot.cleared(visit.name)
        bot.known.reachable.discard(visit.name)
        bot.say(visit, erasure.forgotten(bot.words, None))
        for post in bot.chats.posted:
            if post.to == visit.name:
                post.code = None

    def begin_or_ask(self, visit: Visit, workshop: Workshop) -> None:
        """A session begins, once the group's organisations are known."""
        bot, quiet = self.bot, QuietHours()
        if workshop.mode is Mode.DAYS and quiet.at(bot.known.now):
            over = quiet.over(bot.known.now).astimezone(quiet.there)
            self.listing.answer(visit, starting.in_quiet_hours(bot.words, workshop, over))
        elif bot.known.organisations:
            bot.open(visit, workshop)
        else:
            asked = organisations.ask_organisations(bot.words)
            bot.say(visit, asked, ref=Ref(RefKind.ORGANISATIONS, str(workshop)))

    def taken_part_in(self, visit: Visit, *, ended: bool) -> str | None:
        """The session that is meant by a command about oneself: the group's, or in private one's own."""
        known = self.bot.known
        code = known.last() if ended else known.running()
        if code is None or not visit.private:
            return code
        session = known.session(code)
        return code if visit.name in session.participants and not over(session, known.now) else None

    def join(self, visit: Visit, code: str, text: str) -> None:
        """A yes or a no in words."""
        bot = self.bot
        where = bot.circumstances(visit)
        said = route.joining(where, text, bot.known.session(code).organisations)
        if said is None:
            bot.say(visit, organisations.joining_unread(bot.words), ref=Ref(RefKind.JOINING), code=code)
        bot.bring(visit, code, said)
