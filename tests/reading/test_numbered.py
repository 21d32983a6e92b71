"""Several answers in one message: which question each line is for, and what is asked instead of guessed."""

from __future__ import annotations

import pytest

from bot.reading.numbered import numbered


@pytest.mark.parametrize(
    "text",
    ["1. 4\n2: We talk.\n3) 1a 2b\n4 pass", "1 4\n2 We talk.\n3 1a 2b\n4 pass",
     "(1) 4\n(2) We talk.\n(3) 1a 2b\n(4) pass",
     "q1 4\nQ2: We talk.\nquestion 3: 1a 2b\nquestion 4 pass", "1 - 4\n2 – We talk.\n3 — 1a 2b\n4 - pass",
     "1/ 4\n2/ We talk.\n3/ 1a 2b\n4/ pass", "١. 4\n٢: We talk.\n٣) 1a 2b\n٤ pass",
     "１． 4\n２：We talk.\n３）1a 2b\n４ pass",
     "• 1. 4\n• 2. We talk.\n- 3. 1a 2b\n- 4. pass", "1️⃣ 4\n2️⃣ We talk.\n3️⃣ 1a 2b\n4️⃣ pass",
     "n°1 : 4\nn° 2 : We talk.\n3 : 1a 2b\n4. pass",
     "@palabre_bot 1. 4\n2. We talk.\n3. 1a 2b\n4. pass", "Hello,\n1. 4\n2. We talk.\n3. 1a 2b\n4. pass",
     "4. pass\n3. 1a 2b\n1. 4\n2. We talk.", "pregunta 1: 4\nPergunta 2: We talk.\nسؤال 3: 1a 2b\nNuméro 4 : pass",
     "1)4\n2)We talk.\n3)1a 2b\n4)pass", "1:\n4\n2:\nWe talk.\n3:\n1a 2b\n4:\npass",
     "1.) 4\n2.) We talk.\n[3] 1a 2b\n#4 pass"],
)  # fmt: skip
def test_each_line_is_for_the_question_whose_number_it_has(text: str) -> None:
    found = numbered(text, range(1, 5))
    assert found.said == {1: "4", 2: "We talk.", 3: "1a 2b", 4: "pass"}
    assert (found.unclear, found.unknown, found.before) == (frozenset(), (), "")


def test_further_lines_belong_to_the_number_before_and_numbers_in_sentences_are_none() -> None:
    text = "1. We met on the 2nd.\nThen 3. people came\n12 of them at 1:30\n1.5 million\n2. 4"
    assert numbered(text, range(1, 5)).said == {
        1: "We met on the 2nd.\nThen 3. people came\n12 of them at 1:30\n1.5 million",
        2: "4",
    }


@pytest.mark.parametrize(
    "text",
    ["1b 2a 3c", "1 b 2 a", "1. b\n2. a\n3. c", "1,4", "1 4", "1 et 4", "1. 4.", "1) 4)", "(1) (4)", "1/4", "1-3", "4",
     "",
     "2 people came", "1.5", "1:30 is late", "2027. A good year", "Le 1 mai", "We met.\nThen we left.", "1.4", "3.",
     "1\n4\n2\nWe talk"],
)  # fmt: skip
def test_what_only_looks_like_a_number_of_a_question(text: str) -> None:
    found = numbered(text, range(1, 5))
    assert not found.named
    assert found.before == text


@pytest.mark.parametrize(
    ("text", "unclear"),
    [("1. We met\n2 people came\n3. 4", {1, 2}), ("1. a b\n1. c d", {1}),
     ("1. We talk\n2. b", {2}), ("2. money, time\n1. food\n2. rest", {2})],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_for_no_question(text: str, unclear: set[int]) -> None:
    found = numbered(text, range(1, 5))
    assert found.unclear == unclear
    assert not unclear & found.said.keys()


def test_a_number_that_no_question_has_is_told_and_so_is_what_stands_before_all_numbers() -> None:
    found = numbered("All in all:\n1. 4\n7. We talk", range(1, 5))
    assert (found.said, found.unknown, found.before) == ({1: "4"}, (7,), "All in all:")


def test_an_empty_line_says_nothing() -> None:
    assert numbered("1.\n2. We talk\n3.", range(1, 4)).said == {2: "We talk"}
