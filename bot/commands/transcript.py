"""`palabre transcript`: plays a scenario with its sample answers through the real bot, and writes down what is seen."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.languages import SPOKEN
from bot.playthrough.company import USUAL, Company
from bot.playthrough.play import SampleError, curtain, play
from bot.playthrough.transcript import Transcript, markdown
from bot.resources import folder
from bot.scenario.library import Library
from bot.scenario.samples import Samples, beside, find_samples
from bot.scenario.texts import text_in
from bot.scenario.variant import has_short
from bot.session.playing import Workshop
from bot.wording.catalog import words
from bot.wording.rehearsal import chats_seen


@dataclass(frozen=True, slots=True)
class Wanted:
    """One transcript."""

    workshop: Workshop
    language: str
    company: Company = USUAL

    @property
    def file(self) -> str:
        """What it is called among others."""
        return f"{str(self.workshop).replace(' ', '.')}.{self.language}.md"


def samples_of(library: Library, id: str) -> Samples:
    """The sample answers to a scenario of the program's own. Raises SampleError where there are none."""
    samples = find_samples([folder("scenarios")], library.get(id))
    if samples is None:
        raise SampleError(f"{id} has no sample answers without mistakes: see palabre check")
    return samples


async def transcript(library: Library, wanted: Wanted) -> str:
    """The transcript as Markdown. Raises SampleError where the workshop can't be played to its end."""
    seen, scenario = Transcript(), library.get(wanted.workshop.scenario)
    samples = samples_of(library, scenario.id)
    with tempfile.TemporaryDirectory() as place:
        async with curtain(Path(place), wanted.language, wanted.company, seen.look) as playing:
            await play(playing, wanted.workshop, samples)
            lead, other, *_ = playing.people
            headings = chats_seen(words(wanted.language), lead.name, other.name)
            chats = dict(zip(headings, (playing.group.id, lead.id, other.id), strict=True))
    title = f"{text_in(scenario.title, wanted.language).text} · {wanted.workshop} · {wanted.company}"
    return markdown(title, seen, chats)


def every(library: Library, languages: Sequence[str]) -> Iterator[Wanted]:
    """All transcripts that there can be: of each scenario with sample answers, whole and short, in those of these
    languages that the bot speaks and the scenario is in."""
    for scenario in library.all():
        if not beside(folder("scenarios") / scenario.id, scenario.id).is_file():
            continue
        for short in (False, True) if has_short(scenario) else (False,):
            for language in scenario.languages:
                if language in SPOKEN and language in languages:
                    yield Wanted(Workshop(scenario.id, short), language)


def write_all(place: Path, languages: Sequence[str] = (*SPOKEN,)) -> str:
    """Write all of them in these languages into a folder; gives what there is to say of it."""
    place.mkdir(parents=True, exist_ok=True)
    library = Library([folder("scenarios")])
    wanted = list(every(library, languages))
    for one in wanted:
        (place / one.file).write_text(asyncio.run(transcript(library, one)), "utf-8")
    return f"{place}: {len(wanted)} transcripts"


def one(wanted: Wanted) -> str:
    """One of them. Raises SampleError where there is no such workshop."""
    library, id = Library([folder("scenarios")]), wanted.workshop.scenario
    if id not in library.ids():
        raise SampleError(f"There is no scenario {id}. There are: {', '.join(library.ids())}.")
    if wanted.workshop.short and not has_short(library.get(id)):
        raise SampleError(f"{id} has no short form.")
    return asyncio.run(transcript(library, wanted))
