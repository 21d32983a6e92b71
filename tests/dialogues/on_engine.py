"""A dialogue through the engine alone: no app, no database, no network; the session goes through JSON at
every event, and each event through the engine as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.rehearsal.runs import plain, read_html
from bot.scenario.model import Scenario
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.engine import advance, begin
from bot.session.joining import read_joining
from bot.session.organisations import Organisation, Side
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.state import Phase, Session, session_from_json, session_to_json
from bot.session.steering import open_step
from bot.wording.catalog import words
from bot.wording.chat import render, toast_text
from bot.wording.message import Message, pages
from bot.wording.organisations import joining_unread
from bot.wording.refusals import nothing_running
from bot.wording.scene import Scene
from bot.work.commands.table import COMMANDS, PRESSES
from bot.work.commands.to_session import Pressed, Steering, TakingPart
from tests.dialogues.script import Line, Script, shown
from tests.stage import NORTH, SOUTH, Chance

NAMES = ("Awa", "Chidi", "Nour", "Camille", "Sam", "Jo")
_QUIET = frozenset({"status", "control"})


@dataclass
class _Posted:
    to: str | None
    ref: str
    message: Message


@dataclass
class EnginePlayer:
    """Plays one script; `told` is what the bot has done after each line."""

    scenario: Scenario
    script: Script
    session: Session | None = None
    members: dict[str, str] = field(default_factory=dict)
    posted: list[_Posted] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    received: dict[str, bool] = field(default_factory=dict)
    told: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
        self.chance = Chance()
        self.organisations = (Organisation("o1", SOUTH, Side.SOUTH), Organisation("o2", NORTH, Side.NORTH))

    def play(self) -> list[list[str]]:
        for line, _ in self.script.turns:
            self.now += timedelta(seconds=10)
            self.told.append(self._told(line, self._decide(line)))
        return self.told

    # -- from lines to events --------------------------------------------------------------------------

    def _actor(self, name: str) -> e.Actor:
        role = Role.COORDINATOR if name == "Awa" else Role.MEMBER
        return e.Actor(name, role, name in self.members, self.members.get(name))

    def _common(self, line: Line) -> dict:
        source = ""
        if not line.button:
            if line.edits:
                source = self.sources[line.name]
            else:
                source = f"{'p:' + line.name if line.private else 'g:1'}:{len(self.told)}"
                self.sources[line.name] = source
                self.owners[source] = line.name
        return {
            "by": self._actor(line.name),
            "at": self.now,
            "chance": self.chance.hold(),
            "source": source,
            "private": line.private,
        }

    def _decide(self, line: Line) -> Outcome | Message:
        common = self._common(line)
        if line.text.startswith("/session"):
            values = {"code": "TESTS", "scenario": self.scenario.id, "languages": (self.script.language,)}
            return begin(self.scenario, e.Open(**common, **values, organisations=self.organisations))
        if self._of_no_session(line):
            return nothing_running(words(self.script.language))
        event = self._event(line, common)
        if event is None:
            return joining_unread(words(self.script.language))
        assert self.session is not None
        before = session_to_json(self.session)
        outcome = advance(self.scenario, session_from_json(before), event)
        if outcome.refused:
            assert session_to_json(outcome.session) == before
        return outcome

    def _of_no_session(self, line: Line) -> bool:
        """Whether it is a command to the session under way, and that has ended."""
        row = COMMANDS.get(line.text[1:].partition(" ")[0]) if line.text.startswith("/") else None
        after = isinstance(row.handler, TakingPart) and row.handler.ended if row else True
        return not after and self.session is not None and self.session.phase is Phase.CLOSED

    def _event(self, line: Line, common: dict) -> e.Event | None:
        if line.button:
            return self._pressed(line, common)
        if line.edits:
            return e.Edit(**common, text=line.text, step=self._open())
        if line.text.startswith("/"):
            return self._command(line, common)
        ref = line.ref and (line.ref if line.ref in ("opening", "summary") else f"step:{line.ref}")
        ref = ref or (f"step:{self._open()}" if line.private else self._newest(line))
        if ref in ("opening", "join-first", "no-organisation"):
            return self._joining(line.text, common)
        if ref == "summary":
            return e.Correct(**common, text=line.text)
        return e.Reply(**common, step=ref.removeprefix("step:"), text=line.text)

    def _open(self) -> str | None:
        return open_step(self.session) if self.session else None

    def _newest(self, line: Line) -> str:
        return next(p.ref for p in reversed(self.posted) if p.to is None and p.message.buttons and p.ref not in _QUIET)

    def _joining(self, text: str, common: dict) -> e.Event | None:
        assert self.session is not None
        saying = read_joining(text, self.session.organisations)
        if saying.yes is None:
            return None
        if not saying.yes:
            return e.Decline(**common)
        organisation = saying.organisation
        if saying.new:
            organisation = Organisation("o3", *saying.new)
        return e.Join(**common, organisation=organisation)

    def _command(self, line: Line, common: dict) -> e.Event | None:
        name, _, argument = line.text[1:].partition(" ")
        if name == "join":
            return self._joining(argument or "yes", common)
        handler = COMMANDS[name].handler
        assert isinstance(handler, Steering | TakingPart)
        return handler.make(common, argument)

    def _pressed(self, line: Line, common: dict) -> e.Event | None:
        to = line.name if line.private else None
        keys = [k for p in reversed(self.posted) if p.to == to for row in p.message.buttons for k in row]
        key = next(k for k in keys if k.label == line.button)
        if key.start:
            step = self.scenario.steps[int(key.start.split("-")[2])].id
            return e.AskPrivately(**{**common, "private": True}, step=step)
        verb, _, *rest = key.press.split("-")
        if verb == "join":
            organisation = next((o for o in self.organisations if o.id == rest[0]), None)
            return None if rest[0] == "other" else e.Join(**common, organisation=organisation)
        handler = PRESSES[verb].handler
        assert isinstance(handler, Pressed)
        return handler.make(common, self.scenario, rest)

    # -- from effects to lines -------------------------------------------------------------------------

    def _told(self, line: Line, outcome: Outcome | Message) -> list[str]:
        if isinstance(outcome, Message):
            return shown("Bot", self._text(outcome))
        self.session = session_from_json(session_to_json(outcome.session))
        said = [x for effect in outcome.effects for x in self._effect(line, effect)]
        return [text for _, _, text in sorted(said, key=lambda x: x[:2])]

    def _scene(self, to: str | None) -> Scene:
        assert self.session is not None
        return Scene(self.scenario, self.session, words(self.script.language), private=to is not None)

    def _text(self, message: Message) -> str:
        return "\n\n".join(plain(read_html(page)) for page in pages(message))

    def _effect(self, line: Line, effect: fx.Effect) -> list[tuple[int, str, str]]:
        match effect:
            case fx.Toast(body=body):
                return (
                    [(0, "", f"Bot ⟶ {line.name}: {toast_text(body, self._scene(line.name))}")] if line.button else []
                )
            case fx.Refuse(body=body) if line.button:
                return self._on_screen(line, body)
            case fx.Refuse(body=body):
                return self._posting(fx.Post(body, to=line.name if line.private else None))
            case fx.Receive(source=source, taken=taken):
                name = self.owners[source]
                if self.received.get(source, False) is taken:
                    return []
                self.received[source] = taken
                return [(1, name, f"Bot {'✍' if taken else '⌫'} {name}")]
            case fx.Post():
                return self._posting(effect)
            case fx.Revise(ref=Ref(RefKind.SUMMARY)):
                return [(4, "", "Bot edits the summary.")]
            case fx.Enrol(person=person, organisation=organisation):
                self.members[person] = organisation
        return []

    def _on_screen(self, line: Line, body: fx.Short) -> list[tuple[int, str, str]]:
        return [(0, "", f"Bot ⟶ {line.name}: {toast_text(body, self._scene(line.name))}")]

    def _posting(self, post: fx.Post) -> list[tuple[int, str, str]]:
        message = render(post.body, self._scene(post.to))
        ref = str(post.ref) or (post.body.text.value if isinstance(post.body, fx.Short) else "")
        self.posted.append(_Posted(post.to, ref, message))
        if ref in _QUIET:
            return []
        prefix = f"Bot → {post.to}" if post.to else "Bot"
        order = (3, post.to) if post.to else (2, "")
        return [(*order, "\n".join(shown(prefix, plain(read_html(page))))) for page in pages(message)]
