"""A message that may not be meant as an answer waits, and its author says what it is, as `work.meant` and
`work.meaning` have it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.session import events as e
from bot.session import replying
from bot.session.addresses import NO_REF, Ref, RefKind, Source
from bot.session.asking import asked_in
from bot.session.joining import read_yes
from bot.wording.meant import set_aside, waits_no_longer
from bot.work import route, which
from tests.dialogues.chats import Posted
from tests.dialogues.commanding import Commanding
from tests.dialogues.lines import Says
from tests.dialogues.visit import Pending, Visit


@dataclass
class Sent:
    """What somebody has sent, in reply to which message of the bot's, and as its words read now; `after` is how many
    of the bot's messages there were when Telegram got it, where that isn't all."""

    name: str
    says: Says
    source: Source
    about: Posted | None
    text: str
    after: int | None = None


class Meaning(Commanding):
    """What the bot makes of messages that may not be meant as an answer."""

    def by_numbers(self, visit: Visit, text: str) -> Posted | None:
        """The newest message in private that asks several questions, where a text answers them by their numbers."""
        bot, kinds = self.bot, (RefKind.QUESTIONS, RefKind.CATCH_UP)
        asking = [p for p in bot.chats.posted if p.to == visit.name and visit.private and not p.gone]
        several = next((p for p in reversed(asking) if p.ref.kind in kinds and p.ref.key), None)
        if several is None or several.code is None:
            return None
        session = bot.known.session(several.code)
        return several if route.names(text, several.ref, bot.scenario(session), session) else None

    def asked_in_private(self, visit: Visit, sent: Sent) -> tuple[list[tuple[str, str]], bool]:
        code, bot = self.taken_part_in(visit, ended=True), self.bot
        if code is None:
            return [], True

        def asked_here(step: str) -> bool | None:
            places = [
                place
                for place, post in enumerate(bot.chats.posted)
                if (post.to, post.gone) == (visit.name, False) and step in asked_in(post.ref)
            ]
            return any(sent.after is None or place < sent.after for place in places) if places else None

        session = bot.known.session(code)
        scenario = bot.scenario(session)

        def fits(step: str) -> bool:
            return replying.fits(scenario, session, step, sent.text, sent.says.seconds)

        found = which.meant(scenario, session, visit.name, bot.known.now, asked_here, fits)
        return [(code, step) for step in found.steps], found.sure

    def said_by_text(self, visit: Visit, text: str, about: Ref) -> bool:
        there = [post.ref for post in self.bot.chats.posted if post.to == visit.name and not post.gone]
        last = there[-1] if there else NO_REF
        ref = about if about.kind is RefKind.MEANT else last if visit.private else NO_REF
        waiting = self.waiting(ref.key) if ref.kind is RefKind.MEANT else None
        if waiting is None and about.kind is RefKind.MEANT and read_yes(text) is not None:
            self.bot.say(visit, waits_no_longer(self.bot.words))
            return True
        if waiting is None or waiting.name != visit.name:
            return False
        choice = which.chosen(text, len(waiting.asks), read_yes(text))
        if choice is not None:
            self.settle(visit, waiting, choice)
        return choice is not None

    def waiting(self, id: str) -> Pending | None:
        return next((one for one in self.bot.pending if one.id == id), None)

    def press_meant(self, visit: Visit, id: str, choice: str) -> None:
        waiting = self.waiting(id)
        assert waiting, "what asked about it is gone when it waits no longer"
        self.settle(visit, waiting, int(choice))

    def settle(self, visit: Visit, waiting: Pending, choice: int) -> None:
        bot = self.bot
        bot.pending.remove(waiting)
        visit.told += bot.chats.take_back(visit.name if visit.private else None, Ref(RefKind.MEANT, waiting.id))
        if not choice:
            if visit.pressed:
                bot.toast(visit, set_aside(bot.words))
            return
        code, step = waiting.asks[choice - 1]
        where = {**bot.circumstances(visit), "source": waiting.source}
        said = {"text": waiting.text, "sure": True, "came": waiting.at}
        bot.bring(visit, code, e.Reply(**where, step=step, **said))
