"""A scenario with every kind of guarded question, and random sessions of it: at each question some answer, others
later, and some think better of it. All that anybody could see at any moment is kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from hypothesis import strategies as st

from bot.scenario.load import load
from bot.scenario.step import AskingStep
from bot.session import events as e
from bot.session.chance import drawn_id
from bot.session.disclosure.batches import guarded
from bot.session.disclosure.visibility import View, visible
from bot.session.engine import advance, begin
from bot.session.organisations import Organisation, Side
from bot.session.roles import Role
from bot.session.state import MINIMUM, Phase, Progress, Session
from bot.session.state import session_from_json as from_json
from bot.session.state import session_to_json as to_json

SCENARIO = load(b"""
palabre: 1
id: guarded
title: { en: Guarded }
purpose: { en: To try }
steps:
  - { id: mood, kind: scale, collect: private, prompt: { en: Mood } }
  - id: who
    kind: matrix
    collect: private
    prompt: { en: Who }
    rows: [ { id: money, text: { en: Money } }, { id: words, text: { en: Words } } ]
    columns: [ { id: us, text: { en: Us } }, { id: them, text: { en: Them } } ]
  - { id: story, kind: text, collect: private, prompt: { en: Story } }
  - { id: secret, kind: text, collect: private, attribution: none, prompt: { en: Secret } }
  - { id: nick, kind: text, collect: private, attribution: alias, prompt: { en: Nick } }
  - { id: score, kind: scale, collect: private, reveal: never, attribution: none, prompt: { en: Score } }
  - { id: why, kind: text, when: { step: score, mean_below: 3 }, prompt: { en: Why } }
  - { id: pulse, kind: scale, prompt: { en: Pulse } }
  - { id: talk, kind: text, when: { step: pulse, any_side_below: 3 }, prompt: { en: Talk } }
  - { id: gap, kind: text, when: { step: pulse, gap_above: 1 }, prompt: { en: Gap } }
  - id: means
    kind: choice
    prompt: { en: Means }
    options: [ { id: voice, text: { en: Voice } }, { id: mail, text: { en: Mail } } ]
  - id: table
    kind: matrix
    reveal: together
    prompt: { en: Table }
    rows: [ { id: money, text: { en: Money } }, { id: words, text: { en: Words } } ]
    columns: [ { id: mine, text: { en: Mine }, means: own }, { id: both, text: { en: Both } } ]
  - { id: pick, kind: vote, on: story, votes: 2, collect: private, prompt: { en: Pick } }
