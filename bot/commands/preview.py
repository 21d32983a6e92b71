"""`palabre preview`: plays a scenario file in the terminal, for its author alone or with its sample answers. Leaves no
file behind."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.commands.errors import CommandError
from bot.languages import SOURCE, SPOKEN
from bot.playthrough.company import Company
from bot.playthrough.play import SampleError, curtain, play
from bot.playthrough.reader import ALONE, Seen, read_through
from bot.scenario.load import load
from bot.scenario.model import Scenario
from bot.scenario.report import render_report
from bot.scenario.samples import Samples, beside, load_samples
from bot.scenario.variant import has_short
from bot.session.playing import Mode, Workshop
from bot.wording.catalog import words
from bot.wording.rehearsal import chats_seen

_HOW = "Write an answer, or a command such as /status; Enter goes on, Ctrl+D reads on without answers, Ctrl+C stops.\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be seen."""

    file: Path
    language: str | None
    short: bool
    over_days: bool
    company: Company | None


def preview(wanted: Wanted) -> None:
    """Play it. Raises CommandError where it can't be played, with what `palabre check` says of the file."""
    source = _read(wanted.file)
    reading = load(source)
    scenario = reading.scenario
    if scenario is None:
        raise CommandError(render_report({str(wanted.file): reading}))
    if wanted.short and not has_short(scenario):
        raise CommandError(f"{wanted.file} has no short form: write `short: true` in the steps that are in it.")
    workshop = Workshop(scenario.id, wanted.short, Mode.DAYS if wanted.over_days else Mode.LIVE)
    language = wanted.language or next((code for code in scenario.languages if code in SPOKEN), SOURCE)
    try:
        if wanted.company:
            asyncio.run(_with_samples(source, workshop, _samples(wanted, scenario), language, wanted.company))
        else:
            _alone(source, workshop, language)
    except SampleError as error:
        raise CommandError(f"{wanted.file}: {error}.") from None


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from None


def _headings(language: str, lead: str, other: str) -> tuple[str, str, str]:
    group, leading, private = chats_seen(words(language), lead, other)
    return group, leading, private


def _alone(source: bytes, workshop: Workshop, language: str) -> None:
    print(_HOW)
    group, leading, _ = _headings(language, ALONE.names[0], "")
    ended = False

    def ask() -> str | None:
        nonlocal ended
        try:
            return "" if ended else input("> ")
        except EOFError:
            ended = True
            return ""

    asyncio.run(read_through(source, workshop, language, (group, leading), print, ask))


def _samples(wanted: Wanted, scenario: Scenario) -> Samples:
    if wanted.over_days:
        raise CommandError("Sample people answer live: leave --async or --people out.")
    file = beside(wanted.file, scenario.id)
    if not file.is_file():
        raise CommandError(f"{file} isn't there: without sample answers, leave --people out and answer yourself.")
    reading = load_samples(_read(file), scenario)
    if reading.samples is None:
        raise CommandError(render_report({str(file): reading}))
    return reading.samples


async def _with_samples(source: bytes, workshop: Workshop, samples: Samples, language: str, company: Company) -> None:
    seen = Seen(print)
    with tempfile.TemporaryDirectory() as place:
        async with curtain(Path(place), language, company, seen.look) as playing:
            lead, other, *_ = playing.people
            chats = (playing.group.id, lead.id, other.id)
            seen.chats = dict(zip(chats, _headings(language, lead.name, other.name), strict=True))
            seen.people = {person.id: person.name for person in playing.people}
            playing.app.runtime.library.upload([source])
            await play(playing, workshop, samples)
