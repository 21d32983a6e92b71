"""What is told of two workshops' measures gives nobody away to whoever knows who took part in each and takes it that
those who were in both said the same again: the like of `tests/session/test_published_tables.py`, across workshops.

Also to whoever keeps all that was ever told, since what is told of a measure follows from what stays of its workshops
alone, and each of these figures is of a table that was shown (`test_what_stays`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations_with_replacement
from statistics import fmean

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.partnership.measures import Point, Taken, curve
from bot.session.small_numbers import HIGH, LOW, coded
from bot.session.state import MINIMUM

SCORES = (1, 2, 3, 4, 5)
DAY = date(2027, 1, 11)


def taken(n: int, scores: Sequence[int]) -> Taken:
    """The nth workshop, in which these were said."""
    return Taken(f"W{n}", DAY + timedelta(days=30 * n), len(scores), fmean(scores) if scores else None)


def told(*workshops: Sequence[int], least: int = MINIMUM) -> tuple[Point, ...]:
    return curve([taken(n, scores) for n, scores in enumerate(workshops)], least)


def _changes(least: int) -> Iterator[tuple[int, int]]:
    """How many go and how many come, fewer than `least` of them together."""
    return ((gone, come) for gone in range(least) for come in range(least - gone) if gone + come)


@pytest.mark.parametrize("least", [MINIMUM, MINIMUM + 1])
@pytest.mark.parametrize("people", range(MINIMUM + 1, 7))
def test_too_few_who_come_or_go_change_nothing_that_is_told(people: int, least: int) -> None:
    """All that such a group can have said, and all that those few can: what is told is the same whatever it was."""
    for before in combinations_with_replacement(SCORES, people):
        for gone, come in _changes(least):
            if people - gone >= least and people >= least:
                _attack(before, gone, come, least)


def _attack(before: Sequence[int], gone: int, come: int, least: int) -> None:
    """The scores of those who go are the ends of what was said: what lies between can't be told from these either."""
    level = coded(fmean(before))
    for leaving in (before[:gone], before[len(before) - gone :]):
        stay = list(before)
        for score in leaving:
            stay.remove(score)
        for coming in combinations_with_replacement((1, 3, 5), come):
            first, second = told(before, [*stay, *coming], least=least)
            assert (first.level, second.level, second.moved) == (level, level, False)


@pytest.mark.parametrize("before", [(2, 2, 2, 2), (1, 2, 3, 4, 5)])
def test_without_the_rule_one_who_comes_would_be_given_away(before: Sequence[int]) -> None:
    """So that the attack above can win: told to half a point alone, the level depends on what one person says."""
    levels = {coded(fmean((*before, score))) for score in SCORES}
    assert len(levels) > 1


@given(st.lists(st.lists(st.sampled_from(SCORES), max_size=9), max_size=6), st.integers(MINIMUM, 6))
@example([[1, 1, 1], [5, 5, 5, 5, 5, 5]], MINIMUM)
def test_a_level_is_told_from_the_group_s_number_on_and_to_half_a_point(said: list[list[int]], least: int) -> None:
    points = told(*said, least=least)
    for scores, point in zip(said, points, strict=True):
        assert (point.level is None) == (len(scores) < least)
        if point.level:
            assert LOW <= point.level.half <= HIGH
            assert point.level.half * 2 == int(point.level.half * 2)
    levels = {coded(fmean(scores)) for scores in said if len(scores) >= least}
    assert {point.level for point in points if point.level} <= levels


@given(st.lists(st.lists(st.sampled_from(SCORES), min_size=3, max_size=9), min_size=1, max_size=6))
def test_workshops_of_too_few_are_as_if_they_had_said_nothing(said: list[list[int]]) -> None:
    """Nor do they take part in what counts as a move."""
    with_few = [scores for one in said for scores in (one, one[:2])]
    assert [point.level for point in told(*with_few)][::2] == [point.level for point in told(*said)]


def test_a_real_move_is_told() -> None:
    points = told([2, 2, 3, 2, 3], [2, 3, 2, 3, 3, 2], [4, 4, 5, 4, 4], [4, 5, 4, 4, 4])
    assert [(point.level.half, point.moved) for point in points if point.level] == [
        *((2.5, False), (2.5, False)),
        *((4.0, True), (4.0, False)),
    ]


def test_how_many_people_it_is_of_stands_nowhere() -> None:
    assert not {"people", "mean", "total"} & {name for point in told([3, 3, 3]) for name in Point.__slots__ if point}