""").scenario
assert SCENARIO is not None
STEPS = {step.id: step for step in SCENARIO.steps}
GUARDED = tuple(id for id, step in STEPS.items() if guarded(step))
PRIVATE = tuple(id for id, step in STEPS.items() if isinstance(step, AskingStep) and step.private)
#: The questions whose words a group can want looked at before they are shown.
WORDS = ("story", "secret", "nick")
START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
_NAMED = (("Toit", Side.SOUTH), ("Aurore", Side.NORTH), ("Pont", Side.NORTH))
ORGANISATIONS = tuple(Organisation(f"o{n}", name, side) for n, (name, side) in enumerate(_NAMED))
#: How many of the nine are with each organisation.
SHARES = ((3, 3, 3), (6, 3, 0), (4, 3, 2), (5, 4, 0), (8, 1, 0))
LEAD = "p0"
TEXTS = {
    "scale": ("1", "2", "5", "-"),
    "matrix": ("1a 2b", "1b", "2a", "1a 2a", "-"),
    "choice": ("1", "2", "-"),
    "vote": ("1", "2", "-"),
    "text": ("words", "many more words", "-"),
}


@dataclass(frozen=True)
class Late:
    """Something done out of turn."""

    act: str
    who: int
    step: int
    text: int


_OTHER = ("edit", "edit", "undo", "forget", "back", "slip", "leave", "propose", "settle", "relist")
_ACTS = (*("reply",) * 6, *_OTHER, *("aside", "aside", "reveal"))
LATE = st.builds(Late, st.sampled_from(_ACTS), st.integers(0, 8), st.integers(0, len(STEPS) - 1), st.integers(0, 9))


@dataclass(frozen=True)
class Done:
    """Something that somebody did, so that it can be done again."""

    kind: type[e.Event]
    who: int
    more: dict[str, object]


@dataclass(repr=False)
class Play:
    """A session being played, its moments, and who in truth gave each answer. It reads as what was done."""

    session: Session
    share: tuple[int, ...]
    at: datetime = START
    number: int = 0
    author: dict[str, str] = field(default_factory=dict)
    moments: list[Session] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    def __repr__(self) -> str:
        return "; ".join(" ".join((one.kind.__name__, *map(str, (one.who, *one.more.values())))) for one in self.done)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def actor(self, who: int) -> e.Actor:
        first, second, _ = self.share
        organisation = ORGANISATIONS[0 if who < first else 1 if who < first + second else 2]
        role = Role.FACILITATOR if who == 0 else Role.MEMBER
        return e.Actor(f"p{who}", role, True, organisation.id)

    def do(self, kind: type[e.Event], who: int, **more: object) -> None:
        self.done.append(Done(kind, who, more))
        self.number += 1
        self.at += timedelta(seconds=10) if more.get("soon") else timedelta(minutes=1)
        more = {name: value for name, value in more.items() if name != "soon"}
        if kind is e.Next:
            more = {"sure": True, **more}
        chance = self.number * 0x9E3779B97F4A7C15 % 2**64
        self._gave(chance, who)
        common = {"by": self.actor(who), "at": self.at, "chance": chance, "private": True}
        event = kind(**{"source": f"p:p{who}:{self.number}", **common, **more})
        self.session = from_json(to_json(advance(SCENARIO, self.session, event).session))
        self.moments.append(self.session)

    def _gave(self, chance: int, who: int) -> None:
        """Who gives what is answered now, also by the ids that answers have once they lead to nobody."""
        new = drawn_id(chance, "answer")
        self.author[new] = f"p{who}"
        linked = [(a.step, a.id) for a in self.session.answers if a.person is not None]
        for step, id in [*linked, *((step, new) for step in STEPS)]:
            self.author[drawn_id(chance, f"cut {step} {id}")] = self.author[id]

    def say(self, who: int, step: str, seed: int) -> None:
        choices = TEXTS[STEPS[step].kind]
        text = choices[seed % len(choices)]
        self.do(e.Reply, who, step=step, text=f"{text} §{self.number}§" if "words" in text else text)

    @cached_property
    def tables(self) -> dict[tuple[str, str], list[View]]:
        """All that anybody could see at any of the moments, once it has been played: every table of a guarded question,
        for each audience, as often as it changed."""
        found: dict[tuple[str, str], list[View]] = defaultdict(list)
        for session in self.moments:
            for step in GUARDED:
                for audience in ("group", "document"):
                    view = visible(SCENARIO, session, step, audience=audience)
                    if found[step, audience][-1:] != [view]:
                        found[step, audience].append(view)
        return found


def late(play: Play, move: Late) -> None:
    step = tuple(STEPS)[move.step]
    if move.act == "reply":
        play.say(move.who, step, move.text)
    elif move.act == "edit":
        mine = [a for a in play.session.answers if a.person == f"p{move.who}" and a.source]
        if mine:
            old = mine[move.text % len(mine)]
            choices = TEXTS[STEPS[old.step].kind]
            text = choices[move.text % len(choices)]
            play.do(e.Edit, move.who, source=old.source, text=text, said_to=old.step)
    elif move.act == "back":
        play.do(e.Back, 0)
    elif move.act == "slip":
        play.do(e.Next, 0)
        play.do(e.Back, 0, soon=True)
    elif move.act == "propose":
        play.do(e.Propose, move.who, name=f"Nouvelle {move.text}", side=Side.SOUTH)
    elif move.act == "settle":
        chosen = (*ORGANISATIONS, Organisation("o9", "Nouvelle", Side.SOUTH), None)[move.text % 5]
        play.do(e.Decide, 0, number=1 + move.text % 2, organisation=chosen)
    elif move.act == "relist":
        play.do(e.Relist, 0, listed=tuple(o for n, o in enumerate(ORGANISATIONS) if n != move.text % 4))
    elif move.act == "aside":
        play.do(e.SetAside, 0, step=WORDS[move.step % 3], number=1 + move.text, reason="it hurts")
    elif move.act == "reveal":
        play.do(e.Reveal, 0, step=WORDS[move.step % 3])
    else:
        more = {"sure": True} if move.act == "undo" else {}
        play.do({"undo": e.Undo, "forget": e.Forget, "leave": e.Leave}[move.act], move.who, **more)


def opened(share: tuple[int, ...], minimum: int = MINIMUM, *, reviews: bool = False) -> Play:
    """A session in which all nine take part, before its first question."""
    play = _opened(share, minimum, reviews)
    return replace(play, author={**play.author}, moments=[*play.moments], done=[*play.done])


@cache
def _opened(share: tuple[int, ...], minimum: int, reviews: bool) -> Play:
    by = e.Actor(LEAD, Role.FACILITATOR)
    what = {"code": "TESTS", "scenario": "guarded", "languages": ("en",), "organisations": ORGANISATIONS}
    opening = e.Open(by=by, at=START, minimum=minimum, reviews=reviews, **what)
    begun = begin(SCENARIO, opening)
    assert begun is not None
    play = Play(begun.session, share)
    for who in range(9):
        play.do(e.Join, who)
    return play


@st.composite
def plays(draw: st.DrawFn) -> Play:
    """A session to its end: at each question some answer, others later, and some think better of it."""
    least = draw(st.sampled_from((MINIMUM, MINIMUM + 1)))
    play = opened(draw(st.sampled_from(SHARES)), least, reviews=draw(st.integers(0, 2)) == 0)
    for _ in range(len(STEPS) + 4):
        play.do(e.Next, 0)
        if play.session.phase is Phase.CLOSED:
            break
        if draw(st.integers(0, 3)) == 0:
            play.do(e.Back, 0, soon=True)  # the step is taken back, as if nothing had been
        if play.session.phase is Phase.OPENING:
            continue
        current = next((id for id, state in play.session.steps.items() if state.progress is Progress.OPEN), None)
        if current is None:  # the vote waits for what it is held on to be looked at
            play.do(e.Reveal, 0, step="story")
            continue
        answering = draw(st.one_of(st.just(set(range(9))), st.sets(st.integers(0, 8), max_size=9)))
        for who in sorted(answering):
            play.say(who, current, draw(st.integers(0, 9)))
        for move in draw(st.lists(LATE, max_size=4)):
            late(play, move)
    if play.session.phase is not Phase.CLOSED:
        play.do(e.Close, 0, sure=True)
    for move in draw(st.lists(LATE, max_size=12)):
        late(play, move)
    return play
