"""What `palabre check` tells of the files it has read: for people as text, for machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.scenario.load import Reading
from bot.scenario.problems import Problem
from bot.scenario.samples import SampleReading
from bot.scenario.texts import text_in

#: What was read: scenarios, and the sample answers beside them.
Readings = Mapping[str, Reading | SampleReading]


def all_good(readings: Readings) -> bool:
    """Whether every file can be played."""
    return all(reading.good for reading in readings.values())


def render_report(readings: Readings) -> str:
    """Each file by its name, with every problem where it stands, and what is missing in each language."""
    told = ["\n".join(_file(name, reading)) for name, reading in readings.items()]
    scenarios = [reading for reading in readings.values() if isinstance(reading, Reading)]
    return "\n\n".join([*told, *([_total(scenarios)] if len(scenarios) > 1 else [])])


def _total(readings: Sequence[Reading]) -> str:
    """All the scenarios that were read in one line: how many, in how many languages, and how much of their texts is
    there in each."""
    languages = {code for reading in readings if reading.scenario for code in reading.scenario.languages}
    whole = sum(reading.texts * len(languages) for reading in readings)
    there = sum(reading.texts * len(reading.scenario.languages) for reading in readings if reading.scenario)
    there -= sum(len(places) for reading in readings for places in reading.missing.values())
    problems = [problem for reading in readings for problem in reading.problems]
    advice = sum(problem.advice for problem in problems)
    share = 100 * there // whole if whole else 0
    said = f"{len(readings)} files, {_counted(len(languages), 'language')}, {share} %; "
    advised = f"{_counted(advice, 'piece')} of advice" if advice else "no advice"
    return f"{said}{_counted(len(problems) - advice, 'mistake')}, {advised}"


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _file(name: str, reading: Reading | SampleReading) -> Iterator[str]:
    count = len(reading.problems)
    yield f"{name}: {_good(reading) or _counted(count, 'mistake')}"
    for problem in reading.problems:
        yield from _problem(name, reading, problem)
    for language, places in _missing(reading).items():
        if places:
            yield f"  {language} lacks {len(places)} text{'' if len(places) == 1 else 's'}:"
            yield from (f"    line {line}: {place}" for place, line in places)


def _good(reading: Reading | SampleReading) -> str | None:
    """What there is in a file without mistakes."""
    if isinstance(reading, SampleReading):
        return f"good. Sample answers to {len(reading.samples.answers)} steps" if reading.samples else None
    if (scenario := reading.scenario) is None:
        return None
    title = text_in(scenario.title, scenario.languages[0]).text
    return f"good. “{title}”, {len(scenario.steps)} steps, {', '.join(scenario.languages)}"


def _missing(reading: Reading | SampleReading) -> Mapping[str, Sequence[tuple[str, int]]]:
    """The texts that lack a language; sample answers without one have a mistake."""
    return reading.missing if isinstance(reading, Reading) else {}


def _problem(name: str, reading: Reading | SampleReading, problem: Problem) -> Iterator[str]:
    advice = "advice: " if problem.advice else ""
    yield f"  {name}:{problem.line}:{problem.column}: {advice}{problem.message}"
    if problem.line <= len(reading.lines) and (line := reading.lines[problem.line - 1].rstrip()):
        start = max(0, problem.column - 40)
        yield f"      {line[start : start + 80]}"
        yield f"      {' ' * (problem.column - 1 - start)}^"
    yield f"      → {problem.remedy}"


def report_json(readings: Readings) -> str:
    """The same as JSON: `{"files": [{"name", "good", "problems": […], "missing": {language: […]}}]}`."""
    files = [
        {
            "name": name,
            "good": reading.good,
            "problems": [
                {
                    "code": problem.code,
                    "line": problem.line,
                    "column": problem.column,
                    "advice": problem.advice,
                    "message": problem.message,
                    "remedy": problem.remedy,
                }
                for problem in reading.problems
            ],
            "missing": {
                language: [{"place": place, "line": line} for place, line in places]
                for language, places in _missing(reading).items()
            },
        }
        for name, reading in readings.items()
    ]
    return json.dumps({"files": files}, ensure_ascii=False, indent=2)
