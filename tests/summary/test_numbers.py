"""Results by hand: what a few answers come to, what small numbers hide, and how documents show it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from bot.documents.html import html_summary
from bot.documents.json import json_summary
from bot.scenario.load import load
from bot.session.answers import Answer, Answers
from bot.session.kinds.commitment import Commitment, CommitmentValue
from bot.session.kinds.matrix import MatrixValue
from bot.session.kinds.scale import ScaleValue
from bot.session.kinds.text import TextValue
from bot.session.organisations import Organisation, Side
from bot.session.small_numbers import Coded
from bot.session.state import Participant, Phase, Progress, Session, StepState
from bot.session.values import Value
from bot.summary.tally import tally, tally_step

SCENARIO = load(b"""
palabre: 1
id: sums
title: { fr: Sommes, en: Sums }
purpose: { fr: Essayer, en: To try }
steps:
  - { id: scale, kind: scale, prompt: { fr: Combien, en: How many } }
  - { id: secret, kind: scale, collect: private, prompt: { fr: Secret, en: Secret } }
  - { id: words, kind: text, collect: private, prompt: { fr: Mots, en: Words } }
  - id: who
    kind: matrix
    prompt: { fr: Qui, en: Who }
    rows: [ { id: money, text: { fr: Argent, en: Money } }, { id: words, text: { fr: Parole, en: Speech } } ]
    columns: [ { id: us, text: { fr: Nous, en: Us } }, { id: them, text: { fr: Eux, en: Them } } ]
  - { id: do, kind: commitment, prompt: { fr: Faire, en: Do } }
""").scenario
assert SCENARIO is not None

SOUTH = [f"s{n}" for n in range(4)]
NORTH = [f"n{n}" for n in range(4)]
NOW = datetime(2027, 1, 11, 23, 30, tzinfo=UTC)
HOSTILE = "<b>&\"'</b><a href=tg://user?id=1>x</a> \u202egnp.exe"


def played(step: str, values: dict[str, Value]) -> Session:
    organisations = (Organisation("o1", "Toit & vert", Side.SOUTH), Organisation("o2", "Aurore", Side.NORTH))
    people = {p: Participant(f"Alias{p}", "o1" if p in SOUTH else "o2") for p in (*SOUTH, *NORTH)}
    answers = Answers(
        Answer(f"{n:016x}", step, person, people[person].organisation, value, NOW)
        for n, (person, value) in enumerate(values.items())
    )
    steps = {s.id: StepState(Progress.CLOSED, NOW, NOW) for s in SCENARIO.steps}
    return Session(
        "CODE2", "sums", ("fr",), "s0", NOW, organisations, Phase.CLOSED, NOW,
        participants=people, steps=steps, answers=answers,
    )  # fmt: skip


def _scores(south: str, north: str) -> dict[str, Value]:
    pairs = [*zip(SOUTH, south, strict=False), *zip(NORTH, north, strict=False)]
    return {person: ScaleValue(int(score)) for person, score in pairs}


def test_a_scale_s_mean_and_its_sides() -> None:
    result = tally_step(SCENARIO, played("scale", _scores("123", "455")), "scale", audience="group")
    assert result.came_to.counts == (1, 1, 1, 1, 2)
    assert result.came_to.mean == pytest.approx(20 / 6)
    assert {part.side: part.told for part in result.came_to.parts} == {
        Side.SOUTH: Coded(2),
        Side.NORTH: Coded(4.5, "high"),
    }
    assert not result.sides_hidden


def test_two_on_one_side_are_too_few_to_be_told_apart() -> None:
    session = played("scale", _scores("1234", "55"))
    result = tally_step(SCENARIO, session, "scale", audience="group")
    assert (result.came_to.parts, result.sides_hidden, result.people) == ((), True, 6)
    answers = json.loads(json_summary([(SCENARIO, session)]))["sessions"][0]["steps"][0]["answers"]
    assert {(answer["organisation"], answer["side"]) for answer in answers} == {(None, None)}


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("scale", _scores("555", "555")),
        ("scale", _scores("1234", "1255")),
        ("who", {person: MatrixValue((("money", "us"), ("words", "them"))) for person in (*SOUTH, *NORTH)}),
    ],
)
def test_beside_a_figure_stands_nobody_s_side_in_data(step: str, values: dict[str, Value]) -> None:
    """Each answer with its side would be the side's exact figures, whatever is rounded elsewhere."""
    session = played(step, values)
    assert not tally_step(SCENARIO, session, step, audience="document").sides_hidden
    steps = json.loads(json_summary([(SCENARIO, session)]))["sessions"][0]["steps"]
    answers = next(told["answers"] for told in steps if told["id"] == step)
    assert len(answers) == len(values)
    assert {(answer["organisation"], answer["side"], answer["late"]) for answer in answers} == {(None, None, None)}


