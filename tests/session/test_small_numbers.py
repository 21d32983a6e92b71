"""How a part is told: never so that it must have said all the same, whatever it is told together with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations_with_replacement, product
from statistics import fmean

import pytest

from bot.scenario.load import load
from bot.session import events as e
from bot.session.answers import Answer, Answers
from bot.session.disclosure.conditions import met
from bot.session.kinds.scale import ScaleValue
from bot.session.organisations import Organisation, Side
from bot.session.small_numbers import Coded, coded, most_said, outward
from bot.session.state import Participant, Phase, Progress, Session, StepState
from tests.session.guarded import START, opened

Scores = tuple[int, ...]


def _all(people: int) -> Iterable[Scores]:
    return combinations_with_replacement(range(1, 6), people)


def _uniform(scores: Scores) -> bool:
    return len(set(scores)) == 1


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ((5, 5, 5), Coded(4.5, "high")),
        ((5, 4, 4), Coded(4.5, "high")),
        ((1, 1, 1), Coded(1.5, "low")),
        ((1, 2, 2), Coded(1.5, "low")),
        ((3, 3, 3), Coded(3)),
        ((2, 3, 4), Coded(3)),
        ((2, 2, 3), Coded(2.5)),
        ((4, 4, 4, 5), Coded(4.5, "high")),
        ((2, 3, 3, 3), Coded(3)),
        ((1,) * 20, Coded(1.5, "low")),
        ((4, 4, 4, 4), Coded(4)),
    ],
)
def test_a_side_s_mean_is_a_half_point_or_an_end(scores: Scores, told: Coded) -> None:
    assert coded(fmean(scores)) == told


@pytest.mark.parametrize("people", range(3, 9))
def test_no_mean_tells_that_all_said_the_same(people: int) -> None:
    worlds: dict[tuple[Coded, float], list[Scores]] = defaultdict(list)
    for scores in _all(people):
        worlds[coded(fmean(scores)), outward(fmean(scores))].append(scores)
    for told, there in worlds.items():
        assert not all(map(_uniform, there)), told


@pytest.mark.parametrize("people", [3, 4])
def test_no_condition_tells_it_either(people: int) -> None:
    """Two sides, told as they are, and every condition that a scenario could put on them, asked or not."""
    bounds = [n / 10 for n in range(10, 51)]
    worlds: dict[object, list[Scores]] = defaultdict(list)
    for south, north in product(_all(people), _all(people)):
        means = [fmean(south), fmean(north)]
        low, gap = min(map(outward, means)), abs(outward(means[0]) - outward(means[1]))
        asked = (sum(low < x for x in bounds), sum(gap > x - 1 for x in bounds))
        worlds[(*map(coded, means), *asked)].append(south)
    for told, there in worlds.items():
        assert not all(map(_uniform, there)), told


@pytest.mark.parametrize(
    ("said", "most"), [("aab", "a"), ("aaa", "a"), ("ab", None), ("aabb", None), ("", None), ("abb", "b")]
)
def test_what_a_part_says_most_is_told_where_it_is_one_thing(said: str, most: str | None) -> None:
    assert most_said(said) == most


SOUTH, NORTH = Organisation("s", "Toit", Side.SOUTH), Organisation("n", "Aurore", Side.NORTH)


def _when(condition: str, south: str, north: str, *, private: bool = False) -> bool:
    """Whether a step with this condition is played after the sides gave these scores."""
    collect = "private" if private else "group"
    scenario = load(
        f"""
palabre: 1
id: sides
title: {{ en: Sides }}
purpose: {{ en: To try }}
steps:
  - {{ id: mood, kind: scale, collect: {collect}, prompt: {{ en: Mood }} }}
  - {{ id: why, kind: text, when: {{ step: mood, {condition} }}, prompt: {{ en: Why }} }}
""".encode()
    ).scenario
    assert scenario is not None
    given = [*((SOUTH, score) for score in south), *((NORTH, score) for score in north)]
    people = {f"p{n}": (organisation, score) for n, (organisation, score) in enumerate(given)}
    session = Session(
        "TESTS", "sides", ("en",), "p0", START, (SOUTH, NORTH), Phase.RUNNING,
        participants={id: Participant(id, organisation.id) for id, (organisation, _) in people.items()},
        steps={"mood": StepState(Progress.CLOSED, START, START, tables=1)},
        answers=Answers(
            Answer(id, "mood", id, organisation.id, ScaleValue(int(score)), START)
            for id, (organisation, score) in people.items()
        ),
    )  # fmt: skip
    return met(scenario, session, scenario.step("why").when)


@pytest.mark.parametrize(
    ("condition", "south", "north", "asked"),
    [
        ("mean_below: 3", "112", "555", False),
        ("any_side_below: 3", "112", "555", True),
        ("any_side_below: 3", "555", "112", True),
        ("any_side_below: 3", "333", "345", False),
        ("any_side_below: 3", "2333", "555", True),
        ("any_side_below: 1.5", "222", "555", False),
        # Where the sides can't be told, all together still can.
        ("any_side_below: 3", "11", "555", False),
        ("any_side_below: 3", "11", "224", True),
        ("any_side_below: 3", "112", "", True),
        ("gap_above: 1.5", "112", "555", True),
        ("gap_above: 1.5", "555", "112", True),
        ("gap_above: 1.5", "333", "455", True),
        ("gap_above: 1.5", "333", "444", False),
        ("gap_above: 1.5", "11", "555", False),
        ("gap_above: 0", "333", "333", False),
        ("gap_above: 0", "112", "", False),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_a_condition_looks_at_the_sides_where_they_may_be_told(
    condition: str, south: str, north: str, *, asked: bool, private: bool
) -> None:
    assert _when(condition, south, north, private=private) == asked


def test_a_condition_on_an_answer_that_was_taken_back_doesn_t_hold() -> None:
    play = opened((9, 0, 0))
    while play.session.step("pulse").progress is not Progress.OPEN:
        play.do(e.Next, 0)
    for who in range(4):
        play.do(e.Reply, who, step="pulse", text="1")
    play.do(e.Next, 0)
    assert play.session.step("talk").progress is Progress.OPEN
    play.do(e.Back, 0)
    play.do(e.Undo, 1)
    play.do(e.Next, 0)
    assert play.session.step("talk").progress is Progress.SKIPPED
