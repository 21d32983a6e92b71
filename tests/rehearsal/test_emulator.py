"""Telegram in miniature refuses what Telegram refuses, and the page's server what isn't its page's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.rehearsal.cast import cast
from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import CannotError, Room
from bot.rehearsal.server import serve

TOKEN = "100001:test"


class World:
    """A served room, and a clock."""

    def __init__(self) -> None:
        self.time = datetime(2027, 1, 11, tzinfo=UTC)
        self.room = Room(lambda: self.time, token=TOKEN)
        self.group: Chat
        self.people: list[Person]
        self.group, self.people = cast(self.room, "fr", ("Atelier", "Sud", "Nord"))
        self.client: httpx.AsyncClient

    async def call(self, method: str, **values: object) -> dict:
        return (await self.client.post(f"/bot{TOKEN}/{method}", json=values)).json()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    made = World()
    async with serve(made.room, made.people) as running, httpx.AsyncClient(base_url=running.address) as client:
        made.client = client
        yield made


async def test_refuses_as_telegram_does(world: World) -> None:
    awa = world.people[0]
    group, private = world.group.id, awa.id
    assert (await world.client.get("/bot1:wrong/getMe")).json()["error_code"] == 401
    assert (await world.call("noSuchMethod"))["error_code"] == 404
    assert "can't initiate" in (await world.call("sendMessage", chat_id=private, text="a"))["description"]
    assert "kicked" in (await world.call("sendMessage", chat_id=group, text="a"))["description"]
    world.room.add_bot(world.group, awa)
    for text, says in (("", "empty"), ("a" * 4097, "too long"), ("<b>open", "parse entities"), ("<x>a</x>", "parse")):
        answer = await world.call("sendMessage", chat_id=group, text=text, parse_mode="HTML")
        assert says in answer["description"]
    sent = (await world.call("sendMessage", chat_id=group, text="<b>good</b>", parse_mode="HTML"))["result"]
    again = await world.call("editMessageText", chat_id=group, message_id=sent["message_id"], text="<b>good</b>",
                             parse_mode="HTML")  # fmt: skip
    assert "not modified" in again["description"]
    assert "not found" in (await world.call("sendMessage", chat_id=1, text="a"))["description"]


async def test_deletes_what_telegram_would(world: World) -> None:
    """For two days: of a private chat all that is there, of a group the bot's own; what isn't there is passed over."""
    awa, sam = world.people[0], world.people[4]
    own, other = world.room.private(awa), world.room.private(sam)
    world.room.add_bot(world.group, awa)
    written = [world.room.start(one) for one in (awa, sam)]
    sent = (await world.call("sendMessage", chat_id=awa.id, text="a", protect_content=True))["result"]["message_id"]
    assert own.messages[sent].protected
    assert len({*own.messages, *other.messages}) == 3, "private chats count their messages together"
    all_of_them = [written[0].id, written[1].id, sent, 900]
    assert (await world.call("deleteMessages", chat_id=awa.id, message_ids=all_of_them))["ok"]
    assert world.room.messages(own) == []
    assert len(world.room.messages(other)) == 1
    theirs = world.room.say(awa, world.group, "/help")
    assert (
        "can't be deleted"
        in (await world.call("deleteMessage", chat_id=world.group.id, message_id=theirs.id))["description"]
    )
    world.time += timedelta(hours=49)
    old, young = written[1].id, world.room.say(sam, other, "b").id
    spoilt = await world.call("deleteMessages", chat_id=sam.id, message_ids=[old, young])
    assert "can't be deleted for everyone" in spoilt["description"]
    assert len(world.room.messages(other)) == 2
    assert not (await world.call("deleteMessages", chat_id=sam.id, message_ids=list(range(101))))["ok"]
    assert not (await world.call("deleteMessages", chat_id=sam.id, message_ids=[]))["ok"]


async def test_of_a_message_that_is_gone_a_reply_doesn_t_tell(world: World) -> None:
    awa = world.people[0]
    world.room.start(awa)
    sent = (await world.call("sendMessage", chat_id=awa.id, text="a"))["result"]["message_id"]
    await world.call("deleteMessage", chat_id=awa.id, message_id=sent)
    private = world.room.private(awa)
    reply = world.room.say(awa, private, "b", reply_to=private.messages[sent])
    assert "reply_to_message" not in world.room.shape(reply)


async def test_tells_of_a_group_that_moved(world: World) -> None:
    world.room.add_bot(world.group, world.people[0])
    new = world.room.migrate(world.group)
    answer = await world.call("sendMessage", chat_id=world.group.id, text="a")
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}


async def test_updates_stay_until_they_are_confirmed(world: World) -> None:
    world.room.start(world.people[0])
    first = (await world.call("getUpdates"))["result"]
    assert (await world.call("getUpdates"))["result"] == first
    assert (await world.call("getUpdates", offset=first[-1]["update_id"] + 1))["result"] == []


async def test_the_bot_hears_commands_and_replies_in_a_group(world: World) -> None:
    awa = world.people[0]
    world.room.add_bot(world.group, awa)
    sent = (await world.call("sendMessage", chat_id=world.group.id, text="Question"))["result"]
    question = world.group.messages[sent["message_id"]]
    for text, reply in (("among ourselves", None), ("/next oui", None), ("an answer", question)):
        world.room.say(awa, world.group, text, reply_to=reply)
    heard = [u["message"]["text"] for u in (await world.call("getUpdates"))["result"] if "message" in u]
    assert heard == ["/next oui", "an answer"]


async def test_a_press_is_forgotten_after_150_seconds(world: World) -> None:
    awa = world.people[0]
    world.room.add_bot(world.group, awa)
    keys = {"inline_keyboard": [[{"text": "4", "callback_data": "x"}]]}
    sent = (await world.call("sendMessage", chat_id=world.group.id, text="Q", reply_markup=keys))["result"]
    world.room.tap(awa, world.group.messages[sent["message_id"]], "4")
    world.time += timedelta(seconds=151)
    assert not any("callback_query" in update for update in (await world.call("getUpdates"))["result"])


async def test_people_do_only_what_they_can(world: World) -> None:
    awa, chidi = world.people[:2]
    mine = world.room.say(awa, world.group, "mine")
    with pytest.raises(CannotError):
        world.room.edit(chidi, mine, "yours")
    with pytest.raises(CannotError):
        world.room.open_link(awa, "https://example.org/?start=x")
    with pytest.raises(CannotError):
        world.room.say(world.room.person("Zed"), world.group, "from outside")


async def test_the_page_s_server_answers_its_own_page_alone(world: World) -> None:
    act = {"do": "say", "person": world.people[0].id, "chat": world.group.id, "text": "hello"}
    headers = {"Content-Type": "application/json"}
    foreign = await world.client.post("/act", json=act, headers={**headers, "Origin": "https://evil.example"})
    form = await world.client.post("/act", data=act)
    host = await world.client.get("/", headers={"Host": "evil.example"})
    assert (foreign.status_code, form.status_code, host.status_code) == (403, 403, 400)
    assert world.group.messages == {}
    assert (await world.client.post("/act", json=act)).status_code == 200
    wrong = [{"do": "fly"}, {**act, "chat": world.people[1].id}, {**act, "person": 5}, {"do": "say"}]
    assert [(await world.client.post("/act", json=one)).status_code for one in wrong] == [400] * 4
    page = await world.client.get("/")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (await world.client.get("/page/../emulator.py")).status_code == 404


async def test_when_it_stops_whoever_waits_is_let_go() -> None:
    """A bot that polls for a minute has its answer, and an open page ends."""
    made = World()
    async with asyncio.timeout(10), httpx.AsyncClient(timeout=None) as client:  # noqa: S113  the block has one
        async with serve(made.room, made.people) as running:
            polling = asyncio.create_task(client.get(f"{running.address}/bot{TOKEN}/getUpdates?timeout=60"))
            page = await client.send(client.build_request("GET", f"{running.address}/events"), stream=True)
            shown = page.aiter_text()
            assert (await anext(shown)).startswith("data: ")
            while not running.emulator.calls:  # noqa: ASYNC110  it is a call that has come
                await asyncio.sleep(0)
        assert (await polling).json() == {"ok": True, "result": []}
        assert [text async for text in shown] == []
        await page.aclose()
        with pytest.raises(httpx.ConnectError):
            await client.get(running.address)