@pytest.mark.parametrize(("south", "north", "told"), [
    ("555", "123", "South 4.5 or more · North 2"),
    ("111", "333", "South 1.5 or less · North 3"),
    ("112", "555", "South 1.5 or less · North 4.5 or more"),
    ("2234", "4444", "South 3 · North 4"),
])  # fmt: skip
def test_a_side_is_told_by_half_points_and_ends(south: str, north: str, told: str) -> None:
    html = unescape(html_summary(SCENARIO, played("scale", _scores(south, north)), "en", UTC).decode())
    assert told in html


@pytest.mark.parametrize(("north", "hidden"), [("", "few"), ("5", None)])
def test_a_private_question_is_shown_from_three_people_on(north: str, hidden: str | None) -> None:
    session = played("secret", _scores("12", north))
    assert tally_step(SCENARIO, session, "secret", audience="document").hidden == hidden
    answers = json.loads(json_summary([(SCENARIO, session)]))["sessions"][0]["steps"][1]["answers"]
    assert len(answers) == (0 if hidden else 3)


def test_private_words_name_their_organisation_only_where_each_has_three() -> None:
    texts = {person: TextValue(f"said {person}") for person in (*SOUTH[:3], *NORTH[:2])}
    result = tally_step(SCENARIO, played("words", texts), "words", audience="group")
    assert {quote.author for quote in result.came_to.quotes} == {()}
    assert result.organisations_hidden
    texts[NORTH[2]] = TextValue("said n2")
    result = tally_step(SCENARIO, played("words", texts), "words", audience="group")
    assert {quote.author for quote in result.came_to.quotes} == {("Toit & vert",), ("Aurore",)}


def test_us_said_by_two_organisations_is_no_agreement() -> None:
    said = {person: MatrixValue((("money", "us"), ("words", "us" if person in SOUTH else "them"))) for person in
            (*SOUTH[:3], *NORTH[:3])}  # fmt: skip
    money, speech = tally_step(SCENARIO, played("who", said), "who", audience="group").came_to.rows
    assert {(column.id, times) for column, times in money.counts} == {("us", 6)}
    assert (money.agreement, money.differs, money.meant) == (None, True, None)
    assert {stance.means for stance in money.stances} == {"Toit & vert", "Aurore"}
    assert (speech.agreement, speech.differs, speech.meant) == (None, False, "Toit & vert")


def test_where_organisations_are_hidden_us_gives_no_percentage() -> None:
    said = {person: MatrixValue((("money", "us"),)) for person in (*SOUTH[:3], *NORTH[:1])}
    result = tally_step(SCENARIO, played("who", said), "who", audience="group")
    assert result.came_to.rows[0].agreement is None
    assert result.organisations_hidden


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_a_hostile_text_is_text_in_the_document() -> None:
    promise = CommitmentValue((Commitment(HOSTILE, HOSTILE, HOSTILE, None),))
    html = html_summary(SCENARIO, played("do", {"s0": promise}), "fr", UTC).decode()
    parser = _Tags()
    parser.feed(html)
    tags = {tag for tag, _ in parser.seen}
    assert not tags & {"a", "script", "img", "b", "iframe", "link", "object"}
    policy = next(attrs["content"] for _, attrs in parser.seen if attrs.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "href=tg://" in html.replace("&lt;", "<")


def test_a_document_names_days_in_the_zone_and_no_times() -> None:
    session = played("scale", _scores("123", "455"))
    html = html_summary(SCENARIO, session, "fr", ZoneInfo("Africa/Kampala")).decode()
    assert "12 janvier 2027" in html
    assert "11 janvier 2027" in html_summary(SCENARIO, session, "fr", UTC).decode()
    assert not re.search(r"\d\d:\d\d", html.split("</style>")[1])
    document = json.loads(json_summary([(SCENARIO, session)], ZoneInfo("Africa/Kampala")))
    assert document["sessions"][0]["opened"] == "2027-01-12"


def test_the_json_is_as_the_readme_has_it() -> None:
    session = played("do", {"s0": CommitmentValue((Commitment("share", "us", "soon", None),))})
    document = json.loads(json_summary([(SCENARIO, session)]))
    assert list(document) == ["version", "as_of", "sessions"]
    (one,) = document["sessions"]
    assert list(one) == ["code", "scenario", "title", "mode", "opened", "closed", "steps"]
    assert list(one["steps"][0]) == ["id", "kind", "prompt", "answers"]
    assert one["steps"][-1]["answers"][0] == {
        "alias": None, "organisation": "Toit & vert", "side": "south", "late": False,
        "value": [{"what": "share", "who": "us", "when": "soon", "due": None}],
    }  # fmt: skip


def test_the_summary_counts_people_and_commitments() -> None:
    session = played("do", {"s0": CommitmentValue((Commitment("share", "us", "soon", None),))})
    summary = tally(SCENARIO, session, audience="group")
    assert summary.people == 8
    assert [promise.value.what for promise in summary.steps[-1].came_to.promises] == ["share"]
