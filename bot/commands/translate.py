"""For translators: `palabre translate` gives a scenario with its sample answers, or the bot's own sentences, out to a
.po file, and takes it back. Needs no network and no database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.commands.errors import CommandError
from bot.languages import LANGUAGES
from bot.scenario.load import Reading, load
from bot.scenario.report import all_good, render_report
from bot.scenario.samples import SampleReading, beside, load_samples
from bot.translation.catalogues import CatalogueError, Taken, Translations, export, read, take, write
from bot.translation.own import export_own, take_own
from bot.translation.sentences import Sentence, put, sentences
from bot.wording.collect import lacking, save

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

#: What stands for the bot's own sentences in the place of a file.
BOT = "bot"
#: How many places are named, of those whose translation isn't taken.
_NAMED = 8


def add(commands: _Commands) -> None:
    """The command."""
    translate = commands.add_parser("translate", help="write a .po file for a translator, or take it back")
    translate.add_argument("what", metavar="FILE", help="a scenario, or the word bot for the bot's own sentences")
    translate.add_argument("--to", required=True, choices=(*LANGUAGES,), help="the language")
    translate.add_argument("--source", choices=(*LANGUAGES,), help="from which (default: the scenario's first)")
    translate.add_argument("--po", type=Path, metavar="FILE", help="the .po file (default: beside the scenario)")
    translate.add_argument("--take", action="store_true", help="put in what the .po file holds")
    translate.set_defaults(act=_translate)


def _translate(parsed: argparse.Namespace) -> int:
    wanted = Wanted(parsed.what, parsed.to, parsed.source, parsed.po)
    try:
        print(take_back(wanted) if parsed.take else hand_out(wanted))
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from None
    return 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be translated (a scenario file, or `bot`), into which language, from which (the scenario's first,
    where it isn't said), and by which .po file (one beside, where it isn't said)."""

    what: str
    language: str
    source: str | None = None
    po: Path | None = None

    @property
    def file(self) -> Path:
        """The .po file."""
        named = Path(f"palabre.{self.language}.po")
        beside = named if self.what == BOT else Path(self.what).with_suffix(f".{self.language}.po")
        return self.po or beside

    def before(self) -> Translations | None:
        """What the .po file holds already. Raises CommandError where it is none, and OSError."""
        if not self.file.exists():
            return None
        try:
            return read(self.file.read_bytes(), self.language)
        except CatalogueError as error:
            raise CommandError(f"{self.file} can't be taken: {error}.") from None


def hand_out(wanted: Wanted) -> str:
    """Write the .po file; gives what there is to say of it. Raises CommandError, and OSError."""
    before = wanted.before()
    if wanted.what == BOT:
        catalog = export_own(wanted.language, before)
    else:
        scenario = _Scenario.read(wanted)
        catalog = export(scenario.sentences, scenario.source, wanted.language, before)
    wanted.file.write_bytes(write(catalog))
    fuzzy = sum(message.fuzzy for message in catalog if message.id)
    left = lacking(catalog)
    return f"{wanted.file}: {len(catalog)} sentences, {left - fuzzy} to translate, {fuzzy} fuzzy: said otherwise since"


def take_back(wanted: Wanted) -> str:
    """Put what the .po file holds where it belongs; gives what there is to say of it. Raises CommandError where
    there is nothing to take, or the scenario would have mistakes with it, and OSError."""
    catalog = wanted.before()
    if catalog is None:
        raise CommandError(f"There is no {wanted.file}. Make it with palabre translate without --take.")
    return "\n".join(_own(catalog, wanted.language) if wanted.what == BOT else _into_scenario(catalog, wanted))


def _own(translated: Translations, language: str) -> Iterator[str]:
    taken = take_own(translated, language)
    save(taken.catalog, language)
    yield f"{taken.count} sentences taken, {lacking(taken.catalog)} still to translate."
    for sentence, what in taken.unkept[:_NAMED]:
        yield f"  not taken, since it doesn't keep {what}: {json.dumps(sentence[:60], ensure_ascii=False)}"
    if len(taken.unkept) > _NAMED:
        yield f"  and {len(taken.unkept) - _NAMED} more."
    if taken.unknown:
        yield f"  {len(taken.unknown)} that the bot doesn't say are left out."


@dataclass(frozen=True, slots=True)
class _Scenario:
    """A scenario file and the sample answers beside it, as they are written, and what they say."""

    texts: Mapping[Path, str]
    sentences: list[Sentence]
    source: str

    @classmethod
    def read(cls, wanted: Wanted) -> _Scenario:
        file = Path(wanted.what)
        reading = load(file.read_bytes())
        if reading.scenario is None:
            raise CommandError(render_report({str(file): reading}))
        source = wanted.source or next(code for code in reading.scenario.languages if code != wanted.language)
        if source not in reading.scenario.languages or source == wanted.language:
            known = ", ".join(reading.scenario.languages)
            raise CommandError(f"{file} can't be translated from {source}: it is in {known}.")
        answers = beside(file, reading.scenario.id)
        texts = {path: path.read_bytes().decode("utf-8-sig") for path in (file, answers) if path.is_file()}
        return cls(texts, [one for text in texts.values() for one in sentences(text)], source)


def _into_scenario(catalog: Translations, wanted: Wanted) -> Iterator[str]:
    scenario = _Scenario.read(wanted)
    taken = take(catalog, scenario.sentences, scenario.source)
    written = {path: put(text, taken.translated, wanted.language) for path, text in scenario.texts.items()}
    _check(written, Path(wanted.what))
    for path, text in written.items():
        if text != scenario.texts[path]:
            path.write_text(text, "utf-8")
    yield f"{wanted.what}: {len(taken.translated)} places are in {LANGUAGES[wanted.language].name}"
    yield from _left(taken)


def _left(taken: Taken) -> Iterator[str]:
    for places, why in (
        (taken.empty, "not translated yet"),
        (taken.fuzzy, "marked fuzzy: look at it, and take the mark away"),
        (taken.changed, "said otherwise in the scenario by now: run palabre translate without --take"),
        (taken.unknown, "no longer in the scenario"),
    ):
        if places:
            more = "" if len(places) <= _NAMED else f" and {len(places) - _NAMED} more"
            yield f"  {len(places)} {why}: {', '.join(places[:_NAMED])}{more}"


def _check(written: Mapping[Path, str], file: Path) -> None:
    """Raise CommandError where the scenario, or its sample answers, would have mistakes; nothing is written then."""
    reading = load(written[file].encode())
    readings: dict[str, Reading | SampleReading] = {str(file): reading}
    if reading.scenario:
        others = (path for path in written if path != file)
        readings |= {str(path): load_samples(written[path].encode(), reading.scenario) for path in others}
    if not all_good(readings):
        raise CommandError(f"Nothing was written, since there would be mistakes.\n{render_report(readings)}")
