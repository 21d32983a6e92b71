"""Every scenario with sample answers is played to its end, whole and short, in each language, by 3+3, 4+2 or 2+2
people; the transcripts in the repository say what is seen today."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.commands.transcript import Wanted, every, samples_of, transcript
from bot.playthrough.company import Company, read_company
from bot.playthrough.play import SampleError, curtain, play
from bot.resources import folder
from bot.scenario.library import Library
from bot.session.playing import Workshop
from bot.session.state import Phase

LIBRARY = Library([folder("scenarios")])
KEPT = Path(__file__).parents[1] / "docs" / "transcripts"
COMPANIES = (Company(3, 3), Company(4, 2), Company(2, 2))
#: Of these languages transcripts are kept, since those who write scenarios read them.
READ = LIBRARY.get("roles").languages[:2]
ALL = list(every(LIBRARY, LIBRARY.get("roles").languages))


def _companies(place: int, one: Wanted) -> tuple[Company, ...]:
    """All of them in the languages that scenarios are written in; in each other language one, in turn."""
    return COMPANIES if one.language in READ else (COMPANIES[place % len(COMPANIES)],)


WANTED = [Wanted(one.workshop, one.language, by) for place, one in enumerate(ALL) for by in _companies(place, one)]


def _of(id: str) -> list[Wanted]:
    return [one for one in WANTED if one.workshop.scenario == id]


def _forms(one: Wanted) -> set[object]:
    return {(one.language, one.workshop.short), one.company}


def _always() -> list[Wanted]:
    """With every run: each scenario once, so that each language and form, and each company, has its turn."""
    chosen: list[Wanted] = []
    for id in reversed(LIBRARY.ids()):
        had = set[object]().union(*map(_forms, chosen))
        chosen.append(max(_of(id), key=lambda one: len(_forms(one) - had)))
    return chosen


ALWAYS = _always()


def _named(wanted: Wanted) -> str:
    return f"{wanted.file.removesuffix('.md')} {wanted.company}"


@pytest.mark.parametrize(
    "wanted",
    [pytest.param(one, marks=() if one in ALWAYS else pytest.mark.slow, id=_named(one)) for one in WANTED],
)
async def test_is_played_to_its_end(wanted: Wanted, tmp_path: Path) -> None:
    samples = samples_of(LIBRARY, wanted.workshop.scenario)
    async with curtain(tmp_path, wanted.language, wanted.company, lambda room: None) as playing:
        await play(playing, wanted.workshop, samples)
        scenario, session = await playing.session()
        assert session.phase is Phase.CLOSED
        assert session.short == wanted.workshop.short
        assert len(session.active()) == len(wanted.company.numbers)
        assert {step.id for step in scenario.steps} == set(session.steps) - {"+summary"}


def test_every_run_plays_each_scenario() -> None:
    assert {one.workshop.scenario for one in ALWAYS} == {one.workshop.scenario for one in WANTED} == {*LIBRARY.ids()}
    assert {(one.language, one.workshop.short) for one in ALWAYS} == {
        (one.language, one.workshop.short) for one in WANTED
    }
    assert {one.company for one in ALWAYS} == {*COMPANIES}


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(one, marks=() if one.file == "roles.fr.md" else pytest.mark.slow, id=one.file)
        for one in every(LIBRARY, READ)
    ],
)
async def test_a_transcript_is_what_is_seen_today(wanted: Wanted) -> None:
    """`palabre transcript --all docs/transcripts --languages fr,en` brings them up to date."""
    assert (KEPT / wanted.file).read_text("utf-8") == await transcript(LIBRARY, wanted)


def test_no_transcript_is_left_over() -> None:
    assert {path.name for path in KEPT.glob("*.md")} - {"README.md"} == {one.file for one in every(LIBRARY, READ)}


@pytest.mark.parametrize(("written", "numbers"), [("3+3", (0, 1, 2, 3, 4, 5)), ("4+2", (0, 1, 2, 3, 4, 5)),
                                                  ("2+2", (0, 1, 4, 5)), ("1+1", (0, 5))])  # fmt: skip
def test_who_plays(written: str, numbers: tuple[int, ...]) -> None:
    company = read_company(written)
    assert company.numbers == numbers
    assert str(company) == written


@pytest.mark.parametrize("written", ["3", "0+2", "5+2", "3+3+3", "a+b", ""])
def test_who_can_t(written: str) -> None:
    with pytest.raises(ValueError, match="6 at most"):
        read_company(written)


def test_the_command_says_what_it_can_t_play(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcript"]) == main(["transcript", "nowhere"]) == 1
    said = capsys.readouterr().err
    assert "--all FOLDER" in said
    assert "There is no scenario nowhere. There are:" in said


async def test_an_answer_that_isn_t_taken_is_named(tmp_path: Path) -> None:
    samples = samples_of(LIBRARY, "roles")
    wrong = samples.model_copy(update={"answers": {**samples.answers, "today": ("7",) * 6}})
    async with curtain(tmp_path, "fr", Company(2, 2), lambda room: None) as playing:
        with pytest.raises(SampleError, match=r"today .*: 7, 7"):
            await play(playing, Workshop("roles"), wrong)


def test_the_command_prints_what_three_see(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcript", "pulse", "--language", "fr", "--people", "2+2"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# ")
    assert said.count("\n## ") == 3
