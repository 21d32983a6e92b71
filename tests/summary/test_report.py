"""The report: made once, and told alike in the chat and in a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date
from html import unescape

import pytest
from hypothesis import given, settings

from bot.content.phrase import Mark, Number, joined
from bot.content.report import Bars, Block, Listing, Paragraph, Quotes, Ranking, Report, Section, Shares, Table
from bot.documents.html import html_summary
from bot.session import events as e
from bot.session.kinds.commitment import Commitment, CommitmentValue
from bot.session.results import StepResult
from bot.summary.report import report, step_blocks
from bot.summary.tally import tally, tally_step
from bot.wording.collect import sentences
from bot.wording.message import Message, pages
from bot.wording.report import result_blocks, summary_blocks
from bot.wording.tell import tell
from tests.often import often
from tests.session.guarded import SCENARIO, STEPS, Play, opened, plays
from tests.summary import test_numbers as numbers
from tests.summary.rendered import EN, in_chat, in_html, reported


@settings(max_examples=often(4, 10))
@given(plays())
def test_a_result_is_the_same_when_its_question_closes_and_in_the_summary(play: Play) -> None:
    """Both are made of the same blocks; the summary repeats what was read as it came, shortened."""
    whole = reported(play.session, "group")
    made = {result.step: result for result in tally(SCENARIO, play.session, audience="group").steps}
    asked = [id for id in made if not STEPS[id].takeaway]
    voted_on = _voted_on(made.values())
    results = [step_blocks(SCENARIO, made[id]) for id in asked if id not in voted_on]
    headings = [STEPS[id].called for id in voted_on]
    assert [section.blocks for section in whole.steps if section.heading.text not in headings] == results


def _voted_on(results: Iterable[StepResult]) -> list[str]:
    """The questions with whose answers a vote was held that may be shown."""
    return [STEPS[one.step].draws_on for one in results if STEPS[one.step].draws_on and one.people and not one.hidden]


@settings(max_examples=15, deadline=None)
@given(plays())
def test_what_was_said_and_voted_on_is_told_to_the_group_once_and_whole(play: Play) -> None:
    results = tally(SCENARIO, play.session, audience="group").steps
    for id in _voted_on(results):
        said = next(result.came_to for result in results if result.step == id)
        vote = next(result for result in results if STEPS[result.step].draws_on == id)
        (ranking,) = (b for b in step_blocks(SCENARIO, vote) if isinstance(b, Ranking))
        listed = [*(place.quoted for place in ranking.places), *ranking.others]
        quotes = said.quotes if said else ()  # hidden since, as somebody took back what they said
        assert Counter((q.text, q.author) for q in listed) == Counter((q.text, q.author) for q in quotes)
        if said is None:
            continue
        again = [s for s in reported(play.session, "group").steps if s.heading.text == STEPS[id].called]
        assert not any(isinstance(block, Quotes) for section in again for block in section.blocks)
        whole = reported(play.session).steps
        assert any(isinstance(b, Quotes) for s in whole if s.heading.text == STEPS[id].called for b in s.blocks)


@pytest.mark.parametrize("least", [3, 10])
def test_every_sentence_says_the_group_s_own_number(least: int) -> None:
    """A document once said “fewer than 3” where the group's number was 10."""
    few = "It takes answers from {n} people to show them. Until then these stay hidden from everyone."
    apart = "I don’t compare the sides: that takes {n} people from each."
    later = "More answers have come since; they will be shown once they’re from {n} people."
    unnamed = "I don’t compare the organisations: that takes {n} people from each."
    play = opened((8, 1, 0), least)
    play.do(e.Next, 0)
    play.do(e.Reply, 0, step="mood", text="1")
    while play.session.step("means").progress != "open":
        play.do(e.Next, 0)
    for who in range(1, 9):
        play.do(e.Reply, who, step="means", text="1")
    play.do(e.Next, 0)
    for who in range(9):
        play.do(e.Reply, who, step="table", text="1a 2b")
    play.do(e.Close, 0, sure=True)
    play.do(e.Reply, 0, step="means", text="1")
    for step, sentence in (("mood", few), ("means", apart), ("means", later), ("table", unnamed)):
        chat = result_blocks(step_blocks(SCENARIO, tally_step(SCENARIO, play.session, step, audience="group")), EN)
        html = html_summary(SCENARIO, play.session, "en", UTC).decode()
        for text in ("".join(pages(Message(chat))), unescape(html)):
            assert sentence.format(n=least) in text


