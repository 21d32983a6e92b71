"""The answers of a session: found by step and person at once, however many there are.

An immutable collection: each change gives a new one, which shares all but the changed person's answers
with the old one. So one answer more costs the same in the first minute and in the last, and what has
changed between two of them is told without looking at the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from bot.session.addresses import Source, order_of
from bot.session.kinds import StoredValue
from bot.session.values import PassValue

#: An opaque person id, drawn at random by the database.
PersonId = str

#: The batch of an answer that came after its step's results were shown, and is in none of them yet.
WAITING = -1

_NEVER = datetime.min.replace(tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    """In the one zone that all moments share; each that was read has a zone of its own, which takes room, and time to
    compare."""
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """Which number of its message an answer stood behind, and which numbers of questions there were: an edit of the
    message is read by them."""

    number: int
    among: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `person` and `source` (place and number of its message) are empty once the link to
    its author was cut; `id` is drawn at random and says nothing of when or by whom. `batch` is the table of
    results in which it came first, from 0, or WAITING (see `bot.session.disclosure.batches`). `before` is what the
    message with this source was added to, where it said only a part: an edit of it says that part anew. `part` is
    which of several answers of its message it is. `aside` says that it was given in private to a question of the
    group's, so that nobody there has read it."""

    id: str
    step: str
    person: PersonId | None
    organisation: str | None
    value: StoredValue
    at: Annotated[datetime, AfterValidator(_utc)] | None
    late: bool = False
    source: Source | None = None
    batch: int = 0
    before: StoredValue | None = None
    part: Part | None = None
    aside: bool = False

    @property
    def passed(self) -> bool:
        """Whether the person chose not to answer."""
        return isinstance(self.value, PassValue)


def arrival(answer: Answer) -> tuple[datetime, int, int, str]:
    """By which answers are put in the order in which they came: the moment, then the number of the message,
    for many are worked on at the same moment, and the place in it. Those that no longer tell when come first, by
    their ids."""
    return (answer.at or _NEVER, order_of(answer.source), answer.part.number if answer.part else 0, answer.id)


