"""The bot without an app: events are brought to the engine, and what it decides is told. A session goes through JSON at
every event, and each event through the engine as a value.

Knows nothing of how an event comes about: that is `hearing.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.scenario.library import Library
from bot.scenario.model import Scenario
from bot.scenario.variant import played
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import NO_REF, NO_SOURCE, Ref, RefKind, Source, asked_refs
from bot.session.engine import advance, begin
from bot.session.outcome import Outcome
from bot.session.pace import Pace
from bot.session.playing import Mode, Workshop, as_played
from bot.session.roles import Role
from bot.session.state import Session
from bot.session.wakes import EngineWake, Idle
from bot.store.pending import KEPT
from bot.store.sessions import spelt
from bot.wording import refusals
from bot.wording.catalog import words
from bot.wording.chat import render, toast_text
from bot.wording.message import Message
from bot.wording.rehearsal import labels
from bot.wording.scene import Scene
from bot.wording.starting import steer_here
from bot.work import route
from bot.work.heard import Heard
from tests.dialogues import unsure
from tests.dialogues.chats import MARKED, TOAST, UNMARKED, Chats, Told, gone
from tests.dialogues.known import Known
from tests.dialogues.script import Script
from tests.dialogues.visit import Pending, Visit


class Alone:
    """The bot, of which only the sessions are real."""

    def __init__(self, library: Library, script: Script) -> None:
        self.library = library
        self.script = script
        self.words = words(script.languages[0])
        self.known = Known.at_first(script)
        self.chats = Chats(script, self.scene)
        self.wakes: list[tuple[datetime, str, EngineWake]] = []
        self.group = labels(self.words)[0]
        self.heard = Heard(b"a key")
        self.pending: list[Pending] = []
        self.authors: dict[Source, str] = {}
        self.texts: dict[Source, str] = {}
        self.about: dict[Source, str] = {}
        self.gone: set[Source] = set()
        self.marked: set[Source] = set()

    def scene(self, code: str, to: str | None) -> Scene:
        """A session as somebody sees it, or the group (None)."""
        session = self.known.session(code)
        scenario = self.scenario(session)
        return Scene(scenario, session, self.words, private=to is not None, group=self.group)

    def scenario(self, session: Session) -> Scenario:
        """A session's scenario, as it plays it."""
        return as_played(self.library.get(session.scenario), session)

    # -- what is said outside of a session -------------------------------------------------------------------

    def say(self, visit: Visit, message: Message, *, ref: Ref = NO_REF, code: str | None = None) -> None:
        """Answer where it came from."""
        to = visit.name if visit.private else None
        visit.told += self.chats.say(message, to, ref=ref, code=code, owner=visit.name)

    def toast(self, visit: Visit, text: str) -> None:
        """A word on the screen of whoever pressed."""
        visit.told.append((TOAST, "", f"Bot ⟶ {visit.name}: {text}"))

    # -- events, and what they come to -----------------------------------------------------------------------

    def circumstances(self, visit: Visit, *, steering: bool = False) -> e.Circumstances:
        """Who, when, where and with what chance."""
        return self.known.circumstances(visit.name, private=visit.private, source=visit.source, steering=steering)

    def open(self, visit: Visit, workshop: Workshop) -> None:
        """Somebody starts a session of that workshop."""
        where, code = self.circumstances(visit, steering=True), spelt(self.known.chance())
        where["source"] = NO_SOURCE
        values = {"code": code, "scenario": workshop.scenario, "short": workshop.short}
        values |= {"languages": self.script.languages, "organisations": self.known.organisations}
        values |= {"reviews": bool(self.script.named("review"))}
        values |= {"pace": Pace(days=workshop.days) if workshop.mode is Mode.DAYS else None}
        scenario = played(self.library.get(workshop.scenario), short=workshop.short, day=self.known.now.date())
        outcome = begin(scenario, e.Open(**where, **values))
        if outcome is None:
            self.say(visit, refusals.refused(self.words, needs=Role.FACILITATOR))
            return
        self._carry_out(visit, code, outcome)
        if visit.name not in self.known.reachable:
            visit.told += self.chats.say(steer_here(self.words, code), None)

    def bring(self, visit: Visit, code: str, event: e.SessionEvent | None) -> None:
        """Bring an event to a session, if it is one."""
        if event is None:
            return
        session = self.known.session(code)
        scenario = self.scenario(session)
        if isinstance(event, e.Undo):
            event = replace(event, last=self.heard.last_of(visit.name, code))
        outcome = advance(scenario, session, event)
        self.heard.notice(code, event, scenario, answered=outcome.session.answers != session.answers)
        if route.leaves_chat(event, outcome.session):
            self.note(event.source, code)
        self._carry_out(visit, code, outcome)
        assert not outcome.refused or outcome.session is session, "a refusal changes nothing"

    def _carry_out(self, visit: Visit, code: str, outcome: Outcome) -> None:
        self.known.keep(outcome.session)
        for effect in outcome.effects:
            self._tell(visit, code, effect)

    def _tell(self, visit: Visit, code: str, effect: fx.Effect) -> None:
        match effect:
            case fx.Post() | fx.AskFacilitators() | fx.Revise() | fx.Retell() | fx.Tidy() | fx.Unask() | fx.Relisted():
                visit.told += self._said(visit, code, effect)
            case fx.Receive():
                self._mark(visit, effect)
            case fx.Toast(body=body) | fx.Refuse(body=body) if visit.pressed:
                self.toast(visit, toast_text(body, self.scene(code, visit.name)))
            case fx.Toast() | fx.KeepVoice():
                pass
            case fx.Refuse(body=body):
                self._refuse(visit, code, body)
            case fx.Enrol() | fx.Assign():
                self.known.yes[effect.person] = effect.organisation
            case fx.AskMeant():
                unsure.ask(self, visit, code, effect)
            case fx.AskWhich(steps, text):
                unsure.ask_which(self, visit, text, [(code, step) for step in steps])
            case fx.WakeAt():
                self._wake_at(code, effect)
            case _:
                assert_never(effect)

    def _said(self, visit: Visit, code: str, effect: fx.Saying) -> list[Told]:
        match effect:
            case fx.Post():
                return self._posted(visit, code, effect)
            case fx.AskFacilitators(body, ref, first):
                asked = self.known.facilitating(first)
                return [told for one in asked for told in self._posted(visit, code, fx.Post(body, ref, to=one))]
            case fx.Revise():
                return self.chats.revise(code, effect)
            case fx.Retell():
                return self.chats.retell(code)
            case fx.Tidy():
                return self._tidied(code)
            case fx.Unask(step):
                return self.chats.unask(code, step, *asked_refs(step))
            case fx.Relisted():
                return self.chats.relisted(code)
            case _:
                assert_never(effect)

    def _posted(self, visit: Visit, code: str, effect: fx.Post) -> list[Told]:
        if effect.to is None or effect.to in self.known.reachable:
            return self.chats.post(code, effect, owner=visit.name)
        aloud = effect.ref if effect.ref.kind is RefKind.PROBE else NO_REF
        return self.chats.post(code, fx.Post(effect.otherwise, aloud)) if effect.otherwise else []

    def _refuse(self, visit: Visit, code: str, body: fx.Short) -> None:
        scene = self.scene(code, visit.name if visit.private else None)
        self.say(visit, render(body, scene), code=code if visit.private else None)

    def note(self, source: Source, code: str) -> None:
        """A private message is about a session."""
        self.about[source] = code

    def _tidied(self, code: str) -> list[Told]:
        """All that was said in private about a session leaves the private chats, but for what is open."""
        told = self.chats.tidy(code, self.known.session(code))
        self.pending = [one for one in self.pending if not self.chats.is_gone(Ref(RefKind.MEANT, one.id))]
        told += self._leave([source for source, about in self.about.items() if about == code])
        return [one for one in told if one[1] in self.known.reachable]

    def cleared(self, name: str) -> list[Told]:
        """All that was said in somebody's private chat about sessions leaves it."""
        return [*self.chats.clear(name), *self._leave([one for one in self.about if self.authors[one] == name])]

    def _leave(self, theirs: list[Source]) -> list[Told]:
        """Messages of people's are deleted, where the bot can."""
        for source in theirs:
            del self.about[source]
        self.gone |= {source for source in theirs if self.authors[source] in self.known.reachable}
        return [gone(self.authors[source], self.texts[source]) for source in theirs]

    def _wake_at(self, code: str, effect: fx.WakeAt) -> None:
        """A session is woken for the same once, when it asked last."""
        self.wakes = [wake for wake in self.wakes if wake[1:] != (code, effect.wake)]
        if effect.at is not None:
            self.wakes.append((effect.at, code, effect.wake))

    def _mark(self, visit: Visit, effect: fx.Receive) -> None:
        """The receipt on somebody's text, told where it is another than before."""
        name = self.authors[effect.source]
        if effect.source not in self.gone and (effect.source in self.marked) is not effect.taken:
            self.marked ^= {effect.source}
            visit.told.append((MARKED, name, f"Bot ✍ {name}") if effect.taken else (UNMARKED, name, f"Bot ⌫ {name}"))

    # -- time ------------------------------------------------------------------------------------------------

    def pass_on(self, time: timedelta) -> list[Told]:
        """Time passes: sessions are woken for the moments that they asked for, and end where nothing happens."""
        until, nobody = self.known.now + time, Visit("")
        self.ring(nobody, until)
        self.known.now = until
        self.pending = [one for one in self.pending if one.at >= self.known.now - KEPT]
        for code in self.known.sessions:
            self._wake(nobody, code, Idle())
        return nobody.told

    def ring(self, visit: Visit, until: datetime) -> None:
        """Sessions are woken for the moments that have come by then, each in its time."""
        while due := [wake for wake in self.wakes if wake[0] <= until]:
            first = min(due, key=lambda wake: wake[0])
            self.wakes.remove(first)
            at, code, wake = first
            self.known.now = max(self.known.now, at)
            self._wake(visit, code, wake)

    def _wake(self, visit: Visit, code: str, wake: EngineWake) -> None:
        session = self.known.session(code)
        event = e.Due(by=e.Actor("", Role.STRANGER), at=self.known.now, wake=wake, **self.known.reminding(session))
        self.bring(visit, code, event)
