"""Updates: reduced before they are written down, so that nothing is kept that isn't needed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.inbound.decode import Reader, clean, decode
from bot.gateway.inbound.raw import MEDIA
from bot.gateway.inbound.updates import ButtonPress, ChatMigration, Ignored, IncomingMessage, MembershipChange

ANA = {"id": 4242, "is_bot": False, "first_name": "Ana", "last_name": "Neto", "username": "ananeto",
       "language_code": "pt-br"}  # fmt: skip
GROUP = {"id": -100777, "type": "supergroup", "title": "Oficina"}


READER = Reader(100001, "palabre_bot")


def _update(**message: object) -> dict[str, object]:
    base = {"message_id": 5, "date": 1_800_000_000, "chat": GROUP, "from": ANA, "text": "olá"}
    return {"update_id": 7, "message": {**base, **message}}


def _read(raw: dict[str, object]) -> object:
    stored = READER.one(raw)
    assert stored is not None
    assert stored.aside is None
    return decode(stored.payload)


def test_names_usernames_and_photos_are_not_written_down() -> None:
    raw = _update(
        photo=[{"file_id": "SECRETFILE"}],
        contact={"phone_number": "+221770000000", "first_name": "Fatou"},
        reply_to_message={"message_id": 4, "chat": GROUP, "from": {**ANA, "first_name": "Zé"}, "text": "quoted words"},
    )
    stored = READER.one(raw)
    assert stored is not None
    for secret in ("Ana", "Neto", "ananeto", "SECRETFILE", "+221", "Fatou", "Zé", "quoted words"):
        assert secret not in stored.payload


def test_a_command_may_name_the_bot_and_another_s_is_ignored() -> None:
    assert _read(_update(text="/next@Palabre_Bot now")).command == "next"
    assert isinstance(_read(_update(text="/next@other_bot")), Ignored)
    assert _read(_update(text="/session roles")).argument == "roles"
    assert _read(_update(text="／Next.")).command == "next"
    assert isinstance(_read(_update(text="／next＠other_bot")), Ignored)
    assert _read(_update(text="/ we think so")).command is None


def test_an_anonymous_admin_and_a_channel_are_nobody() -> None:
    anonymous = _read(_update(sender_chat=GROUP, **{"from": {"id": 1087968824, "is_bot": True, "first_name": "G"}}))
    assert isinstance(anonymous, IncomingMessage)
    assert anonymous.account is None


def test_migration_presses_and_standing() -> None:
    assert _read(_update(migrate_to_chat_id=-100888)) == ChatMigration(-100777, -100888)
    about = {"message_id": 3, "chat": GROUP}
    press = {"id": "9", "from": ANA, "chat_instance": "1", "data": "x" * 90, "message": about}
    pressed = _read({"update_id": 8, "callback_query": press})
    assert isinstance(pressed, ButtonPress)
    assert len(pressed.data) == 64
    change = {"chat": GROUP, "from": ANA, "date": 1, "old_chat_member": {"status": "left", "user": ANA},
              "new_chat_member": {"status": "member", "user": ANA}}  # fmt: skip
    assert isinstance(_read({"update_id": 9, "my_chat_member": change}), MembershipChange)


def test_what_cannot_be_read_is_set_aside_without_its_words() -> None:
    stored = READER.one({"update_id": 3, "message": {"message_id": "words", "text": "secret"}})
    assert stored is not None
    assert stored.aside == "unreadable message"
    assert "secret" not in stored.payload
    assert READER.one({"no": "update"}) is None


def test_one_that_cannot_be_read_takes_none_of_its_batch_with_it() -> None:
    good = [{**_update(text=f"n{n} \ud800"), "update_id": n} for n in (1, 3)]
    batch = json.dumps({"ok": True, "result": [good[0], {"update_id": 2, "message": 5}, good[1]]}).encode()
    read = READER.batch(batch)
    assert [(stored.update_id, stored.aside) for stored in read] == [(1, None), (2, "unreadable message"), (3, None)]
    assert [decode(stored.payload).text for stored in (read[0], read[2])] == ["n1 ", "n3 "]


def test_a_batch_reads_as_its_updates_do_one_by_one() -> None:
    updates = [{**_update(text="/next now"), "update_id": 1}, {**_update(photo=[{"file_id": "x"}]), "update_id": 2},
               {**_update(caption="c", text=None), "update_id": 3}, {"update_id": 4, "poll": {"id": "1"}}]  # fmt: skip
    assert READER.batch(json.dumps({"ok": True, "result": updates}).encode()) == list(map(READER.one, updates))


@pytest.mark.parametrize("payload", [b"", b"<html>", b"[]", b'{"ok":true}', b'{"result":5}'])
def test_what_is_no_answer_of_telegram_s_is_none(payload: bytes) -> None:
    with pytest.raises(ValueError, match="no answer"):
        READER.batch(payload)


def test_a_text_is_cleaned() -> None:
    assert clean("a\u202eb\x00c\u2066d\ud800e\r\nf\x07") == "abcde\nf"
    assert len(clean("😀" * 5000)) == 4096


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x, max_size=3)
                    | st.dictionaries(st.sampled_from(["from", "chat", "id", "text", "type", "message_id", "data"]), x,
                                      max_size=4), max_leaves=12)  # fmt: skip


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"]), JSON)
def test_no_shape_of_an_update_makes_it_raise(kind: str, inner: object) -> None:
    stored = READER.one({"update_id": 1, kind: inner})
    assert stored is not None
    stored.payload.encode()
    if stored.aside is None:
        decode(stored.payload)


@pytest.mark.parametrize("kind", MEDIA)
def test_what_isn_t_a_text_is_named_and_left_unread(kind: str) -> None:
    for content in ({}, [], {"file_id": "SECRETFILE"}, "odd", None):
        read = _read(_update(text=None, **{kind: content}))
        assert (read.media, read.text) == (kind, "")
        stored = READER.one(_update(text=None, **{kind: content}))
        assert stored is not None
        assert "SECRETFILE" not in stored.payload


def test_what_is_told_twice_is_named_by_what_it_is() -> None:
    """Telegram tells of a GIF as a document too, and of a venue as a place, for programs that don't know them yet."""
    assert _read(_update(text=None, animation={}, document={})).media == "animation"
    assert _read(_update(text=None, venue={}, location={})).media == "venue"
    assert _read(_update(text=None, live_photo={}, photo=[])).media == "live_photo"


