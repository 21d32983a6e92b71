"""What a group can set: within its limits, as it is said in words, and as a button carries it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.gateway.api.buttons import sign
from bot.session.said_settings import Asked, asked, said_zone
from bot.session.settable import (
    Keep,
    Languages,
    Least,
    Quiet,
    Review,
    Setting,
    Tidy,
    Value,
    Window,
    Zone,
    fits,
    read,
    setting_of,
    write,
)

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)

VALUES: tuple[Value, ...] = (
    Languages(("fr",)), Languages(("en", "fr")), Zone(None), Zone("America/Argentina/Buenos_Aires"), Quiet(1350, 450),
    Window(None), Window(48), Least(7), Tidy(True), Tidy(False), Review(True), Review(False), Keep(None), Keep(30),
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_button_carries_a_value_and_has_room_for_the_longest_group(value: Value) -> None:
    setting, written = setting_of(value), write(value)
    assert read(setting, written.split("-")) == value
    assert fits(value, 90)
    sign(b"secret", "g:1", f"set-{2**47 - 1}-{setting}-{written}")


def test_a_zone_that_is_no_more_is_none() -> None:
    assert read(Setting.ZONE, ["00000000"]) is None


@pytest.mark.parametrize(
    "value",
    [
        *(Quiet(22 * 60, 22 * 60), Quiet(8 * 60, 7 * 60), Quiet(0, 5 * 60 + 59), Quiet(20 * 60, 12 * 60 + 1)),
        *(Quiet(24 * 60, 7 * 60), Window(11), Window(169), Least(2), Least(21), Keep(6), Keep(61)),
        *(Languages(()), Languages(("sw",)), Languages(("fr", "fr")), Languages(("fr", "en", "fr"))),
    ],
)
def test_what_is_outside_of_its_limits_cannot_be_set(value: Value) -> None:
    assert not fits(value, 60)


@pytest.mark.parametrize("value", [Quiet(1260, 1260 + 6 * 60 - 1440), Quiet(960, 480), Window(12), Window(168), Keep(7),
                                   Keep(60), Least(3), Least(20)])  # fmt: skip
def test_the_limits_themselves_can_be_set(value: Value) -> None:
    assert fits(value, 60)


@pytest.mark.parametrize(
    ("text", "value"),
    [("quiet 22:00 7:00", Quiet(1320, 420)), ("calme de 22 h à 7 h", Quiet(1320, 420)),
     ("Heures calmes : 22h30-7h", Quiet(1350, 420)), ("window 48h", Window(48)), ("durée 3 jours", Window(72)),
     ("window 48", Window(48)), ("question as the workshop says", Window(None)), ("6", Least(6)), ("seuil 6", Least(6)),
     ("français", Languages(("fr",))), ("french english", Languages(("fr", "en"))),
     ("languages English and French", Languages(("en", "fr"))), ("langue anglais", Languages(("en",))),
     ("idioma francés", Languages(("fr",))), ("fr en", Languages(("fr", "en"))), ("zone Dakar", Zone("Africa/Dakar")),
     ("time zone Africa/Dakar", Zone("Africa/Dakar")), ("fuseau par défaut", Zone(None)),
     ("private chats off", Tidy(False)), ("rangement oui", Tidy(True)), ("review on", Review(True)),
     ("relecture non", Review(False)), ("keep 30", Keep(30)), ("garder 30 jours", Keep(30)),
     ("keep default", Keep(None))],
)  # fmt: skip
def test_said_in_words(text: str, value: Value) -> None:
    assert asked(text, NOW) == Asked(setting_of(value), value)


@pytest.mark.parametrize(
    ("text", "setting"),
    [("quiet off", Setting.QUIET), ("quiet 22:00", Setting.QUIET), ("quiet 22 7 8", Setting.QUIET),
     ("window soon", Setting.WINDOW), ("keep 48h", Setting.KEEP), ("zone Atlantis", Setting.ZONE),
     ("review maybe", Setting.REVIEW), ("language klingon", Setting.LANGUAGE), ("3 4", Setting.LEAST)],
)  # fmt: skip
def test_what_cannot_be_read_is_no_value(text: str, setting: Setting) -> None:
    assert asked(text, NOW) == Asked(setting)


def test_a_name_alone_asks_for_its_choices_and_what_names_nothing_for_all() -> None:
    assert asked("les langues", NOW) == Asked(Setting.LANGUAGE, silent=True)
    assert [asked(text, NOW) for text in ("", "something", "-5")] == [None, None, None]


def test_places_that_do_not_go_alike_are_asked_about_and_never_guessed() -> None:
    assert said_zone("Congo", NOW) == ("Africa/Kinshasa", "Africa/Brazzaville", "Africa/Lubumbashi")
    assert said_zone("Argentine", NOW) == Zone("America/Argentina/Buenos_Aires")
    assert said_zone("the group", NOW) == Zone(None)
    assert said_zone("nowhere", NOW) is None
