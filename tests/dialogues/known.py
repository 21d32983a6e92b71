"""What is known of a group and its people while a dialogue is played through the engine alone: what the app would look
up in its database, or ask of Telegram, before a session is told of anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.session import events as e
from bot.session.addresses import NO_SOURCE, Source
from bot.session.organisations import Organisation, Side
from bot.session.quiet import QuietHours
from bot.session.roles import Role, may
from bot.session.roster import Line, Refused, revised
from bot.session.state import Phase, Session, session_from_json, session_to_json
from bot.work.route import acting
from tests.dialogues.script import Script
from tests.stage import NORTH, SOUTH, Chance

#: Who is on the stage; the first of them coordinates, and owns the group.
NAMES = ("Awa", "Chidi", "Nour", "Camille", "Sam", "Jo")
COORDINATOR = NAMES[0]
#: Who owns the other group, where there is one.
OTHER_ADMIN = NAMES[-1]
#: The group's organisations, unless the script says that they aren't known.
AT_FIRST = (Organisation("o1", SOUTH, Side.SOUTH), Organisation("o2", NORTH, Side.NORTH))
#: How much later each line comes.
PAUSE = timedelta(seconds=10)


@dataclass
class Known:
    """Who is in the group, can be written to in private, is an admin, and has said yes with which organisation; the
    group's organisations, and what was read of a facilitator's text for them; and its sessions, the newest last, each
    as JSON."""

    here: set[str]
    reachable: set[str]
    organisations: tuple[Organisation, ...]
    admins: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    yes: dict[str, str | None] = field(default_factory=dict)
    blocking: set[str] = field(default_factory=set)
    sessions: dict[str, bytes] = field(default_factory=dict)
    read: list[tuple[str, tuple[Line, ...]]] = field(default_factory=list)
    now: datetime = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
    chance: Chance = field(default_factory=Chance)

    @classmethod
    def at_first(cls, script: Script) -> Known:
        """Before the first line."""
        none = script.named("organisations") == ("none",)
        people = frozenset(NAMES)
        here, reachable = people - {*script.named("away")}, people - {*script.named("unopened")}
        return cls(set(here), set(reachable), () if none else AT_FIRST)

    def goes_on(self) -> None:
        """A moment later, with other chance."""
        self.now += PAUSE
        self.chance.hold()

    def role(self, name: str) -> Role:
        """What somebody is in the group."""
        if name == COORDINATOR:
            return Role.COORDINATOR
        if name not in self.here:
            return Role.STRANGER
        return Role.FACILITATOR if name in self.admins else Role.MEMBER

    def present(self, name: str, *, private: bool) -> bool:
        """Whether somebody is in the group; in private only whoever has said yes there."""
        return name in self.here and (not private or name in self.yes)

    def circumstances(
        self, name: str, *, private: bool, source: Source = NO_SOURCE, steering: bool = False
    ) -> e.Circumstances:
        """Who, when, where and with what chance somebody does something."""
        if steering and self.steers(name):
            self.seen.add(name)
        role = acting(lambda: self.role(name), lambda: self.present(name, private=private), steering=steering)
        actor = e.Actor(name, role, name in self.yes, self.yes.get(name))
        return {
            "by": actor,
            "at": self.now,
            "chance": self.chance(),
            "source": source,
            "private": private,
            "day": self.now.date(),
        }

    def reminding(self, session: Session) -> e.Reminding:
        """When those who take part and can be written to are awake."""
        quiet = session.pace.quiet if session.pace else QuietHours()
        there = [name for name in session.active() if name in self.reachable]
        return {"clocks": dict.fromkeys(there, quiet), "muted": frozenset()}

    def session(self, code: str) -> Session:
        """A session, read from its JSON."""
        return session_from_json(self.sessions[code])

    def keep(self, session: Session) -> None:
        """A session as it is now."""
        self.sessions[session.code] = session_to_json(session)

    def last(self) -> str | None:
        """The group's newest session."""
        return next(reversed(self.sessions), None)

    def running(self) -> str | None:
        """The session under way in the group."""
        code = self.last()
        return code if code and self.session(code).phase is not Phase.CLOSED else None

    def facilitating(self, first: str) -> list[str]:
        """All who facilitate, as far as the bot has seen that they do; whoever has the buttons before the others."""
        return [first, *(one for one in (COORDINATOR, *sorted(self.seen)) if one != first and self.steers(one))]

    def steers(self, name: str) -> bool:
        """Whether somebody may steer in the group."""
        return may(self.role(name), "next")

    def after(self, lines: Iterable[Line]) -> tuple[Organisation, ...] | Refused:
        """The group's list after these lines, as a facilitator gives them."""
        code = self.running()
        begun = code is not None and self.session(code).phase is not Phase.OPENING
        return revised(self.organisations, lines, len(self.organisations), sides_fixed=begun)
