"""The attack on what was seized of one session: every way to guess at every moment, and what must not be there."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tests.file_alone.guesses import WAYS, by_difference, mark_of
from tests.file_alone.odds import Odds
from tests.file_alone.played import Played
from tests.file_alone.seized import Row, Seized
from tests.file_alone.workshop import ANONYMOUS, NAMELESS, PRIVATE, WHISPER

#: The batch of what came too late and is shown with others' later: these few the file can't but tell from the rest.
_WAITING = -1
_MINIMUM = 3


def _people(seized: Seized, accounts: dict[str, int]) -> dict[str, str]:
    """Each person's opaque id, by name."""
    ids = {row["account"]: row["person"] for row in seized.tables["people"]}
    return {name: ids.get(account, name) for name, account in accounts.items()}


def attack(played: Played, odds: dict[str, Odds]) -> None:
    """Guess, and note how good it was: at the first and at the last moment of each kind, for each question."""
    for step in NAMELESS:
        moments: dict[str, list[Seized]] = defaultdict(list)
        for seized in (*played.seized, *played.copies):
            if seized.anonymous(step) and _closed(seized, step):
                moments[seized.where].append(seized)
        for where, some in moments.items():
            for when, seized in {"first": some[0], "last": some[-1]}.items():
                _guess(played, odds, f"{where}, {when}", seized, step)


def _guess(played: Played, odds: dict[str, Odds], where: str, seized: Seized, step: str) -> None:
    people = _people(seized, played.accounts)
    waiting = {mark_of(a) for a in seized.anonymous(step) if a["batch"] == _WAITING}
    truth = {mark: people[name] for mark, name in played.truth.items()}
    truth[""] = ""  # what has no words
    mixed = {mark: person for mark, person in truth.items() if mark not in waiting}
    answered = frozenset(seized.answered(step))
    said = {mark_of(a) for a in seized.anonymous(step)}
    authors = frozenset(truth[mark] for mark in said - waiting) & answered
    for way in WAYS:
        guess = way(seized, step)
        odds.setdefault(f"{way.__name__} · {where}", Odds()).add(guess, mixed, authors)


def _closed(seized: Seized, step: str) -> bool:
    return bool(seized.state) and seized.state["steps"].get(step, {}).get("progress") in ("closed", "skipped")


# -- what must not be there


def links(played: Played) -> Iterator[str]:
    """Whatever leads from an anonymous answer to somebody by itself, told in words; nothing where all is well."""
    for seized in played.seized:
        yield from _in_tables(seized, played)
        yield from _of_whispers(seized) if seized.where != "worked on, not sent" else ()
    for copy in played.copies:
        yield from (f"copy: {found}" for found in _in_tables(copy, played))
        yield from _open_in(copy)
        yield from (f"copy: {found}" for found in _of_whispers(copy))
    for one, other in combinations(played.copies, 2):
        yield from _of_two(one, other, played)
    yield from _in_bytes(played)


def _in_tables(seized: Seized, played: Played) -> Iterator[str]:
    for answer in seized.answers:
        if answer["person"] is None:
            yield from _of_an_answer(answer, seized)
    done = [row for row in seized.tables["outbox"] if row["state"] not in ("queued", "held")]
    for row in done:
        if (row["place"].startswith("p:") and (row["place"] != "p:nobody" or row["message"])) or row["fold"]:
            yield f"{seized.where}: a row of the outbox that is done says to whom: {row}"
    for row in (*seized.tables["timers"], *seized.tables["inbox"]):
        if re.search("[0-9a-f]{16}$", row["name"] or "") and not row["name"].startswith("revise control "):
            yield f"{seized.where}: a moment names something: {row['name']}"
    for step in ANONYMOUS:
        if _closed(seized, step) and any(a["step"] == step for a in seized.linked()):
            yield f"{seized.where}: {step} has closed and leads to its authors"
        if seized.answered(step) != sorted(seized.answered(step)):
            yield f"{seized.where}: who has answered {step} stands in an order"


def _of_an_answer(answer: Row, seized: Seized) -> Iterator[str]:
    told = {key: answer[key] for key in ("organisation", "at", "source") if answer[key] is not None}
    told |= {"late": True} if answer["late"] else {}
    told |= {"batch": answer["batch"]} if answer["batch"] not in (0, _WAITING) else {}
    if told or answer["place"] >= 0:
        yield f"{seized.where}: an answer tells {told}, and stands at {answer['place']}"
    if "voice" in json.dumps(answer["value"]) or answer["value"].get("seconds"):
        yield f"{seized.where}: a voice note that is anonymous"


def _open_in(copy: Seized) -> Iterator[str]:
    """Of what is still open a copy has nothing, nor of what waits."""
    if copy.state.get("held"):
        yield "copy: what waits for a yes is in it"
    if any(a["step"] in ANONYMOUS for a in copy.linked()):
        yield "copy: an open question leads to its authors"
    if any(a["batch"] == _WAITING and a["person"] is None for a in copy.answers):
        yield "copy: what waits to be shown is in it"
    if any(row["payload"] for row in copy.tables["inbox"]):
        yield "copy: what was being read is in it"
    if any(row["method"] in ("react", "toast") for row in copy.tables["outbox"]):
        yield "copy: what was being confirmed is in it"


def _of_whispers(seized: Seized) -> Iterator[str]:
    """Once it is sent nothing says that somebody whispered, nor what."""
    for table, column, text in seized.cells():
        if WHISPER in text:
            yield f"{seized.where}: a whisper stands in {table}.{column}"
        if (table, column) == ("messages", "ref") and text in ("whispering", "whispered"):
            yield f"{seized.where}: somebody was asked for a whisper, or told that it went"


def _of_two(one: Seized, other: Seized, played: Played) -> Iterator[str]:
    """What the later copy has of a private question and the earlier hasn't is of as many people as a table."""
    for step in PRIVATE & set(NAMELESS):
        guess = by_difference(one, other, step)
        authors = {played.truth[mark] for mark in guess if mark in played.truth}
        if guess and len(authors) < _MINIMUM:
            yield f"two copies: {step} differs by what {len(authors)} said"


def _in_bytes(played: Played) -> Iterator[str]:
    """In the files, once what was erased is out of them: neither old ids nor Telegram's of a voice note."""
    for id in played.before:
        if id.encode() in played.raw:
            yield "bytes: an id by which an anonymous answer was known when it had an author"
    if WHISPER.encode() in played.raw:
        yield "bytes: a whisper"
    if b"voice-" in played.raw:
        yield "bytes: Telegram's id of a voice note"
    if "§" in played.log or re.search("[0-9a-f]{16}", played.log):
        yield "log: words, or an id"
