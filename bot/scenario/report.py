"""What `palabre check` tells of the files it has read: for people as text, for machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bot.scenario.load import Reading
from bot.scenario.problems import Problem
from bot.scenario.texts import text_in


def all_good(readings: Mapping[str, Reading]) -> bool:
    """Whether every file can be played."""
    return all(reading.scenario is not None for reading in readings.values())


def render_report(readings: Mapping[str, Reading]) -> str:
    """Each file by its name, with every problem where it stands, and what is missing in each language."""
    return "\n\n".join("\n".join(_file(name, reading)) for name, reading in readings.items())


def _file(name: str, reading: Reading) -> Iterator[str]:
    scenario = reading.scenario
    if scenario is None:
        count = len(reading.problems)
        yield f"{name}: {count} mistake{'' if count == 1 else 's'}"
    else:
        title = text_in(scenario.title, scenario.languages[0]).text
        yield f"{name}: good. “{title}”, {len(scenario.steps)} steps, {', '.join(scenario.languages)}"
    for problem in reading.problems:
        yield from _problem(name, reading, problem)
    for language, places in reading.missing.items():
        if places:
            yield f"  {language} lacks {len(places)} text{'' if len(places) == 1 else 's'}:"
            yield from (f"    line {line}: {place}" for place, line in places)


def _problem(name: str, reading: Reading, problem: Problem) -> Iterator[str]:
    advice = "advice: " if problem.advice else ""
    yield f"  {name}:{problem.line}:{problem.column}: {advice}{problem.message}"
    if problem.line <= len(reading.lines) and (line := reading.lines[problem.line - 1].rstrip()):
        start = max(0, problem.column - 40)
        yield f"      {line[start : start + 80]}"
        yield f"      {' ' * (problem.column - 1 - start)}^"
    yield f"      → {problem.remedy}"


def report_json(readings: Mapping[str, Reading]) -> str:
    """The same as JSON: `{"files": [{"name", "good", "problems": […], "missing": {language: […]}}]}`."""
    files = [
        {
            "name": name,
            "good": reading.scenario is not None,
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
                for language, places in reading.missing.items()
            },
        }
        for name, reading in readings.items()
    ]
    return json.dumps({"files": files}, ensure_ascii=False, indent=2)
