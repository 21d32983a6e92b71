"""`palabre convert`: a scenario as an XLSForm, for a spreadsheet program and for those who collect data, and back."""

from __future__ import annotations

from pathlib import Path

from bot.commands.errors import CommandError
from bot.scenario.load import load
from bot.scenario.report import render_report
from bot.xlsform.conversion import form_of, packages_are_there, scenario_of
from bot.xlsform.told import FormRefused

_YAML, _FORM = (".yaml", ".yml"), (".xlsx",)
_PACKAGES = "Spreadsheets need two more packages: pip install 'palabre[xlsform]'"


def convert(source: Path, target: Path, assumed: str) -> tuple[str, bool]:
    """Convert one file into another that isn't there yet; gives what there is to say, and whether all is well. Raises
    CommandError where nothing is written."""
    if not packages_are_there():
        raise CommandError(_PACKAGES)
    ways = {(_YAML, _FORM): _to_form, (_FORM, _YAML): _to_scenario}
    for (before, after), way in ways.items():
        if source.suffix.casefold() in before and target.suffix.casefold() in after:
            return way(source, target, assumed)
    raise CommandError("This converts a .yaml file into an .xlsx file, or an .xlsx file into a .yaml file.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from None


def _write(file: Path, data: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(data)
    except FileExistsError:
        raise CommandError(f"{file} is there already, and isn't overwritten. Choose another name.") from None
    except OSError as error:
        raise CommandError(f"{file} can't be written: {error.strerror}.") from None


def _to_form(source: Path, target: Path, assumed: str) -> tuple[str, bool]:
    data = _read(source)
    reading = load(data)
    if not reading.good:
        raise CommandError(render_report({str(source): reading}))
    form, told = form_of(data)
    _write(target, form)
    return "\n".join((f"{target}: written", *(f"  {source}:{line}: {what}" for line, what in told))), True


def _to_scenario(source: Path, target: Path, assumed: str) -> tuple[str, bool]:
    try:
        made = scenario_of(_read(source), assumed)
    except FormRefused as refused:
        raise CommandError(f"{source}: {refused}.") from None
    _write(target, made.data)
    reading = load(made.data)
    told = [f"  {source}: {one}" for one in made.told]
    return "\n".join((f"{target}: written", *told, render_report({str(target): reading}))), reading.good
