"""Sessions of which documents are written: every kind of step, and whatever texts are wanted."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

from bot.documents.formats import FORMATS
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

SCENARIO = load(
    """
palabre: 1
id: every
title: { fr: De tout, ar: كل شيء }
purpose: { fr: Essayer, ar: للتجربة }
steps:
  - id: mood
    kind: scale
    measure: trust
    low: { fr: non }
    high: { fr: oui }
    prompt: { fr: "Ça va ?", ar: "كيف الحال؟" }
  - id: means
    kind: choice
    max: 2
    prompt: { fr: Moyens }
    options: [ { id: voice, text: { fr: Voix } }, { id: mail, text: { fr: Courrier } } ]
  - id: who
    kind: matrix
    heading: { fr: "Qui : décide / [quoi] ?" }
    prompt: { fr: "Qui décide ?" }
    rows: [ { id: money, text: { fr: Argent } }, { id: words, text: { fr: Parole } } ]
    columns: [ { id: us, text: { fr: Nous } }, { id: them, text: { fr: Eux } } ]
  - { id: tell, kind: text, heading: { fr: "Qui : décide / [quoi] ?" }, prompt: { fr: Racontez } }
  - { id: pick, kind: vote, on: tell, prompt: { fr: Choisissez } }
  - { id: do, kind: commitment, prompt: { fr: Engagez-vous } }
""".encode()
).scenario
assert SCENARIO is not None
TODAY, NOW = date(2027, 1, 14), datetime(2027, 1, 11, 23, 30, tzinfo=UTC)
#: What stands in the database of whoever answers, and in no document.
PEOPLE = tuple(f"CANARYPERSON{n}" for n in range(6))
ORGANISATIONS = (Organisation("o1", "Toit vert", Side.SOUTH), Organisation("o2", "Aurore", Side.NORTH))


def session(
    text: str = "Un mot.", *, code: str = "K7M2Q", due: date | None = date(2027, 3, 15)
) -> tuple[Scenario, Session]:
    """A session that has ended, in which everybody has answered everything, in words with this text."""
    people = {p: Participant(f"CANARYALIAS{n}", ORGANISATIONS[n // 3].id) for n, p in enumerate(PEOPLE)}
    said: list[tuple[str, Value]] = [
        ("mood", ScaleValue(4)),
        ("means", ChoiceValue(("voice", "mail"))),
        ("who", MatrixValue((("money", "us"), ("words", "them")))),
        ("tell", TextValue(text)),
        ("pick", VoteValue(("0000000000000012",))),
        ("do", CommitmentValue((Commitment(text, text, "mi-mars", due), Commitment(f"2 {text}")))),
    ]
    given = [(step, value, person) for step, value in said for person in PEOPLE]
    answers = Answers(
        Answer(f"{n:016x}", step, person, people[person].organisation, value, NOW)
        for n, (step, value, person) in enumerate(given)
    )
    steps = {step.id: StepState(Progress.CLOSED, NOW, NOW, tables=(6,)) for step in SCENARIO.steps}
    return SCENARIO, Session(
        code, "every", ("fr",), PEOPLE[0], NOW, ORGANISATIONS, Phase.CLOSED, NOW,
        participants=people, steps=steps, answers=answers,
    )  # fmt: skip


def written(name: str, *sessions: tuple[Scenario, Session], language: str = "fr") -> bytes:
    """A document of these sessions."""
    return FORMATS[name].write(sessions or [session()], language, UTC, TODAY)


def opened(document: bytes, *, pictures: bool = True) -> bytes:
    """All that stands in a document, also where it is packed: names, properties and times too; its pictures, or not."""
    if not document.startswith(b"PK"):
        return document
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return b"\n".join(
            part
            for one in archive.infolist()
            if pictures or not one.filename.endswith(".png")
            for part in (one.filename.encode(), archive.read(one))
        )
