"""Private chats tidied in time: before Telegram's two days are over, through outages, restarts and refusals, and never
for ever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.gateway.outbound.pacing import Limits
from bot.rehearsal.shapes import Json
from bot.store import private_messages
from bot.store.db import Tx
from tests.stage import Stage
from tests.work.private_chats import CLEARED, WORDS, asked, decide, deletions, go_on, left, pass_on

DAY = timedelta(days=1)


async def _answer(stage: Stage, name: str, text: str) -> None:
    stage.say(name, text, chat=stage.private(name), reply_to=stage.question(stage.private(name)))
    await stage.settle()


async def test_an_answer_leaves_the_chat_before_it_is_too_old_and_counts_all_the_same(tmp_path: Path) -> None:
    """Written at any minute of an hour: nobody's is older than 47 hours when it goes, and none is left."""
    async with asked(tmp_path) as stage:
        for name, minute in (("Jo", 1), ("Sam", 29), ("Nour", 59)):
            stage.clock.turn(timedelta(minutes=minute))
            await _answer(stage, name, "4")
        await pass_on(stage, timedelta(hours=44))
        assert all("4" in left(stage, name) for name in ("Jo", "Sam", "Nour"))
        await pass_on(stage, timedelta(hours=4))
        gone = [m for name in ("Jo", "Sam", "Nour") for m in stage.private(name).messages.values() if m.text == "4"]
        assert all(m.deleted for m in gone)
        assert all(len(left(stage, name)) == 1 for name in ("Jo", "Sam", "Nour")), "the question is still there"
        await _answer(stage, "Jo", "5")
        _, session = await stage.session()
        assert len(session.answers) == 3
        await go_on(stage)
        assert all(CLEARED in left(stage, name) for name in stage.people), "the question, too old to be deleted"
        assert "5" not in left(stage, "Jo")


async def test_what_an_outage_makes_too_old_is_tried_once_and_the_bot_s_own_worded_anew(tmp_path: Path) -> None:
    """The question closes, and for three days nothing can be sent: people's own words stay, and nobody is told."""
    async with asked(tmp_path) as stage:
        for n in range(4):
            await _answer(stage, "Jo", f"{n + 1}")
        stage.say("Awa", "/next oui")
        await decide(stage)
        stage.clock.turn(3 * DAY)
        await stage.there_all_the_while()
        calls = len(stage.running.emulator.calls)
        await stage.settle()
        assert sorted(left(stage, "Jo")) == sorted(
            ["1", "2", "3", "4", CLEARED, CLEARED, stage.question(stage.private("Jo")).text]
        )
        assert await stage.app.database.transact(deletions) == {}
        made = [method for _, method, _ in stage.running.emulator.calls[calls:] if method != "sendmessage"]
        await pass_on(stage, timedelta(hours=5))
        assert len(stage.running.emulator.calls) - calls < len(made) + 60, "none of it again and again"


async def test_one_message_that_can_t_be_deleted_keeps_none_of_the_others(tmp_path: Path) -> None:
    """Telegram refuses a call for one of its messages: the others go, and that one, the bot's own, is worded anew."""
    async with asked(tmp_path) as stage:
        for n in range(5):
            await _answer(stage, "Jo", f"{n % 5 + 1}")
        jo = stage.private("Jo")
        own = stage.question(jo)
        mine = next(m for m in stage.room.messages(jo) if m.text == "3")
        for message in (mine, own):
            message.date -= 2 * DAY + timedelta(minutes=1)
        calls = len(stage.running.emulator.calls)
        await go_on(stage)
        assert sorted(left(stage, "Jo")) == sorted(["3", CLEARED, stage.question(jo).text])
        made = [c for c in stage.running.emulator.calls[calls:] if c[2] == jo.id and c[1] != "sendmessage"]
        assert len(made) <= 20
        await pass_on(stage, timedelta(hours=5))
        assert len(stage.running.emulator.calls) - calls < 60, "and it isn't tried again and again"