def test_what_a_document_says_of_the_sides_the_chat_says_too() -> None:
    """The report knows both; no renderer leaves a block out."""
    play = opened((6, 3, 0))
    while play.session.step("means").progress != "open":
        play.do(e.Next, 0)
    for who in range(9):
        play.do(e.Reply, who, step="means", text="1" if who < 6 else "2")
    play.do(e.Close, 0, sure=True)
    section = next(s for s in reported(play.session).steps if s.heading.text == STEPS["means"].prompt)
    for text in (in_chat(reported(play.session), section, EN), in_html(reported(play.session), section, EN)):
        assert "South" in text
        assert "North" in text


def test_a_hint_to_the_group_stands_in_no_document() -> None:
    play = opened((6, 3, 0))
    while play.session.step("story").progress != "open":
        play.do(e.Next, 0)
    for who in range(9):
        play.do(e.Reply, who, step="story", text="one" if who < 6 else "many more words " * 20)
    play.do(e.Close, 0, sure=True)
    hint = "The Northern organisations wrote far more than the others."
    assert hint in "".join(pages(Message(summary_blocks(reported(play.session, "group"), EN))))
    assert hint not in html_summary(SCENARIO, play.session, "en", UTC).decode()


def test_a_sentence_about_results_stands_in_one_place() -> None:
    """What kinds and reports say is said nowhere else, so that no two of them can disagree."""
    for message in sentences():
        places = {place for place, _ in message.locations}
        if message.id and any(place.startswith(("bot/session", "bot/summary")) for place in places):
            assert len(places) == 1, (message.id, places)


def test_both_renderings_know_every_kind_of_block() -> None:
    said = joined("a ", Number(1))
    section = Section(
        said,
        (
            Paragraph((said,)),
            Listing((said,)),
            Quotes(()),
            Ranking(()),
            Bars((), 0, (said,)),
            Shares((), (), (said,)),
            Table((), said, (said,), (said,)),
        ),
    )
    whole = Report(said, said, said, said, (), (), (), (), (section,), (), (), ())
    assert {type(block) for block in section.blocks} == set(Block.__args__)
    assert "a 1" in in_chat(whole, section, EN)
    assert "a 1" in in_html(whole, section, EN)


def test_somebody_s_words_are_escaped_and_kept_apart_whoever_tells_them() -> None:
    assert tell(Mark("<"), EN) == "&lt;"
    play = opened((3, 3, 3))
    while play.session.step("story").progress != "open":
        play.do(e.Next, 0)
    for who in range(9):
        play.do(e.Reply, who, step="story", text="<script> & سلام")
    play.do(e.Close, 0, sure=True)
    html = html_summary(SCENARIO, play.session, "en", UTC).decode()
    chat = "".join(pages(Message(summary_blocks(reported(play.session, "group"), EN))))
    for text in (html, chat):
        assert "\u2068&lt;script&gt; &amp; سلام\u2069" in text
        assert "<script" not in text


def test_what_a_group_takes_away_is_told_alike_and_apart_from_the_questions() -> None:
    dated, soon = Commitment("share", "us", "", date(2027, 3, 1)), Commitment("call", "", "soon")
    values = {"s0": CommitmentValue((dated,)), "n0": CommitmentValue((soon,))}
    summary = tally(numbers.SCENARIO, numbers.played("do", values), audience="group")
    whole = report(numbers.SCENARIO, summary, "group")
    (section,) = whole.takeaways
    for text in (in_chat(whole, section, EN), in_html(whole, section, EN)):
        plain = text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))
        assert "Our commitments" in plain
        assert "share · us · 1 March 2027" in plain
        assert "• Aurore: call · soon" in plain
    assert "Do" not in {section.heading.text["en"] for section in whole.steps}
