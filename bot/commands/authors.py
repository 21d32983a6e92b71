"""For those who write scenarios: `palabre new`, `schema`, `convert`, `preview`. Needs no network and no database of the
bot's, and writes nothing but the file that it is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from bot.commands.errors import TWO_PACKAGES, CommandError
from bot.languages import LANGUAGES, SOURCE, SPOKEN
from bot.playthrough.company import Company, read_company
from bot.scenario.starter import SCHEMA_FILE, named_after, starter

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: _Commands) -> None:
    """The commands of this family."""
    new = commands.add_parser("new", help="write a scenario to start from")
    new.add_argument("file", nargs="?", type=Path, metavar="FILE", help="(default: standard output)")
    new.add_argument(
        "--languages",
        type=languages,
        default=(SOURCE,),
        metavar="LANGUAGES",
        help="their codes, the first first, with commas between",
    )
    new.set_defaults(act=_new)
    schema = commands.add_parser("schema", help="write the JSON Schema of scenarios, for editors")
    schema.add_argument("file", nargs="?", type=Path, metavar="FILE", help="(default: standard output)")
    schema.set_defaults(act=_schema)
    preview = commands.add_parser("preview", help="play a scenario file in the terminal, alone or with sample people")
    preview.add_argument("file", type=Path, metavar="FILE")
    preview.add_argument("--language", choices=(*SPOKEN,), help="of the group (default: the file's first)")
    preview.add_argument("--short", action="store_true", help="its short form")
    preview.add_argument("--async", action="store_true", dest="over_days", help="over days")
    preview.add_argument("--people", type=company, metavar="3+3", help="with the sample answers beside the file")
    preview.set_defaults(act=_preview)
    convert = commands.add_parser("convert", help="make an XLSForm (.xlsx) of a scenario (.yaml), or the other way")
    convert.add_argument("source", type=Path, metavar="FROM")
    convert.add_argument("target", type=Path, metavar="TO")
    convert.add_argument("--language", choices=(*LANGUAGES,), default=SOURCE, help="of a form that names none")
    convert.set_defaults(act=_convert)


def company(written: str) -> Company:
    """The people that an option names."""
    try:
        return read_company(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def languages(written: str) -> tuple[str, ...]:
    """Languages by their codes, with commas between. Raises ArgumentTypeError for one that there isn't."""
    found = tuple(dict.fromkeys(word.strip().casefold() for word in written.split(",")))
    if unknown := [word for word in found if word not in LANGUAGES]:
        raise argparse.ArgumentTypeError(f"there is no {unknown[0] or 'language'}; there are {', '.join(LANGUAGES)}")
    return found


def write_new(file: Path, text: str) -> None:
    """Write a file that isn't there yet. Raises CommandError where it is, or can't be written."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise CommandError(f"{file} is there already, and isn't overwritten. Choose another name.") from None
    except OSError as error:
        raise CommandError(f"{file} can't be written: {error.strerror}.") from None


def _new(parsed: argparse.Namespace) -> int:
    file: Path | None = parsed.file
    if file is None:
        print(starter(parsed.languages), end="")
        return 0
    write_new(file, starter(parsed.languages, named_after(file.stem)))
    print(f"{file}: written. Change it, then: palabre check {file}")
    print(f"For an editor that checks while you type: palabre schema {file.with_name(SCHEMA_FILE)}")
    return 0


def _schema(parsed: argparse.Namespace) -> int:
    from bot.scenario.schema import as_json

    file: Path | None = parsed.file
    if file is None:
        print(as_json(), end="")
        return 0
    if file.suffix != ".json":
        raise CommandError(f"{file}: a schema is JSON, so its name ends with .json. An older one there is replaced.")
    try:
        file.write_text(as_json(), "utf-8")
    except OSError as error:
        raise CommandError(f"{file} can't be written: {error.strerror}.") from None
    print(f"{file}: written")
    return 0


def _preview(parsed: argparse.Namespace) -> int:
    try:
        from bot.commands.preview import Wanted, preview
    except ImportError:
        raise CommandError(TWO_PACKAGES) from None
    preview(Wanted(parsed.file, parsed.language, parsed.short, parsed.over_days, parsed.people))
    return 0


def _convert(parsed: argparse.Namespace) -> int:
    from bot.commands.convert import convert

    said, good = convert(parsed.source, parsed.target, parsed.language)
    print(said)
    return 0 if good else 1
