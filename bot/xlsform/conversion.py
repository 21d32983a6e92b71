"""From a file to a file: a scenario to an XLSForm, an XLSForm to a scenario. Pure, and safe on a file from anybody."""

from __future__ import annotations

from dataclasses import dataclass

from bot.scenario.fields import KEYS
from bot.scenario.tree import decoded, read_tree
from bot.scenario.written_out import as_yaml
from bot.xlsform.reading import from_form
from bot.xlsform.sheets import read_sheets
from bot.xlsform.told import Told
from bot.xlsform.writing import to_form


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a form has become: a scenario file, which may have mistakes, and what wasn't taken."""

    data: bytes
    told: tuple[Told, ...]


def packages_are_there() -> bool:
    """Whether the packages that this needs are installed: pip install 'palabre[xlsform]'."""
    try:
        import defusedxml  # noqa: F401
        import openpyxl  # noqa: F401
    except ImportError:
        return False
    return True


def scenario_of(form: bytes, assumed: str) -> Scenario:
    """The scenario in a form; `assumed` is the language of what names none. Raises FormRefused."""
    values, told = from_form(read_sheets(form), assumed)
    return Scenario(as_yaml(values).encode("utf-8"), told)


def form_of(scenario: bytes) -> tuple[bytes, tuple[tuple[int, str], ...]]:
    """The form of a scenario file without mistakes, and what is to be said of its lines."""
    root, _ = read_tree(decoded(scenario)[0], KEYS)
    if root is None:
        raise ValueError("this scenario has mistakes")
    return to_form(root)
