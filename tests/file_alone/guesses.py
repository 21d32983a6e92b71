"""How somebody guesses who gave which anonymous answer, from what was seized: a battery of ways to correlate.

Each way gets one moment (or two copies) and says of each answer whom it takes for its author. None of them knows the
program; all of them have beaten a version of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.session.aliases import TREES
from tests.file_alone.seized import Row, Seized

#: Words -> who is taken for their author, by the opaque id.
Guess = dict[str, str]
Way = Callable[[Seized, str], Guess]


def mark_of(answer: Row) -> str:
    """By which an answer is known: the number in its words."""
    found = re.match(r"§\d+§", str((answer.get("value") or {}).get("text", "")))
    return found[0] if found else ""


def _in_turn(answers: Iterable[Row], people: Sequence[str]) -> Guess:
    """The first of the answers is the first one's, and so on, round and round."""
    named = [mark for answer in answers if (mark := mark_of(answer))]
    return {mark: people[n % len(people)] for n, mark in enumerate(named)} if people else {}


def _nearest(answers: Iterable[Row], number: Callable[[Row], float | None], known: list[tuple[float, str]]) -> Guess:
    """Each answer is that one's to whom the nearest number belongs."""
    guess = {}
    for answer in answers:
        at, mark = number(answer), mark_of(answer)
        if at is not None and mark and known:
            guess[mark] = min(known, key=lambda one: abs(one[0] - at))[1]
    return guess


def _present(seized: Seized, step: str) -> list[str]:
    """Those who have answered, in the order in which they joined."""
    there = set(seized.answered(step))
    return [person for person in seized.state.get("participants", {}) if person in there]


# -- randomness


def shared_bits(seized: Seized, step: str) -> Guess:
    """The tree that an answer's id leads to is its author's pseudonym."""
    people, guess = seized.state.get("participants", {}), {}
    for answer in seized.anonymous(step):
        bits, taken = int(answer["id"], 16), []
        for person, who in people.items():
            free = [tree for tree in TREES if tree not in taken]
            if person in seized.answered(step) and who["alias"] == free[bits % len(free)]:
                guess[mark_of(answer)] = person
            taken.append(who["alias"])
    return guess


def near_ids(seized: Seized, step: str) -> Guess:
    """The person whose id is nearest to the answer's."""
    known = [(int(person, 16), person) for person in seized.answered(step) if re.fullmatch("[0-9a-f]+", person)]
    return _nearest(seized.anonymous(step), lambda answer: int(answer["id"], 16), known)


# -- order


def rows_as_joined(seized: Seized, step: str) -> Guess:
    """Rows stand in the order in which people joined."""
    return _in_turn(sorted(seized.anonymous(step), key=lambda a: a["place"]), _present(seized, step))


def rows_as_answered(seized: Seized, step: str) -> Guess:
    """Rows stand in the order in which it is written who has answered."""
    return _in_turn(sorted(seized.anonymous(step), key=lambda a: a["place"]), seized.answered(step))


def ids_as_people(seized: Seized, step: str) -> Guess:
    """Ids are ordered as people's are."""
    return _in_turn(sorted(seized.anonymous(step), key=lambda a: a["id"]), sorted(seized.answered(step)))


def _prompted(seized: Seized, step: str) -> list[str]:
    """Those who have answered, in the order in which the bot asked them in private, the last time for each."""
    last = {}
    for row in sorted(seized.tables["messages"], key=lambda row: row["id"]):
        if row["ref"] == f"step:{step}" and row["place"].startswith("p:"):
            last[row["place"][2:]] = row["id"]
    there = set(seized.answered(step))
    return [person for person in sorted(last, key=lambda p: last[p]) if person in there]


def rows_as_asked(seized: Seized, step: str) -> Guess:
    """Rows stand in the order in which people were asked in private."""
    return _in_turn(sorted(seized.anonymous(step), key=lambda a: a["place"]), _prompted(seized, step))


def posts_as_joined(seized: Seized, step: str) -> Guess:
    """The bot posted what was said in the order in which people joined."""
    said = [mark for post in seized.posts for mark in re.findall(r"§\d+§", post)]
    known = {mark_of(a): a for a in seized.anonymous(step)}
    return _in_turn([known[mark] for mark in dict.fromkeys(said) if mark in known], _present(seized, step))


def between_rows(seized: Seized, step: str) -> Guess:
    """The row before, of those that lead to somebody, is the same person's."""
    known = [(a["place"], a["person"]) for a in seized.linked() if a["person"] in seized.answered(step)]
    return _nearest(seized.anonymous(step), lambda answer: answer["place"], known)


# -- time


def _moment(written: object) -> float | None:
    return float(re.sub(r"\D", "", str(written))[:20]) if written else None


