"""`palabre check`: reads scenario files and names every mistake in them. Needs no network and no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.scenario.load import Reading, load
from bot.scenario.report import all_good, render_report, report_json
from bot.scenario.samples import SampleReading, beside, load_samples


def check(files: Sequence[Path], *, as_json: bool) -> tuple[str, bool]:
    """What there is to say of these files, and of the sample answers beside them, for people or for machines, and
    whether every one can be played. Raises OSError, with the file's name, where one can't be read."""
    readings = {str(path): reading for file in files for path, reading in _read(file)}
    return (report_json(readings) if as_json else render_report(readings)), all_good(readings)


def _read(file: Path) -> Iterator[tuple[Path, Reading | SampleReading]]:
    reading = load(file.read_bytes())
    yield file, reading
    if reading.scenario and (samples := beside(file, reading.scenario.id)).is_file():
        yield samples, load_samples(samples.read_bytes(), reading.scenario)
