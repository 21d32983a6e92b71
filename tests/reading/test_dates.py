"""A day is understood however it is written, in five languages; what isn't a date and nothing else is none."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.reading.date_forms import later
from bot.reading.date_words import UNITS, Part, listed, vocabulary
from bot.reading.dates import is_vague, mentions_date, read_date
from bot.resources import folder

#: A Monday.
TODAY = date(2027, 1, 11)
IDES = date(2027, 3, 15)

#: The 15th of March 2027, with its year.
_IN_FULL = """15/03/2027 · 15/03/27 · 15.03.2027 · 15-3-2027 · 15–03–2027 · 2027/03/15 · 2027-03-15 · 15 03 2027
03/15/2027 · 15 mars 2027 · le 15 mars 2027 · avant le 15/03/2027 · au plus tard le lundi 15 mars 2027 · 15/mars/2027
quinze mars 2027 · March 15, 2027 · 15th March 2027 · the 15th of March 2027 · by Monday 15 March 2027
Mar 15 2027 · 15-mar-2027
15 de marzo de 2027 · el 15 de marzo del 2027 · 15 de março de 2027 · até 15/03/2027 · antes del 15/03/2027
١٥/٠٣/٢٠٢٧ · ١٥ مارس ٢٠٢٧ · 15 آذار 2027 · قبل 15/03/2027 · الاثنين 15 مارس 2027 · １５／０３／２０２７ · 15／03／2027
(15/03/2027) · 15 MARS 2027 · 15 mars 2027."""
#: The same without its year: the next that comes.
_NEXT = (
    "15/03 · 15 mars · le 15 mars · March 15 · 15 March · 15 de marzo · 15 de março · 15 مارس · ١٥/٣ · lundi 15 mars"
)


def _each(listed: str) -> list[str]:
    return [one.strip() for line in listed.splitlines() for one in line.split("·")]


@pytest.mark.parametrize("said", _each(_IN_FULL))
def test_a_day_written_in_full(said: str) -> None:
    found = read_date(said, TODAY)
    assert found is not None
    assert (found.day, found.firm, found.exact) == (IDES, True, True)


@pytest.mark.parametrize("said", _each(_NEXT))
def test_a_day_without_its_year_is_the_next_and_must_be_told_back(said: str) -> None:
    for today, year in ((TODAY, 2027), (IDES, 2027), (date(2027, 3, 16), 2028)):
        found = read_date(said.removeprefix("lundi "), today)
        assert found is not None
        assert (found.day, found.firm, found.exact) == (date(year, 3, 15), True, False)


@pytest.mark.parametrize(
    ("said", "day"),
    [(said, day) for listed, day in {
        "demain · tomorrow · mañana · amanhã · amanha · غدا · غدًا · Demain !": date(2027, 1, 12),
        "après-demain · the day after tomorrow · pasado mañana · depois de amanhã · بعد غد": date(2027, 1, 13),
        "vendredi prochain · vendredi · ce vendredi · next Friday · on Friday · by Friday · el próximo viernes ·"
        " el viernes que viene · sexta-feira · próxima sexta · الجمعة · الجمعة القادمة · d’ici vendredi"
        " · avant vendredi": date(2027, 1, 15),
        "lundi · Monday · segunda-feira · lunes": date(2027, 1, 18),
        "in two weeks · in 2 weeks · dans deux semaines · en dos semanas · daqui a duas semanas ·"
        " بعد أسبوعين · خلال أسبوعين · in a fortnight · d’ici 2 semaines · em 2 semanas": date(2027, 1, 25),
        "dans un mois · in a month · en un mes · dentro de un mes · em um mês · خلال شهر · بعد شهر": date(2027, 2, 11),
        "fin mars · end of March · the end of March · fin de marzo · a finales de marzo · fim de março · نهاية مارس ·"
        " d’ici fin mars · fin mars 2027 · mars 2027 · in March · en mars · أواخر آذار": date(2027, 3, 31),
        "mi-mars · mid-March · the middle of March · mediados de marzo · meados de março · منتصف مارس": IDES,
        "fin du mois · end of the month · fin de mes · fim do mês · نهاية الشهر · this month": date(2027, 1, 31),
        "next month · le mois prochain · el mes que viene · no próximo mês · الشهر القادم": date(2027, 2, 28),
        "fin de l’année · end of the year · fin de año · fim do ano · نهاية السنة": date(2027, 12, 31),
        "la semaine prochaine · next week · próxima semana · الأسبوع القادم": date(2027, 1, 24),
    }.items() for said in _each(listed)],
)  # fmt: skip
def test_a_day_that_is_counted_from_today_must_be_told_back(said: str, day: date) -> None:
    found = read_date(said, TODAY)
    assert found is not None
    assert (found.day, found.exact) == (day, False)


@pytest.mark.parametrize(
    "said",
    ["may", "May", "mars", "second", "Paris 15", "Julio", "Sam", "Sam 3", "mon équipe", "15", "2027", "10 %", "2.5",
     "3-4", "1-3 mars", "15 mars ?", "groupe 3", "le bureau", "Mars est une planète", "12h30", "de",
     "vendredi avec Awa", "3 mois", "we march on Friday", "un an", "", "  ", "…", "9" * 50, "15/03/2027 " * 300],
)  # fmt: skip
def test_what_is_something_else_too_is_no_date(said: str) -> None:
    assert read_date(said, TODAY) is None


@pytest.mark.parametrize(
    "said",
    ["31/02/2027", "30 février 2027", "31 de abril de 2027", "mardi 15 mars 2027", "Friday 15/03/2027", "45/45/2027"],
)
def test_a_day_that_does_not_exist_is_seen_to_be_none(said: str) -> None:
    found = read_date(said, TODAY)
    assert found is not None
    assert (found.day, found.firm) == (None, True)


@pytest.mark.parametrize(("said", "day"), [("03/04/2027", date(2027, 4, 3)), ("3.4.27", date(2027, 4, 3)),
                                           ("12/11/2027", date(2027, 11, 12)), ("1/2", date(2027, 2, 1))])  # fmt: skip
def test_digits_that_can_be_read_two_ways_are_day_first_and_must_be_told_back(said: str, day: date) -> None:
    found = read_date(said, TODAY)
    assert found is not None
    assert (found.day, found.exact) == (day, False)


@pytest.mark.parametrize(("said", "day"), [("mars", date(2027, 3, 31)), ("May", date(2027, 5, 31)),
                                           ("le 15", date(2027, 1, 15)), ("a week from now", date(2027, 1, 18)),
                                           ("3 mois", date(2027, 4, 11))])  # fmt: skip
def test_where_a_date_is_waited_for_more_is_one_and_must_be_told_back(said: str, day: date) -> None:
    found = read_date(said, TODAY, placed=True)
    assert found is not None
    assert (found.day, found.exact) == (day, False)


@pytest.mark.parametrize("said", ["2 à 3", "2 à 3 semaines", "10 %", "12:30", "Awa", "Sam", "bientôt", "soon",
                                  "Paris 15", "hier", "3 weeks ago", "Sam 3", "a b c d e f g h", "x" * 61])  # fmt: skip
def test_and_yet_not_everything(said: str) -> None:
    assert read_date(said, TODAY, placed=True) is None


def test_words_that_say_when_and_no_day() -> None:
    vague = ["bientôt", "soon", "as soon as possible", "pronto", "em breve", "قريبا", "mars", "en mars", "May"]
    assert [said for said in vague if not is_vague(said)] == []
    assert [said for said in ["Awa", "everybody", "15 mars", "d’accord", "le", ""] if is_vague(said)] == []


def test_a_date_inside_a_sentence_is_noticed() -> None:
    assert mentions_date("Awa, avant le ١٥/٠٣/٢٠٢٧ si possible")
    assert not any(map(mentions_date, ("15/03", "3/4 des membres", "version 1.2.3", "au 12 rue 2027")))


#: Month -> its words in all languages, without accents.
_MONTHS = {n: sorted(" ".join(p) for p, meanings in vocabulary().items() if meanings.get(Part.MONTH) == n)
           for n in range(1, 13)}  # fmt: skip
_SPELLINGS = ["{d}/{m}/{y}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y}", "{d} {m} {y}", "{d} {mars} {y}", "{mars} {d}, {y}",
              "le {d} {mars} {y}", "antes del {d} de {mars} de {y}", "{d}-{mars}-{y}",
              "by {mars} {d}th {y}"]  # fmt: skip
_DIGITS = [
    str.maketrans("0123456789", digits) for digits in ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
]


@given(st.data(), st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 27000), st.sampled_from(_SPELLINGS))
def test_every_day_in_every_spelling_is_that_day(data: st.DataObject, today: date, ahead: int, spelling: str) -> None:
    day = today + timedelta(days=ahead)
    word = data.draw(st.sampled_from(_MONTHS[day.month]))
    said = spelling.format(d=day.day, m=day.month, y=day.year, mars=data.draw(st.sampled_from([word, word.upper()])))
    found = read_date(said.translate(data.draw(st.sampled_from(_DIGITS))), today)
    assert found is not None
    assert (found.day, found.firm) == (day, True)


@given(st.text(max_size=80), st.booleans())
def test_whatever_is_said_is_read_or_not(said: str, placed: bool) -> None:
    found = read_date(said, TODAY, placed=placed)
    assert found is None or found.day is None or isinstance(found.day, date)
    is_vague(said)


@given(st.lists(st.sampled_from(sorted(vocabulary())), max_size=10), st.dates())
def test_no_words_of_dates_in_any_order_break_it(phrases: list[tuple[str, ...]], today: date) -> None:
    read_date(" ".join(" ".join(phrase) for phrase in phrases), today)


def test_a_month_later_is_on_its_last_day_where_it_is_too_short() -> None:
    ends = [(date(2027, 1, 31), date(2027, 2, 28)), (date(2027, 12, 31), date(2028, 1, 31)), (TODAY, date(2027, 2, 11))]
    assert [later(start, UNITS.index("month"), 1) for start, _ in ends] == [end for _, end in ends]
    assert later(date(2028, 2, 29), UNITS.index("year"), 1) == date(2029, 2, 28)
    assert later(TODAY, UNITS.index("year"), 9999) is None


def test_no_word_stands_for_two_of_a_kind() -> None:
    """September and seven may be one word, June and July not."""
    said = Counter((phrase, part) for phrase, part, _ in {*listed()})
    assert [one for one, times in said.items() if times > 1] == []


def test_each_language_has_its_words_for_dates() -> None:
    assert {path.parent.name for path in folder("locales").glob("*/dates.txt")} == LANGUAGES.keys()


def test_dateparser_is_loaded_when_it_is_needed() -> None:
    """No other room may import it (tests/test_house_rules.py)."""
    script = """
import sys
from datetime import date
from bot.reading.deeds import read_deeds
assert "dateparser" not in sys.modules
read_deeds("what ; who ; end of March\\nun ; Awa ; 15/03/2027", date(2027, 1, 11))
assert "dateparser" not in sys.modules
read_deeds("what ; who ; a week from now", date(2027, 1, 11))
assert "dateparser" in sys.modules
"""
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True, timeout=60)
