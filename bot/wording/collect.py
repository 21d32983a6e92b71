"""Collect the sentences that the bot says, from the code, for translators.

    python -m bot.wording.collect

brings every catalogue in `locales/` up to date: new sentences are added, those no longer said go, a changed one keeps
its translation marked fuzzy, which nobody is shown, and French gets the spaces that it has before ; : ! ?
(`bot.scenario.french`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.languages import SOURCE, SPOKEN
from bot.resources import folder
from bot.scenario.french import spaced

#: Where sentences are, below `bot/`: the words, what each command does, in its row, phrases (`content/`),
#: and what can be wrong with a scenario.
PLACES = (
    *("wording/**.py", "work/commands/**.py", "summary/**.py", "partnership/**.py", "session/**.py"),
    "documents/formats.py",
    "scenario/catalogue.py",  # of a mistake its message; what to write instead is told by the command line alone
)
#: The calls that hold sentences: `say` and `N_` one, `count` one for each number, `in_context` one after its context.
_KEYWORDS = {"Entry": (1,), "say": None, "N_": None, "_plain": None, "count": (1, 2), "in_context": ((1, "c"), 2)}
#: What a catalogue says of when it was made: always the same, so that two who change it don't differ in this alone.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def sentences() -> Catalog:
    """Every sentence, as a catalogue without translations."""
    package = Path(__file__).resolve().parent.parent
    catalog = Catalog(project="Palabre", charset="utf-8")
    found = extract_from_dir(str(package), [(place, "python") for place in PLACES], keywords=_KEYWORDS)
    for name, _, message, _, context in found:
        catalog.add(message, context=context, locations=[(f"bot/{name}", 1)])
    return catalog


def catalogue(language: str) -> Path:
    """Where a language's catalogue is."""
    return folder("locales") / language / "LC_MESSAGES" / "palabre.po"


def known(language: str) -> Catalog:
    """A language's catalogue, brought up to date with the sentences of the code: new ones are empty, or hold, marked
    fuzzy, what a sentence much like them was translated to; those no longer said are gone."""
    path = catalogue(language)
    catalog = Catalog(locale=language, charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.header_comment = f"# Palabre's own sentences: {language}."
    catalog.project, catalog.fuzzy = "Palabre", False
    catalog.update(sentences())
    catalog.obsolete.clear()
    return catalog


def save(catalog: Catalog, language: str) -> None:
    """Write a language's catalogue where the bot looks for it."""
    path = catalogue(language)
    if language == "fr":
        _space(catalog)
    catalog.creation_date = _MADE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, sort_output=True, omit_header=False)


def lacking(catalog: Catalog) -> int:
    """How many sentences a catalogue doesn't translate, or only by one that nobody has looked at."""
    return sum(bool(message.id) and (message.fuzzy or not complete(message.string)) for message in catalog)


def complete(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether there is a translation, in every plural form."""
    said = (translation,) if isinstance(translation, str) else translation or ()
    return bool(said) and all(said)


def _space(french: Catalog) -> None:
    for message in french:
        if message.id:
            said = message.string
            message.string = spaced(said) if isinstance(said, str) else tuple(map(spaced, said or ()))


if __name__ == "__main__":
    for spoken in SPOKEN:
        if spoken != SOURCE:
            brought = known(spoken)
            save(brought, spoken)
            print(f"{spoken}: {lacking(brought)} sentences to translate")
