"""`palabre check`: reads scenario files and names every mistake in them. Needs no network and no database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.scenario.load import load
from bot.scenario.report import all_good, render_report, report_json


def check(files: Sequence[Path], *, as_json: bool) -> tuple[str, bool]:
    """What there is to say of these files, for people or for machines, and whether every one can be played. Raises
    OSError, with the file's name, where one can't be read."""
    readings = {str(path): load(path.read_bytes()) for path in files}
    return (report_json(readings) if as_json else render_report(readings)), all_good(readings)
