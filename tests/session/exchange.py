"""Two worlds that differ in who of two people said what, and in nothing else: one gave the other's answer to a
question, all the time. Whatever is published in one must be published in the other, at every moment, word for word; or
else somebody who keeps all of it learns which of the two it was.

That holds for any two who can only be told together: whose answers came into the same table of results, from the same
organisation. A pass is an answer like others here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import combinations

from bot.documents.csv import csv_summary
from bot.documents.html import html_summary
from bot.documents.json import json_summary
from bot.session import effects as fx
from bot.session import events as e
from bot.session.answers import WAITING
from bot.session.state import Session
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import pages
from bot.wording.scene import Scene
from tests.session.guarded import GUARDED, SCENARIO, STEPS, Done, Play, opened


@dataclass(frozen=True)
class Pair:
    """Two people who can be taken for each other in one question."""

    step: str
    one: int
    other: int


def publications(session: Session) -> list[str]:
    """Everything that the group, the facilitator and a document say at this moment, word for word. The order of a
    document's answers is that of their random ids, and tells nothing."""
    scene = Scene(SCENARIO, session, words("en"))
    bodies = [fx.Status(), fx.Control(), fx.FinalSummary()]
    for id in STEPS:
        bodies += [fx.Turn((id,), ()), fx.Turn((), (id,)), fx.Prompt(id)]
    said = ["".join(pages(render(body, replace(scene, private=True)))) for body in [*bodies, fx.Opening()]]
    html = html_summary(SCENARIO, session, "en", UTC).decode()
    return [*said, *("".join(pages(render(body, scene))) for body in bodies), html, _unordered(session), _rows(session)]


def _unordered(session: Session) -> str:
    document = json.loads(json_summary([(SCENARIO, session)]))
    for step in document["sessions"][0]["steps"]:
        step["answers"].sort(key=json.dumps)
    return json.dumps(document)


def _rows(session: Session) -> str:
    return "\n".join(sorted(csv_summary([(SCENARIO, session)], "en").decode().splitlines()))


def pairs(play: Play) -> Iterator[Pair]:
    """All pairs of a session, of questions that come to figures: two who answered or passed once each, and came into
    the same table."""
    replies: dict[tuple[str, int], list[Done]] = defaultdict(list)
    for done in play.done:
        if done.kind is e.Reply:
            replies[str(done.more["step"]), done.who].append(done)
        if done.kind is e.Edit:
            replies[str(done.more["said_to"]), done.who] += [done, done]
    tables = _tables(play)
    for step in GUARDED:
        if STEPS[step].kind == "text":
            continue
        once = [who for who in range(9) if len(replies[step, who]) == 1 and (step, who) in tables]
        for one, other in combinations(once, 2):
            same_table = tables[step, one] == tables[step, other]
            if same_table and play.actor(one).organisation == play.actor(other).organisation:
                yield Pair(step, one, other)


def _tables(play: Play) -> dict[tuple[str, int], tuple[int, set[str | None]]]:
    """In which table of a question somebody's answer came, wherever it was in one, and from which organisations:
    whoever proposes another is with none until it is decided, and not with those whom they joined."""
    found: dict[tuple[str, int], tuple[int, set[str | None]]] = {}
    for session in play.moments:
        for step in GUARDED:
            shown = session.step(step).tables
            for answer in session.answers.to(step) if shown else ():
                if WAITING < answer.batch < shown:
                    author = play.author[answer.id]
                    found.setdefault((step, int(author[1:])), (answer.batch, set()))[1].add(answer.organisation)
    return found


def exchanged(play: Play, pair: Pair) -> Play:
    """The same session in the other world."""
    said = {done.who: done.more["text"] for done in play.done if _about(done, pair)}
    again = replayed(play)
    for done in play.done[len(again.done) :]:
        whose = {pair.one: pair.other, pair.other: pair.one}.get(done.who) if _about(done, pair) else None
        more = done.more if whose is None else {**done.more, "text": said[whose]}
        again.do(done.kind, done.who, **more)
    return again


def replayed(play: Play) -> Play:
    """A new session of the same people, as far as `opened` plays it."""
    return opened(play.share, play.session.minimum, reviews=play.session.reviews)


def _about(done: Done, pair: Pair) -> bool:
    return done.kind is e.Reply and done.more["step"] == pair.step and done.who in (pair.one, pair.other)
