"""From what somebody writes or presses to an event of a session: what a message is about is looked up among what was
said, and all else is the project's own routing (`work.route`, the rows of buttons and links)."""

from __future__ import annotations

from dataclasses import replace

from bot.gateway.inbound.decode import clean, command_in
from bot.session import events as e
from bot.session.addresses import NO_REF, Ref, RefKind, step_ref
from bot.session.roles import may
from bot.wording import organisations, refusals
from bot.work import route
from bot.work.commands.start import LINKS
from bot.work.commands.table import COMMANDS, PRESSES
from bot.work.commands.to_session import Pressed
from tests.dialogues.alone import Visit
from tests.dialogues.commanding import NeedsTheStoreError
from tests.dialogues.lines import Says
from tests.dialogues.meaning import Meaning, Sent

#: What the bot is called in the rehearsal's room.
USERNAME = "palabre_bot"


class Hearing(Meaning):
    """What the bot makes of what comes."""

    # -- texts -----------------------------------------------------------------------------------------------

    def text(self, sent: Sent, said: str, *, edited: bool = False) -> Visit:
        """A message has come, or another wording of it."""
        bot, says = self.bot, sent.says
        visit = Visit(sent.name, says.private, sent.source)
        text = clean(said)
        command, to, argument = command_in("" if says.forwarded or says.medium else text)
        if to and to != USERNAME:
            return visit
        if says.private:
            bot.known.reachable.add(sent.name)
        if says.where == "as the group":
            self._anonymous(visit, command, answers=sent.about is not None)
        elif command and not edited:
            self.command(visit, command, argument)
        elif not command and (text or says.seconds or (says.medium and not edited)):
            voice = "voice" if says.seconds else None
            what = route.Written(text, edited, voice, says.seconds, says.medium or None, says.forwarded)
            self._words(visit, sent, what)
        return visit

    def _anonymous(self, visit: Visit, command: str | None, *, answers: bool) -> None:
        row = COMMANDS.get(command or "")
        if (answers and not command) or (row and row.offered):
            self.bot.say(visit, refusals.anonymous(self.bot.words))

    def _words(self, visit: Visit, sent: Sent, what: route.Written) -> None:
        """As `work.replies` leads them."""
        about = sent.about
        at = int(self.bot.known.now.timestamp())
        changed = self.bot.heard.note(sent.source, what.text, at, edited=what.edited)
        if what.edited:
            if changed is not False:
                self._edited(visit, sent, what)
        elif self.said_by_text(visit, what.text, about.ref if about else NO_REF):
            pass
        elif about and about.ref.kind is RefKind.ORGANISATIONS:
            self._organisations(visit, about.ref, what)
        elif about and about.code and about.ref.kind in route.JOINING:
            self.join(visit, about.code, "" if what.medium else what.text)
        elif about and about.code:
            self._to_session(visit, about.code, what, about.ref)
        elif visit.private or about:
            self._to_open_question(visit, sent, what)

    def _edited(self, visit: Visit, sent: Sent, what: route.Written) -> None:
        waiting = next((one for one in self.bot.pending if one.source == sent.source), None)
        if waiting:
            waiting.text = what.text
            return
        known = self.bot.heard.answer_to(sent.source)
        code = sent.about.code if sent.about else self.taken_part_in(visit, ended=True)
        if code:
            self._to_session(visit, code, replace(what, said_to=known[1] if known else None))

    def _to_session(self, visit: Visit, code: str, what: route.Written, about: Ref = NO_REF) -> None:
        bot, session = self.bot, self.bot.known.session(code)
        scenario = bot.library.get(session.scenario)
        event = route.written(bot.circumstances(visit), what, about, scenario, session)
        if event is None and not what.edited:
            bot.say(visit, refusals.nothing_asked(bot.words))
        bot.bring(visit, code, event)

    def _to_open_question(self, visit: Visit, sent: Sent, what: route.Written) -> None:
        bot = self.bot
        asks, sure = self.asked_in_private(visit, sent) if visit.private else self._asked_in_group()
        if not asks:
            bot.say(visit, refusals.nothing_asked(bot.words))
        elif (len(asks) == 1 and sure) or (what.medium and not what.text):
            code, step = asks[-1]
            self._to_session(visit, code, what, step_ref(step) if step else NO_REF)
        else:
            self.ask_which(visit, what, asks)

    def _asked_in_group(self) -> tuple[list[tuple[str, str]], bool]:
        code = self.bot.known.running()
        return ([(code, "")] if code and self._asks_here(code, private=False) else []), True

    def _asks_here(self, code: str, *, private: bool) -> bool:
        session = self.bot.known.session(code)
        return route.asks_here(self.bot.library.get(session.scenario), session, private=private)

    def _organisations(self, visit: Visit, ref: Ref, what: route.Written) -> None:
        bot = self.bot
        if not self.allowed(visit, COMMANDS["organisations"]):
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
        else:
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
        elif verb == "meant":
            id, choice = rest
            waiting = self.waiting(id)
            assert waiting, "what asked about it is gone when it waits no longer"
            self.settle(visit, waiting, int(choice))
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
