"""From what somebody writes or presses to an event of a session: what a message is about is looked up among what was
said, and all else is the project's own routing (`work.route`, the rows of buttons and links)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.gateway.inbound.decode import clean, command_in
from bot.session import events as e
from bot.session.addresses import NO_REF, Ref, RefKind, Source
from bot.session.roles import may
from bot.wording import organisations, refusals
from bot.work import route
from bot.work.commands.start import LINKS
from bot.work.commands.table import COMMANDS, PRESSES
from bot.work.commands.to_session import Pressed
from tests.dialogues.alone import Visit
from tests.dialogues.chats import Posted
from tests.dialogues.commanding import Commanding, NeedsTheStoreError
from tests.dialogues.lines import Says

#: What the bot is called in the rehearsal's room.
USERNAME = "palabre_bot"


@dataclass
class Sent:
    """A text that somebody has sent, in reply to which message of the bot's, and as it reads now."""

    name: str
    says: Says
    source: Source
    about: Posted | None
    text: str


class Hearing(Commanding):
    """What the bot makes of what comes."""

    # -- texts -----------------------------------------------------------------------------------------------

    def text(self, sent: Sent, said: str, *, edited: bool = False) -> Visit:
        """A message has come, or another wording of it."""
        bot, says = self.bot, sent.says
        visit = Visit(sent.name, says.private, sent.source)
        text = "" if says.medium else clean(said)
        command, to, argument = command_in(text)
        if to and to != USERNAME:
            return visit
        if says.private:
            bot.known.reachable.add(sent.name)
        if says.where == "as the group":
            self._anonymous(visit, command)
        elif command and not edited:
            self.command(visit, command, argument)
        elif not command and (text or says.seconds):
            voice = says.medium or None
            self._words(visit, sent, route.Written(text, edited, voice, says.seconds))
        return visit

    def _anonymous(self, visit: Visit, command: str | None) -> None:
        row = COMMANDS.get(command or "")
        if row and row.offered:
            self.bot.say(visit, refusals.anonymous(self.bot.words))

    def _words(self, visit: Visit, sent: Sent, what: route.Written) -> None:
        """As `work.replies` leads them."""
        about = sent.about
        if about and about.ref.kind is RefKind.ORGANISATIONS:
            self._organisations(visit, about.ref, what)
        elif about and about.code and about.ref.kind in route.JOINING:
            if not what.edited:
                self.join(visit, about.code, what.text)
        elif about and about.code:
            self._to_session(visit, about.code, what, about.ref)
        elif visit.private or about:
            self._to_open_question(visit, what)

    def _to_session(self, visit: Visit, code: str, what: route.Written, about: Ref = NO_REF) -> None:
        bot, session = self.bot, self.bot.known.session(code)
        scenario = bot.library.get(session.scenario)
        bot.bring(visit, code, route.written(bot.circumstances(visit), what, about, scenario, session))

    def _to_open_question(self, visit: Visit, what: route.Written) -> None:
        code = self.taken_part_in(visit, ended=True) if visit.private else self.bot.known.running()
        if code and (what.edited or self._asks_here(code, private=visit.private)):
            self._to_session(visit, code, what)
        elif not what.edited:
            self.bot.say(visit, refusals.nothing_asked(self.bot.words))

    def _asks_here(self, code: str, *, private: bool) -> bool:
        session = self.bot.known.session(code)
        return route.asks_here(self.bot.library.get(session.scenario), session, private=private)

    def _organisations(self, visit: Visit, ref: Ref, what: route.Written) -> None:
        bot = self.bot
        if what.edited or not self.allowed(visit, COMMANDS["organisations"]):
            return
        told = route.organisations(what.text)
        if isinstance(told, str):
            bot.say(visit, organisations.organisations_unread(bot.words, told), ref=ref)
            return
        for name, side in told:
            bot.known.organisation(name, side)
        if ref.key and not bot.known.running():
            bot.open(visit, ref.key)
        else:
            bot.say(visit, organisations.organisations_set(bot.words, bot.known.organisations))

    # -- buttons and links -----------------------------------------------------------------------------------

    def press(self, name: str, says: Says) -> Visit:
        """Somebody presses the newest button of that name; it may be a link to the private chat."""
        bot = self.bot
        post, button = bot.chats.button(name if says.private else None, says.button)
        if button.start:
            return self.opened(name, button.start)
        visit = Visit(name, says.private, pressed=True)
        if button.personal and post.owner != name:
            bot.toast(visit, refusals.not_your_button(bot.words))
        elif button.once and button.press in post.used:
            bot.toast(visit, refusals.done_already(bot.words))
        else:
            post.used |= {button.press} if button.once else set()
            self._pressed(visit, *button.press.split("-"))
        return visit

    def _pressed(self, visit: Visit, verb: str, *rest: str) -> None:
        bot, row = self.bot, PRESSES[verb]
        if isinstance(row.handler, Pressed):
            where = bot.circumstances(visit, steering=row.handler.steering)
            code, *words = rest
            scenario = bot.library.get(bot.known.session(code).scenario)
            bot.bring(visit, code, row.handler.make(where, scenario, words))
        elif verb == "join":
            self._join_pressed(visit, *rest)
        elif verb == "forget":
            self.forget(visit)
        elif verb == "pick" and may(bot.known.role(visit.name), row.act):
            self.begin_or_ask(visit, "-".join(rest))
        else:
            raise NeedsTheStoreError(f"button {verb}")

    def _join_pressed(self, visit: Visit, code: str, choice: str) -> None:
        bot = self.bot
        if choice == "other":
            bot.toast(visit, organisations.other_organisation(bot.words))
        else:
            bot.bring(visit, code, route.chosen(bot.circumstances(visit), choice, bot.known.organisations))

    def opened(self, name: str, payload: str = "") -> Visit:
        """Somebody opens the private chat, by a link or not."""
        bot = self.bot
        visit = self.unblocked(name) if name in bot.known.blocking else Visit(name, private=True)
        bot.known.reachable.add(name)
        verb, *rest = payload.split("-")
        if verb in LINKS:
            code, *words = rest
            scenario = bot.library.get(bot.known.session(code).scenario)
            event = LINKS[verb](bot.circumstances(visit, steering=verb == "steer"), scenario, words)
            if not (visit.told and isinstance(event, e.AskPrivately)):  # it is on its way
                bot.bring(visit, code, event)
        else:
            self.greet(visit)
        return visit

    def unblocked(self, name: str) -> Visit:
        """Somebody who had blocked the bot lets it write again: they are asked what they missed."""
        bot, visit = self.bot, Visit(name, private=True)
        bot.known.blocking.discard(name)
        bot.known.reachable.add(name)
        code = self.taken_part_in(visit, ended=True)
        if code:
            session = bot.known.session(code)
            step = route.missed(bot.library.get(session.scenario), session, name)
            bot.bring(visit, code, e.AskPrivately(**bot.circumstances(visit), step=step) if step else None)
        running = bot.known.running()
        if running and bot.known.session(running).facilitator == name:
            bot.bring(visit, running, e.AskStatus(**bot.circumstances(visit, steering=True)))
        return visit
