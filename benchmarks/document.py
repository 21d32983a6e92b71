"""What the document of a session with 10,000 answers costs: 1,000 people, who each answer ten questions of every kind,
half of them in words. Each format in a process of its own, so that its memory is its own too: from the session as it is
loaded to the last byte, with libraries, fonts and catalogues.

    python -m benchmarks.document FORMAT PEOPLE
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime

from benchmarks.children import ROOT
from benchmarks.report import UNJUDGED, Plan, Table, judged, median
from bot.documents.formats import FORMATS, offered
from bot.scenario.load import load
from bot.scenario.model import Scenario
from bot.session.answers import Answer, Answers
from bot.session.kinds.choice import ChoiceValue
from bot.session.kinds.commitment import Commitment, CommitmentValue
from bot.session.kinds.matrix import MatrixValue
from bot.session.kinds.scale import ScaleValue
from bot.session.kinds.text import TextValue
from bot.session.kinds.vote import VoteValue
from bot.session.organisations import Organisation, Side
from bot.session.state import Participant, Phase, Progress, Session, StepState
from bot.session.values import Value

_SECONDS, _MB = 5.0, 300.0
_NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
_WORDS = "Nous l’avons dit en mars, et personne n’a répondu avant le mois de juin. "
_SOURCE = """
palabre: 1
id: many
title: { fr: Beaucoup }
purpose: { fr: Mesurer }
steps:
  - { id: t0, kind: text, prompt: { fr: Un } }
  - { id: t1, kind: text, prompt: { fr: Deux } }
  - { id: t2, kind: text, collect: private, prompt: { fr: Trois } }
  - { id: t3, kind: text, collect: private, attribution: none, prompt: { fr: Quatre } }
  - { id: s0, kind: scale, prompt: { fr: Cinq }, low: { fr: jamais }, high: { fr: toujours } }
  - { id: s1, kind: scale, collect: private, prompt: { fr: Six } }
  - id: m0
    kind: matrix
    prompt: { fr: Sept }
    rows: [ { id: a, text: { fr: Budget } }, { id: b, text: { fr: Parole } }, { id: c, text: { fr: Temps } } ]
    columns: [ { id: us, text: { fr: Nous }, means: own }, { id: them, text: { fr: Eux } } ]
  - id: c0
    kind: choice
    prompt: { fr: Huit }
    options: [ { id: voice, text: { fr: Voix } }, { id: mail, text: { fr: Lettre } } ]
  - { id: v0, kind: vote, on: t0, votes: 3, prompt: { fr: Neuf } }
  - { id: do, kind: commitment, prompt: { fr: Dix } }
"""


def _scenario() -> Scenario:
    found = load(_SOURCE.encode()).scenario
    assert found is not None
    return found


def _given(step: str, person: int, people: int) -> Value:
    """What somebody answers."""
    match step[0]:
        case "t":
            return TextValue(f"{person}. {_WORDS * (1 + person % 4)}")
        case "s":
            return ScaleValue(1 + person % 5)
        case "m":
            return MatrixValue(tuple((row, "us" if (person + n) % 3 else "them") for n, row in enumerate("abc")))
        case "c":
            return ChoiceValue(("voice",) if person % 3 else ("mail",))
        case "v":
            return VoteValue(tuple(_id("t0", (person * 7 + n) % people) for n in range(3)))
    return CommitmentValue((Commitment(_WORDS, "nous", "mars", None),))


def _id(step: str, person: int) -> str:
    return f"{person:012x}{step}"


def session(scenario: Scenario, people: int) -> Session:
    """A closed session in which so many answered each question."""
    organisations = (Organisation("o0", "Toit vert", Side.SOUTH), Organisation("o1", "Aurore", Side.NORTH))
    ids = [step.id for step in scenario.steps]
    answers = Answers(
        Answer(_id(step, n), step, f"p{n}", f"o{n % 2}", _given(step, n, people), _NOW)
        for step in ids
        for n in range(people)
    )
    closed = StepState(Progress.CLOSED, _NOW, _NOW)
    steps = dict.fromkeys(ids, closed)
    ballot = StepState(Progress.CLOSED, _NOW, _NOW, candidates=tuple(_id("t0", n) for n in range(people)))
    return Session(
        "CODE2", "many", ("fr",), "p0", _NOW, organisations, Phase.CLOSED, _NOW,
        participants={f"p{n}": Participant(f"Alias {n}", f"o{n % 2}") for n in range(people)},
        steps={**steps, "v0": ballot}, answers=answers,
    )  # fmt: skip


def measure(plan: Plan) -> list[Table]:
    """A row a format."""
    people = 20 if plan.quick else 1_000
    rows = []
    for name in offered():
        runs = [_run(name, people) for _ in range(plan.runs)]
        seconds, megabytes, size = (median(column) for column in zip(*runs, strict=True))
        judgement = (*judged(seconds, _SECONDS), *judged(megabytes, _MB))
        most = judgement if name != "json" else (*UNJUDGED, *UNJUDGED)
        rows.append(
            (
                name,
                f"{10 * people:,}",
                f"{seconds:.2f}",
                *most[:2],
                f"{megabytes:.0f}",
                *most[2:],
                f"{size / 1000:,.0f}",
            )
        )
    head = ("format", "answers", "s", "target", "met", "MB at most", "target", "met", "kB")
    return [Table(head, rows)]


def _run(name: str, people: int) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "benchmarks.document", name, str(people)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    seconds, megabytes, size = map(float, said)
    return seconds, megabytes, size


def _main(name: str, people: int) -> None:
    scenario = _scenario()
    whole = session(scenario, people)
    began = time.process_time()
    document = FORMATS[name].write([(scenario, whole)], "fr", UTC, date(2027, 1, 14))
    took = time.process_time() - began
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(document))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