def _ordered(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(sorted(answers, key=arrival))


#: Step -> person (None once the links are cut) -> their answers, in the order in which they came.
_Tree = Mapping[str, Mapping[PersonId | None, tuple[Answer, ...]]]


class Answers:
    """All answers of a session. Iterating gives them in the order in which they came."""

    __slots__ = ("_tree",)

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        tree: dict[str, dict[PersonId | None, tuple[Answer, ...]]] = {}
        for answer in _ordered(answers):
            theirs = tree.setdefault(answer.step, {})
            theirs[answer.person] = (*theirs.get(answer.person, ()), answer)
        self._tree: _Tree = tree

    def __iter__(self) -> Iterator[Answer]:
        return iter(_ordered(a for people in self._tree.values() for some in people.values() for a in some))

    def __len__(self) -> int:
        return sum(len(some) for people in self._tree.values() for some in people.values())

    def __eq__(self, other: object) -> bool:
        return self._tree == other._tree if isinstance(other, Answers) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # what can't be hashed inside makes this unhashable too

    def __repr__(self) -> str:
        return f"Answers({list(self)!r})"

    def to(self, step: str) -> tuple[Answer, ...]:
        """All answers to a step, in the order in which they came."""
        return _ordered(answer for some in self._tree.get(step, {}).values() for answer in some)

    def by(self, person: PersonId, step: str) -> tuple[Answer, ...]:
        """One person's answers to a step, in the order in which they came."""
        return self._tree.get(step, {}).get(person, ())

    def all_by(self, person: PersonId) -> tuple[Answer, ...]:
        """One person's answers to all steps, in the order in which they came."""
        return _ordered(answer for people in self._tree.values() for answer in people.get(person, ()))

    def get(self, id: str) -> Answer | None:
        """The answer of that id."""
        every = (answer for people in self._tree.values() for some in people.values() for answer in some)
        return next((answer for answer in every if answer.id == id), None)

    def authors(self, step: str) -> frozenset[PersonId]:
        """Those whose answers to a step still lead to them."""
        return frozenset(person for person in self._tree.get(step, {}) if person is not None)

    def with_theirs(self, step: str, person: PersonId | None, theirs: Iterable[Answer]) -> Answers:
        """The same with these as the person's answers to a step, in place of those that there are."""
        people = dict(self._tree.get(step, {}))
        mine, some = people.pop(person, ()), tuple(theirs)
        # Mostly there is one more than before, and it came last.
        if some[:-1] != mine or (mine and arrival(mine[-1]) > arrival(some[-1])):
            some = _ordered(some)
        if some:
            people[person] = some
        return self._with(step, people)

    def plus(self, new: Answer) -> Answers:
        """The same with one answer more, beside its author's others."""
        theirs = self._tree.get(new.step, {}).get(new.person, ())
        return self.with_theirs(new.step, new.person, (*theirs, new))

    def with_step(self, step: str, answers: Iterable[Answer]) -> Answers:
        """The same with these as the answers to a step."""
        return self._with(step, Answers(answers)._tree.get(step, {}))

    def swap(self, old: Answer, new: Answer) -> Answers:
        """The same with one answer in another's place."""
        theirs = self._tree.get(old.step, {}).get(old.person, ())
        return self.with_theirs(old.step, old.person, (new if a == old else a for a in theirs))

    def minus(self, gone: Answer) -> Answers:
        """The same without one answer."""
        theirs = self._tree.get(gone.step, {}).get(gone.person, ())
        return self.with_theirs(gone.step, gone.person, (a for a in theirs if a != gone))

    def without(self, person: PersonId) -> Answers:
        """The same without whatever leads to a person."""
        kept = self
        for step in self._tree:
            if person in self._tree[step]:
                kept = kept.with_theirs(step, person, ())
        return kept

    def _with(self, step: str, people: Mapping[PersonId | None, tuple[Answer, ...]]) -> Answers:
        made = Answers.__new__(Answers)
        tree = dict(self._tree)
        if people:
            tree[step] = people
        else:
            tree.pop(step, None)
        made._tree = tree
        return made

    def same_to(self, step: str, before: Answers) -> bool:
        """Whether nothing has happened to the answers to a step since another collection; tells without looking
        at any answer."""
        return self._tree.get(step) is before._tree.get(step)

    def changes(self, before: Answers) -> tuple[list[str], list[Answer]]:
        """What is different from another collection: the ids of its answers that are gone or say something else
        now, and the answers that are new or say something else. Looks only where the two don't share."""
        old: dict[str, Answer] = {}
        new: dict[str, Answer] = {}
        for step in self._tree.keys() | before._tree.keys():
            here, there = self._tree.get(step, {}), before._tree.get(step, {})
            if here is there:
                continue
            changed = {person for person, mine in here.items() if there.get(person) is not mine}
            for person in changed | (there.keys() - here.keys()):
                old |= {a.id: a for a in there.get(person, ())}
                new |= {a.id: a for a in here.get(person, ())}
        gone = [id for id, a in old.items() if (b := new.get(id)) is not a and b != a]
        return gone, [a for id, a in new.items() if (b := old.get(id)) is not a and b != a]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """As JSON, the answers in a row."""
        row = handler.generate_schema(tuple[Answer, ...])
        writing = core_schema.plain_serializer_function_ser_schema(tuple, return_schema=row)
        return core_schema.no_info_after_validator_function(cls, row, serialization=writing)


_CODEC: TypeAdapter[Answer] = TypeAdapter(Answer)


def answer_to_json(answer: Answer) -> str:
    """One answer as JSON."""
    return _CODEC.dump_json(answer).decode()


def answer_from_json(data: bytes | str) -> Answer:
    """The answer written by `answer_to_json`; raises pydantic.ValidationError on anything else."""
    return _CODEC.validate_json(data)
