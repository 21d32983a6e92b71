"""The list of a group's organisations while a dialogue is played through the engine alone: shown, read back, confirmed
and decided on. What is done with one by its buttons needs the store."""

from __future__ import annotations

from collections.abc import Callable

from bot.session import events as e
from bot.session.addresses import Ref, RefKind, listed_ref
from bot.session.joining import named, read_yes
from bot.session.organisations import Organisation
from bot.session.playing import Workshop, read_workshop
from bot.session.roster import Line, Refused
from bot.wording import organisations
from bot.wording.message import Message, pages, paragraph, plain_text
from bot.work import route
from tests.dialogues.alone import Alone
from tests.dialogues.visit import Visit

#: The only group there is.
GROUP = 1


class Listing:
    """What the bot makes of the list."""

    def __init__(self, bot: Alone) -> None:
        self.bot = bot

    def show(self, visit: Visit) -> None:
        """The list as it is now."""
        self.bot.say(visit, self._list(), ref=listed_ref(GROUP))

    def _list(self) -> Message:
        known = self.bot.known
        code = known.last()
        waiting = [(code, one) for one in known.session(code).waiting().values()] if code else []
        return organisations.organisations_list(self.bot.words, GROUP, known.organisations, waiting)

    def read(self, visit: Visit, text: str, about: Ref) -> None:
        """Lines in reply to a message: read back, with the scenario that waits for them."""
        bot, said = self.bot, route.organisations(text)
        if isinstance(said, str):
            bot.say(visit, organisations.organisations_unread(bot.words, said), ref=about)
            return
        lines = tuple(Line(name, side) for name, side in said)
        after = bot.known.after(lines)
        if isinstance(after, Refused):
            bot.say(visit, paragraph(organisations.not_so(bot.words, after)), ref=about)
            return
        scenario = about.key if about.kind is RefKind.ORGANISATIONS else self._awaited(about)
        changed = [one for one in after if one not in bot.known.organisations]
        if not changed and not scenario:
            self.show(visit)
            return
        bot.known.read.append((scenario, lines))
        number = len(bot.known.read)
        ref = Ref(RefKind.READ_BACK, str(number))
        bot.say(visit, organisations.read_back(bot.words, number, changed or after), ref=ref)

    def _awaited(self, about: Ref) -> str:
        """The scenario that waited for what was read before."""
        return self.bot.known.read[int(about.key) - 1][0] if about.kind is RefKind.READ_BACK else ""

    def read_back(self, visit: Visit, about: Ref, text: str, begin: Callable[[Visit, Workshop], None]) -> None:
        """A reply to what was read back."""
        yes = read_yes(text)
        if yes is None:
            self.read(visit, text, about)
        elif yes:
            self.confirm(visit, int(about.key), begin)
        else:
            self.bot.say(visit, organisations.correct_it(self.bot.words), ref=about)

    def confirm(self, visit: Visit, number: int, begin: Callable[[Visit, Workshop], None]) -> None:
        """What was read back is right."""
        scenario, lines = self.bot.known.read[number - 1]
        after = self.bot.known.after(lines)
        assert not isinstance(after, Refused)
        self.change(visit, after)
        if scenario and not self.bot.known.running():
            begin(visit, read_workshop(scenario))
        else:
            self.answer(visit, organisations.done(self.bot.words))

    def answer(self, visit: Visit, message: Message) -> None:
        """On the screen of whoever pressed, else as a message."""
        if visit.pressed:
            self.bot.toast(visit, plain_text(pages(message)[0]))
        else:
            self.bot.say(visit, message)

    def change(self, visit: Visit, listed: tuple[Organisation, ...]) -> None:
        """The list is this now."""
        bot = self.bot
        bot.known.organisations = listed
        if code := bot.known.running():
            bot.bring(visit, code, e.Relist(**bot.circumstances(visit, steering=True), listed=listed))
        self._refresh(visit)

    def _refresh(self, visit: Visit) -> None:
        """Wherever the list is shown it is shown as it is now."""
        for post in self.bot.chats.posted:
            if post.ref.kind is RefKind.LISTED:
                visit.told += self.bot.chats.rewrite(post, self._list())

    def decide(self, visit: Visit, code: str, number: int, said: str) -> None:
        """A facilitator's word on what somebody proposes."""
        bot = self.bot
        proposal = bot.known.session(code).waiting().get(number)
        if proposal is None:
            self.answer(visit, paragraph(organisations.proposed(bot.words, None, ())))
            return
        chosen = next((one for one in bot.known.organisations if one.id == said), None)
        if said == "yes":
            after = bot.known.after([Line(proposal.name, proposal.side)])
            assert not isinstance(after, Refused)
            bot.known.organisations = after
            chosen = named(proposal.name, after)
        where = bot.circumstances(visit, steering=True)
        bot.bring(visit, code, e.Decide(**where, number=number, organisation=chosen))
        self._refresh(visit)
