"""A flood from one person: told once, then not read for a quarter of an hour; the others don't feel it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.work.rate_limit import MOST, MOST_PRESSES, SILENCE, WINDOW, RateLimit, Verdict
from tests.canaries import files_with, shown
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
WARNED = "beaucoup de messages d’un coup"


async def _open_question(stage: Stage) -> None:
    """The group at a question of words, which takes several answers."""
    await stage.begin("small")
    for _ in range(6):
        stage.say("Awa", "/next oui")
        await stage.settle()
    assert "Autre chose" in stage.texts()[-1]
    stage.clock.turn(timedelta(minutes=2))


async def test_100_messages_a_second_from_one_person_keep_nobody_waiting(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _open_question(stage)
        question, before = stage.question(), len(stage.running.emulator.calls)
        for n in range(500):
            if n % 100 == 50:
                stage.say("Camille", f"Camille, {n}.", reply_to=question)
            stage.say("Chidi", f"canari {n} fin", reply_to=question)
            stage.clock.turn(timedelta(milliseconds=10))
        began = stage.clock.now()
        while stage.room.pending(None):
            await stage.app.poll.once(0)
            await stage.work()
        assert stage.clock.now() == began, "all of it is worked on at once"
        _, session = await stage.session()
        said = [a.value.text for a in session.answers.to("open")]
        assert [text for text in said if text.startswith("Camille")] == [f"Camille, {n}." for n in range(50, 500, 100)]
        assert [text for text in said if text.startswith("canari")] == [f"canari {n} fin" for n in range(MOST)]
        await stage.settle()
        assert len([text for text in stage.texts() if WARNED in text]) == 1
        assert len(stage.running.emulator.calls) - before < 2 * (MOST + 5)
        stage.clock.turn(timedelta(hours=1))
        await stage.app.work.prune()
        assert not files_with(tmp_path, f"canari {MOST} fin"), "what isn't read isn't kept"
        assert files_with(tmp_path, f"canari {MOST - 1} fin")


async def test_3000_presses_by_one_person_keep_nobody_waiting(tmp_path: Path) -> None:
    """They are told once; what they write is read all the same, and what others press counts."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.clock.turn(timedelta(minutes=2))
        before = len(stage.running.emulator.calls)
        for n in range(3_000):
            if n == 2_900:
                stage.tap("Camille", "2")
            stage.tap("Chidi", str(n % 5 + 1))
        began = stage.clock.now()
        while stage.room.pending(None):
            await stage.app.poll.once(0)
            await stage.app.work.once()
        assert stage.clock.now() == began
        await stage.settle()
        calls = [method for _, method, _ in stage.running.emulator.calls[before:] if method == "answercallbackquery"]
        assert len(calls) == MOST_PRESSES + 2, "one each, one warning, and Camille's"
        stage.say("Chidi", "3", reply_to=stage.question())
        await stage.settle()
        _, session = await stage.session()
        assert sorted(answer.value.score for answer in session.answers) == [2, 3]


async def test_after_a_quarter_of_an_hour_they_are_read_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _open_question(stage)
        for n in range(MOST + 5):
            stage.say("Chidi", f"canari {n}", reply_to=stage.question())
        await stage.settle()
        stage.clock.turn(timedelta(minutes=16))
        stage.say("Chidi", "Me revoici.", reply_to=stage.question())
        await stage.settle()
        assert "Me revoici." in [a.value.text for a in (await stage.session())[1].answers.to("open")]


async def test_to_be_forgotten_is_heard_in_the_silence_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _open_question(stage)
        for n in range(MOST + 5):
            stage.say("Chidi", f"canari {n}", reply_to=stage.question())
        for _ in range(30):
            stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        assert not [a for a in (await stage.session())[1].answers if "canari" in a.value.text]
        assert len([text for text in stage.texts(stage.private("Chidi")) if "C’est fait" in text]) == 1


async def test_what_waited_while_the_bot_was_away_is_all_read(tmp_path: Path) -> None:
    """They come at once, and were written over an hour: Telegram's own time counts."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _open_question(stage)
        for n in range(MOST + 8):
            stage.say("Chidi", f"Mot {n}.", reply_to=stage.question())
            stage.clock.turn(timedelta(minutes=2))
        await stage.settle()
        assert len((await stage.session())[1].answers.to("open")) == MOST + 8
        assert not shown(stage, WARNED)


def test_twenty_in_any_minute_are_read_and_no_more() -> None:
    guard = RateLimit()
    assert {guard.verdict(1, (5, n), 100 + n) for n in range(MOST)} == {Verdict.READ}
    assert guard.verdict(1, (5, 99), 100 + WINDOW) is Verdict.READ, "the first is over a minute ago"
    assert guard.verdict(1, (5, 100), 100 + WINDOW) is Verdict.WARN
    assert guard.verdict(1, (5, 101), 100 + WINDOW + SILENCE - 1) is Verdict.UNREAD
    assert guard.verdict(1, (5, 102), 100 + WINDOW + SILENCE) is Verdict.READ
    assert guard.verdict(2, (5, 103), 100 + WINDOW) is Verdict.READ, "somebody else"


def test_a_clock_that_is_set_back_silences_nobody_for_longer() -> None:
    guard = RateLimit(most=2)
    now = 100 * SILENCE
    assert [guard.verdict(1, n, now) for n in range(3)] == [Verdict.READ, Verdict.READ, Verdict.WARN]
    assert guard.verdict(1, 4, now - 1) is Verdict.READ


def test_a_message_that_is_worked_on_again_counts_once() -> None:
    """A command waits until Telegram has said who its author is in the group, and is worked on a second time."""
    guard = RateLimit()
    for n in range(MOST):
        assert {guard.verdict(1, (5, n), 100) for _ in range(3)} == {Verdict.READ}
    assert {guard.verdict(1, (5, 99), 100) for _ in range(3)} == {Verdict.WARN}
    assert guard.verdict(1, (5, 100), 100) is Verdict.UNREAD


def test_it_remembers_a_few_thousand_people_and_no_more() -> None:
    guard = RateLimit()
    for account in range(20_000):
        guard.verdict(account, (5, 1), 100)
    assert len(guard._people) == 5_000
