"""From what somebody writes or presses to an event of a session: what a message is about is looked up among what was
said, and all else is the project's own routing (`work.route`, the rows of buttons and links)."""

from __future__ import annotations

from dataclasses import replace

from bot.gateway.inbound.decode import clean
from bot.reading.commands import command_in
from bot.session import events as e
from bot.session.addresses import NO_REF, Ref, RefKind, step_ref
from bot.session.roles import may, needed
from bot.wording import caring, organisations, refusals
from bot.wording.message import bare, pages
from bot.work import route
from bot.work.commands.start import LINKS
from bot.work.commands.starting import workshop_pressed
from bot.work.commands.table import COMMANDS, PRESSES, is_command
from bot.work.commands.to_session import Pressed
from bot.work.organisations.replies import HEARD
from bot.work.steered import STEERED
from tests.dialogues import unsure
from tests.dialogues.chats import Posted
from tests.dialogues.commanding import NeedsTheStoreError
from tests.dialogues.lines import Says
from tests.dialogues.meaning import Meaning, Sent
from tests.dialogues.visit import Visit

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
        called = command_in("" if says.forwarded or says.medium else text)
        if called and called.to and called.to != USERNAME:
            return visit
        replied = sent.about is not None and not says.private
        command = called.name if called and is_command(called.name, reply_in_group=replied) else None
        if says.private:
            bot.known.reachable.add(sent.name)
        if says.where == "as the group":
            self._anonymous(visit, command, answers=sent.about is not None)
        elif called and command and not edited:
            self.command(visit, command, called.argument)
        elif not command and (text or says.seconds or (says.medium and not edited)):
            what = route.Written(text, edited, says.seconds, says.medium or None, says.forwarded)
            self._words(visit, sent, what)
        if says.private and not command and not edited and visit.source not in bot.about:
            code = self.taken_part_in(visit, ended=True)
            if code:
                bot.note(visit.source, code)
        return visit

    def _anonymous(self, visit: Visit, command: str | None, *, answers: bool) -> None:
        row = COMMANDS.get(command or "")
        if (answers and not command) or (row and row.offered):
            self.bot.say(visit, refusals.anonymous(self.bot.words))

    def _words(self, visit: Visit, sent: Sent, what: route.Written) -> None:
        """As `work.replies` leads them."""
        about = sent.about if sent.about and not sent.about.gone else None
        at = int(self.bot.known.now.timestamp())
        changed = self.bot.heard.note(sent.source, what.text, at, edited=what.edited)
        if what.edited:
            if changed is not False:
                self._edited(visit, sent, what)
        elif self.said_by_text(visit, what.text, about.ref if about else NO_REF):
            pass
        elif about and about.ref.kind in HEARD:
            self._organisations(visit, about, what.text)
        elif about and about.code and about.ref.kind is RefKind.WHISPERING:
            self.whispered(visit, about.code, what.text)
        elif about and about.ref.kind is RefKind.WHISPER:
            self.bot.say(visit, caring.no_way_back(self.bot.words))
        elif about and about.code and about.ref.kind in route.JOINING:
            self.join(visit, about.code, "" if what.medium else what.text)
        elif about and about.code and about.ref.kind in STEERED:
            self._steering(visit, about, "" if what.medium else what.text)
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
            about = sent.about.ref if sent.about else NO_REF
            said, relayed = replace(what, said_to=known[1] if known else None), about.kind is RefKind.RELAY
            self._to_session(visit, code, said, NO_REF if relayed else about, steering=relayed)

    def _to_session(
        self, visit: Visit, code: str, what: route.Written, about: Ref = NO_REF, *, steering: bool = False
    ) -> None:
        bot, session = self.bot, self.bot.known.session(code)
        scenario = bot.scenario(session)
        event = route.written(bot.circumstances(visit, steering=steering), what, about, scenario, session)
        if event is None and not what.edited:
            bot.say(visit, refusals.nothing_asked(bot.words))
        bot.bring(visit, code, event)

    def _steering(self, visit: Visit, about: Posted, text: str) -> None:
        asked = STEERED[about.ref.kind]
        said = asked.read(self.bot.circumstances(visit, steering=True), text, about.ref)
        if said is None:
            ref = about.ref if asked.again else NO_REF
            self.bot.say(visit, asked.unread(self.bot.words), ref=ref, code=about.code)
        self.bot.bring(visit, about.code or "", said)

    def _to_open_question(self, visit: Visit, sent: Sent, what: route.Written) -> None:
        bot = self.bot
        if ref := self.by_numbers(visit, what.text):
            self._to_session(visit, ref.code or "", what, ref.ref)
            return
        asks, sure = self.asked_in_private(visit, sent) if visit.private else self._asked_in_group()
        if not asks:
            bot.say(visit, refusals.nothing_asked(bot.words))
        elif (len(asks) == 1 and sure) or (what.medium and not what.text):
            code, step = asks[-1]
            self._to_session(visit, code, what, step_ref(step) if step else NO_REF)
        else:
            unsure.ask_which(bot, visit, what.text, asks)

    def _asked_in_group(self) -> tuple[list[tuple[str, str]], bool]:
        code = self.bot.known.running()
        return ([(code, "")] if code and self._asks_here(code, private=False) else []), True

    def _asks_here(self, code: str, *, private: bool) -> bool:
        session = self.bot.known.session(code)
        return route.asks_here(self.bot.scenario(session), session, private=private)

    def _organisations(self, visit: Visit, about: Posted, text: str) -> None:
        """As `work.organisations.replies` leads them."""
        if about.ref.kind is RefKind.PROPOSED and about.code:
            said = route.deciding(text, self.bot.known.session(about.code).organisations)
            if said:
                self.listing.decide(visit, about.code, int(about.ref.key), said)
            else:
                self.bot.say(visit, organisations.deciding_unread(self.bot.words), ref=about.ref, code=about.code)
        elif not self.allowed(visit, COMMANDS["organisations"]):
            return
        elif about.ref.kind is RefKind.READ_BACK:
            self.listing.read_back(visit, about.ref, text, self.begin_or_ask)
        elif about.ref.kind is RefKind.ORGANISATION or text.strip().isdecimal():
            raise NeedsTheStoreError("one organisation of the list")
        else:
            self.listing.read(visit, text, about.ref)

    # -- buttons and links -----------------------------------------------------------------------------------

    def press(self, name: str, says: Says) -> Visit:
        """Somebody presses the newest button of that name; it may be a link to the private chat."""
        bot = self.bot
        post, button = bot.chats.button(name if says.private else None, says.button, says.ref)
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
            scenario = bot.scenario(bot.known.session(code))
            bot.bring(visit, code, row.handler.make(where, scenario, words))
        elif verb == "join":
            self._join_pressed(visit, *rest)
        elif verb == "forget":
            self.forget(visit)
        elif row.act == "organisations" and not may(bot.known.role(visit.name), row.act):
            bot.toast(visit, bare(pages(refusals.refused(bot.words, needs=needed(row.act)))[0]))
        elif verb == "new":
            self.listing.decide(visit, rest[0], int(rest[1]), rest[2])
        elif verb == "right":
            self.listing.confirm(visit, int(rest[0]), self.begin_or_ask)
        elif verb == "wrong":
            bot.say(visit, organisations.correct_it(bot.words), ref=Ref(RefKind.READ_BACK, rest[0]))
        elif verb == "remind":
            bot.bring(visit, rest[0], self.reminds(visit, rest[0]))
        elif verb == "meant":
            self.press_meant(visit, *rest)
        elif row.act == "session" and may(bot.known.role(visit.name), row.act):
            self.begin_or_say(visit, workshop_pressed(verb, "-".join(rest), bot.library, bot.words))
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
            scenario = bot.scenario(bot.known.session(code))
            event = LINKS[verb](bot.circumstances(visit, steering=verb == "steer"), scenario, words)
            if not (visit.told and isinstance(event, e.AskPrivately)):  # it is on its way
                bot.bring(visit, code, event)
        elif verb == "whisper":
            self.whispers(visit, rest[0], "")
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
            step = route.missed(bot.scenario(session), session, name)
            bot.bring(visit, code, e.AskPrivately(**bot.circumstances(visit), step=step) if step else None)
        running = bot.known.running()
        if running and bot.known.session(running).facilitator == name:
            bot.bring(visit, running, e.AskStatus(**bot.circumstances(visit, steering=True)))
        return visit