@pytest.mark.parametrize("kind", ["hologram", "gift", "pinned_message", "chat_background_set", "successful_payment"])
def test_what_nobody_knows_yet_and_what_the_chat_tells_of_itself_is_no_medium(kind: str) -> None:
    read = _read(_update(text=None, **{kind: {"message_id": 3}}))
    assert (read.media, read.text, read.seconds) == (None, "", 0)


@pytest.mark.parametrize("origin", ["user", "hidden_user", "chat", "channel", "of another time"])
def test_what_is_passed_on_is_known_as_such_without_its_author_and_is_nobody_s_order(origin: str) -> None:
    raw = _update(text="/forget yes", forward_origin={"type": origin, "date": 1, "sender_user": ANA, "x": "SECRET"})
    read = _read(raw)
    assert (read.forwarded, read.command, read.text) == (True, None, "/forget yes")
    stored = READER.one(raw)
    assert stored is not None
    assert "SECRET" not in stored.payload


def test_a_channel_and_an_anonymous_admin_write_as_a_chat_and_a_bot_does_not() -> None:
    channel = {"id": -100999, "type": "channel", "title": "Rádio"}
    linked = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    for read in (_read(_update(sender_chat=channel, **{"from": linked})), _read(_update(sender_chat=GROUP))):
        assert (read.account, read.as_chat) == (None, True)
    robot = _read(_update(**{"from": {"id": 9, "is_bot": True, "first_name": "R"}}))
    assert (robot.account, robot.as_chat) == (None, False)


def test_the_pictures_of_an_album_share_its_number() -> None:
    first, second = (_read(_update(text=None, photo=[], media_group_id="77", message_id=n)) for n in (5, 6))
    assert first.album == second.album == "77"