async def test_a_restart_goes_on_where_it_was(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        await _answer(stage, "Jo", "4")
        stage.say("Awa", "/next oui")
        await decide(stage)
        assert await stage.app.database.transact(deletions)
        await stage.stop()
        assert "4" in left(stage, "Jo")
        await stage.start()
        await stage.settle()
        assert all(len(left(stage, name)) == 1 for name in stage.people), "the next question alone"
        await _answer(stage, "Jo", WORDS)
        await stage.stop()
        stage.clock.turn(timedelta(hours=47))
        await stage.start()
        await stage.there_all_the_while()
        await stage.settle()
        assert WORDS not in left(stage, "Jo"), "its moment came while the bot was away"


async def test_who_has_blocked_the_bot_costs_nothing(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        await _answer(stage, "Jo", "4")
        stage.people["Jo"].blocked = True  # of which no update has told yet
        calls = len(stage.running.emulator.calls)
        await go_on(stage)
        await pass_on(stage, DAY)
        to_jo = [c for c in stage.running.emulator.calls[calls:] if c[2] == stage.people["Jo"].id]
        assert len(to_jo) <= 2
        assert "4" in left(stage, "Jo")
        assert "4" not in left(stage, "Sam")


async def test_letting_the_bot_write_again_is_no_message(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        stage.room.block(stage.people["Jo"])
        await stage.settle()
        stage.room.unblock(stage.people["Jo"])
        await stage.settle()
        assert await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM private_messages")) == []
        await go_on(stage)
        assert all(len(left(stage, name)) == 1 for name in stage.people), "the next question alone"


async def test_the_next_question_comes_before_what_is_tidied(tmp_path: Path) -> None:
    """At Telegram's pace: nobody waits for a question until chats are tidied, and nothing goes over the limits."""
    async with asked(tmp_path, limits=Limits()) as stage:
        for name in stage.people:
            await _answer(stage, name, "4")
        calls = len(stage.running.emulator.calls)
        await go_on(stage)
        for person in stage.people.values():
            mine = [method for _, method, chat in stage.running.emulator.calls[calls:] if chat == person.id]
            assert mine.index("sendmessage") < mine.index("deletemessages")
            assert mine.count("deletemessages") == 1


async def test_many_messages_go_a_hundred_in_a_call(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        await go_on(stage)
        for n in range(25):
            for name in stage.people:
                private = stage.private(name)
                stage.say(name, f"{WORDS} {n}", chat=private, reply_to=stage.question(private))
            stage.clock.turn(timedelta(seconds=20))
            await stage.settle()
        stage.say("Awa", "/next oui")
        await decide(stage)
        waiting = await stage.app.database.transact(deletions)
        assert [[len(call) for call in calls] for calls in waiting.values()] == [[100, 62]] * 6
        await stage.settle()
        assert not any(left(stage, name) for name in stage.people)


async def test_a_question_that_was_under_way_when_it_closed_doesn_t_stay(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        stage.say("Awa", "/next oui")
        await decide(stage)

        async def close(when: str, method: str, call: Json) -> None:
            if when == "after" and method == "sendmessage" and int(call["chat_id"]) == stage.people["Jo"].id:
                stage.running.emulator.watch = None
                stage.say("Awa", "/close oui")
                await decide(stage)

        stage.running.emulator.watch = close
        await stage.settle()
        assert not any(left(stage, name) for name in stage.people)


async def test_what_is_noted_is_forgotten_once_it_can_t_be_deleted_any_more(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        stage.say("Awa", "/close oui")
        await stage.settle()

        def note(tx: Tx) -> int:
            code = tx.all("SELECT code FROM sessions")[0]["code"]
            private_messages.note(tx, code, 900, stage.clock.now())
            return len(private_messages.of_session(tx, code))

        assert await stage.app.database.transact(note) == 1
        await pass_on(stage, timedelta(hours=50))
        assert await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM private_messages")) == []
