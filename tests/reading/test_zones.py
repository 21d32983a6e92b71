"""Time zones, as people name them; and the zones that are offered, so that each place is within two taps."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.reading.zones import entries, zones
from bot.zones import Region, alike, by_country, code, known, of_region, places

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Dakar", "Africa/Dakar"), ("africa/dakar", "Africa/Dakar"), ("Sénégal", "Africa/Dakar"),
     ("senegal", "Africa/Dakar"), ("السنغال", "Africa/Dakar"), ("le Mali", "Africa/Bamako"),
     ("Côte d’Ivoire", "Africa/Abidjan"), ("Le Caire", "Africa/Cairo"), ("montreal", "America/Montreal"),
     ("Port au Prince", "America/Port-au-Prince"), ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
     ("Calcutta", "Asia/Calcutta"), ("Londres", "Europe/London"), ("UTC", "UTC"), ("UK", "Europe/London"),
     ("Cotonou", "Africa/Porto-Novo")],
)  # fmt: skip
def test_one_place(text: str, zone: str) -> None:
    assert zones(text) == (zone,)


@pytest.mark.parametrize(
    ("text", "several"),
    [("RDC", {"Africa/Kinshasa", "Africa/Lubumbashi"}),
     ("Congo", {"Africa/Kinshasa", "Africa/Lubumbashi", "Africa/Brazzaville"}),
     ("Guinée", {"Africa/Conakry", "Africa/Bissau", "Africa/Malabo"})],
)  # fmt: skip
def test_a_name_that_several_have_gives_all_of_them(text: str, several: set[str]) -> None:
    assert set(zones(text)) == several
    assert len(alike(zones(text), NOW)) == 2


@pytest.mark.parametrize("text", ["", "x", "nowhere", "a" * 90, "/", "le", "12", "Dakar ou Bamako"])
def test_no_place(text: str) -> None:
    assert zones(text) == ()


def test_a_country_with_many_zones_is_asked_by_those_that_differ() -> None:
    groups = alike(zones("Canada"), NOW)
    assert [group[0] for group in groups][-3:] == ["America/Blanc-Sablon", "America/Halifax", "America/St_Johns"]
    assert len(groups) < len(by_country()["CA"])


def test_every_country_is_within_two_taps() -> None:
    offered = {zone for region in Region for zone in of_region(region)}
    assert offered == {zone for all_of in by_country().values() for zone in all_of}
    assert all(len(alike(of_region(region), NOW)) <= 20 for region in Region)


def test_zones_that_change_their_clocks_on_other_days_are_told_apart() -> None:
    assert len(alike(("Asia/Beirut", "Asia/Gaza", "Asia/Jerusalem", "Africa/Casablanca", "Africa/Lagos"), NOW)) == 5


def test_every_zone_is_there_and_has_a_button_of_its_own() -> None:
    assert len(known()) == len(places() | {"UTC"})
    assert all(known()[code(zone)] == zone for zone in places())
    assert all(ZoneInfo(zone) for zone in places())


def test_every_name_that_was_added_is_understood() -> None:
    for where, name in entries():
        assert set(by_country().get(where, (where,))) <= set(zones(name)), name