def same_moment(seized: Seized, step: str) -> Guess:
    """What it still tells of its time is nearest to what somebody said under their name."""
    known = [(at, a["person"]) for a in seized.linked() if (at := _moment(a["at"])) is not None]
    return _nearest(seized.anonymous(step), lambda answer: _moment(answer["at"]), known)


def by_timer(seized: Seized, step: str) -> Guess:
    """A timer named after an answer was set when somebody else's row or receipt was written."""
    due = {row["name"].partition(":")[2]: float(row["due"]) for row in seized.tables["timers"]}
    due |= {(row["name"] or "").partition(":")[2]: float(row["received"]) for row in seized.tables["inbox"]}
    del due[""]
    sent = [(float(row["queued"]) + 86_400e6, row["place"][2:]) for row in seized.tables["outbox"]
            if row["place"][2:] in seized.answered(step)]  # fmt: skip
    late = [(n * 1e9, person) for n, person in enumerate(_present(seized, step))]
    return _nearest(seized.anonymous(step), lambda answer: due.get(answer["id"]), sent or late)


# -- who came late


def _strange(seized: Seized, step: str) -> list[Row]:
    """The answers that say of themselves that they aren't like the others."""
    return [a for a in seized.anonymous(step) if a["late"] or a["batch"] or a["source"] or a["at"]]


def late_by_receipt(seized: Seized, step: str) -> Guess:
    """What came late is theirs to whom the last receipts went."""
    rows = [row for row in seized.tables["outbox"] if row["method"] in ("react", "toast", "send")]
    last = [row["place"][2:] for row in sorted(rows, key=lambda row: -row["id"]) if row["place"].startswith("p:")]
    folds = [row["fold"].split(":")[2] for row in reversed(rows) if row["fold"].startswith("receipt:p:")]
    people = [p for p in dict.fromkeys([*folds, *last]) if p in seized.answered(step)]
    return _in_turn(_strange(seized, step), people)


def late_by_prompt(seized: Seized, step: str) -> Guess:
    """What came late is theirs who were asked last."""
    return _in_turn(_strange(seized, step), _prompted(seized, step)[::-1])


def late_by_joining(seized: Seized, step: str) -> Guess:
    """What came late is theirs who joined last."""
    return _in_turn(_strange(seized, step), _present(seized, step)[::-1])


# -- traces


def by_voice(seized: Seized, step: str) -> Guess:
    """A file's id holds the number of its message, between those of what else its author sent."""
    known = [(float(a["source"].rpartition(":")[2]), a["person"]) for a in seized.linked() if a["source"]]

    def number(answer: Row) -> float | None:
        found = re.search(r"voice-(\d+)", str(answer["value"]))
        return float(found[1]) if found else None

    return _nearest(seized.anonymous(step), number, known)


def by_how_much(seized: Seized, step: str) -> Guess:
    """Whoever is met most often in the file said most."""
    people = seized.answered(step)
    met = Counter(p for _, _, text in seized.cells() for p in people if p in text)
    return _in_turn(sorted(seized.anonymous(step), key=lambda a: -len(str(a))), [p for p, _ in met.most_common()])


def by_vote(seized: Seized, step: str) -> Guess:
    """Whoever voted for it wrote it."""
    guess = {}
    for answer in seized.anonymous(step):
        voters = [a["person"] for a in seized.linked() if answer["id"] in str(a["value"])]
        if voters and mark_of(answer):
            guess[mark_of(answer)] = voters[0]
    return guess


def by_name_of_row(seized: Seized, step: str) -> Guess:
    """Anything in which both the answer's id and a person stand."""
    guess = {}
    for answer in seized.anonymous(step):
        for table, rows in seized.tables.items():
            for row in rows if table not in ("sessions", "answers") else ():
                text = str(row)
                if answer["id"] in text and (met := [p for p in seized.answered(step) if p in text]):
                    guess[mark_of(answer)] = met[0]
    return guess


WAYS: tuple[Way, ...] = (
    *(shared_bits, near_ids, rows_as_joined, rows_as_answered, ids_as_people, rows_as_asked, posts_as_joined),
    *(between_rows, same_moment, by_timer, late_by_receipt, late_by_prompt, late_by_joining, by_voice, by_how_much),
    *(by_vote, by_name_of_row),
)


def by_difference(before: Seized, after: Seized, step: str) -> Guess:
    """What is new in the second of two moments is theirs who are new in it."""
    if not before.tables["sessions"]:
        return {}
    old = {mark_of(a) for a in before.answers if a["step"] == step}
    new = [a for a in after.anonymous(step) if mark_of(a) not in old]
    people = [p for p in after.answered(step) if p not in before.answered(step)]
    return _in_turn(new, people)
