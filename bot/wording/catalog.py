"""One language's words: sentences from the gettext catalogues, numbers, dates and lists by locale.

The catalogues are read straight from the .po files in `locales/`: there is no compiled file to make,
to commit or to forget. Sentences are looked up by their English text. What is put into them is
escaped for HTML, unless it is Markup already.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from gettext import GNUTranslations, NullTranslations

from babel import Locale, dates, lists, numbers, units
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from bot.languages import LANGUAGES
from bot.resources import folder

#: First-strong isolate and its end: what stands between them has a direction of its own.
FSI, PDI = "\u2068", "\u2069"
#: A letter from right to left that nobody sees.
RLM = "\u200f"


def isolate(text: str | Markup) -> Markup:
    """Somebody's text, escaped, and kept from turning the direction of the sentence around it."""
    return Markup("{}{}{}").format(FSI, text, PDI)


@cache
def _translations(language: str) -> NullTranslations:
    path = folder("locales") / language / "LC_MESSAGES" / "palabre.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def N_(sentence: str) -> str:  # noqa: N802  the name under which gettext tools collect sentences
    """A sentence that is looked up later."""
    return sentence


class Words:
    """The words of one language, such as `fr`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(LANGUAGES[language].locale or language)
        self._gettext = _translations(language)

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return LANGUAGES[self.language].direction == "rtl"

    @property
    def comma(self) -> str:
        """The comma of this language."""
        return LANGUAGES[self.language].comma

    def say(self, sentence: str, /, **values: object) -> Markup:
        """The sentence in this language, with the values put into its {placeholders}."""
        return self._fill(self._gettext.gettext(sentence), values)

    def plainly(self, sentence: str, /, **values: object) -> Markup:
        """A sentence that is plain text: what looks like a tag in it is none."""
        return self._fill(str(escape(self._gettext.gettext(sentence))), values)

    def in_context(self, context: str, sentence: str, /) -> Markup:
        """A sentence that is said otherwise elsewhere; the context is for translators."""
        return self._fill(self._gettext.pgettext(context, sentence), {})

    def count(self, one: str, many: str, /, n: int, **values: object) -> Markup:
        """The sentence in the plural form that this language has for n; {n} is the number."""
        return self._fill(self._gettext.ngettext(one, many, n), {"n": self.number(n), **values})

    def _fill(self, sentence: str, values: dict[str, object]) -> Markup:
        said = _set_apart(sentence) if self.rtl else sentence
        return Markup(said).format(**values)  # noqa: S704  our own sentences, with tags of our own

    def number(self, value: float, digits: int = 0) -> str:
        """A number with at most so many digits after the separator."""
        pattern = "#,##0." + "#" * digits if digits else "#,##0"
        return numbers.format_decimal(value, pattern, locale=self.locale)

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a whole percentage."""
        return numbers.format_percent(share, locale=self.locale)

    def day(self, day: date) -> str:
        """A day, written out; the caller has put a moment into the right zone before."""
        written, first = dates.format_date(day, format="long", locale=self.locale), LANGUAGES[self.language].first
        return re.sub(r"^1\b", first, written) if first else written

    def moment(self, at: datetime) -> str:
        """A day of the week, a day, and the time, in the zone of the moment that is given."""
        full = self.locale.date_formats["full"].pattern
        day = dates.format_date(at, _YEAR.sub("", full.replace(self.comma, "")), locale=self.locale)
        return f"{day}{self.comma} {dates.format_time(at, 'short', locale=self.locale)}"

    def soon(self, at: datetime) -> str:
        """A moment of the next two weeks in short: the day of the week, that of the month, and the time."""
        return f"{dates.format_skeleton('Ed', at, locale=self.locale)}{self.comma} {self.time(at)}"

    def time(self, at: datetime | time) -> str:
        """A time of day; the caller has put a moment into the right zone before."""
        return dates.format_time(at.time() if isinstance(at, datetime) else at, "short", locale=self.locale)

    def minute(self, minutes: int) -> str:
        """A time of day, given as minutes after midnight."""
        return self.time(time(minutes // 60, minutes % 60))

    def minutes(self, time: timedelta) -> str:
        """A length of time in minutes, written out."""
        return units.format_unit(time // timedelta(minutes=1), "duration-minute", locale=self.locale)

    def hours(self, time: timedelta) -> str:
        """A length of time in hours, written out."""
        return units.format_unit(time // timedelta(hours=1), "duration-hour", locale=self.locale)

    def days(self, time: timedelta) -> str:
        """A length of time in days, written out."""
        return units.format_unit(time // timedelta(days=1), "duration-day", locale=self.locale)

    def listing(self, items: Iterable[str | Markup]) -> Markup:
        """Some things in a row: a, b and c."""
        escaped = [str(escape(item)) for item in items]
        return Markup(lists.format_list(escaped, locale=self.locale))  # noqa: S704  each item was escaped


#: What is typed as it stands, from left to right: a command with what follows it, and codes such as `1b 2a`. A dot or a
#: bracket before or after it is the sentence's.
_TYPED = re.compile(r"(?<![\w<&])/[a-z]+(?: (?:[a-z0-9:.-]*[a-z0-9]|\{\w+\}))*|\b\d+[a-z](?: \d+[a-z])*\b")


@cache
def _set_apart(sentence: str) -> str:
    """A sentence written from right to left, in which what is typed from left to right is isolated: without that its
    slash, or its number, would stand on the other side of it."""
    return _TYPED.sub(lambda typed: f"{FSI}{typed[0]}{PDI}", sentence)


#: The year in a pattern for a date, with what joins it.
_YEAR = re.compile(r"\s*(?:'de'\s*)?y+")


@cache
def words(language: str) -> Words:
    """The words of a language; one that Palabre doesn't speak reads English sentences."""
    return Words(language)
