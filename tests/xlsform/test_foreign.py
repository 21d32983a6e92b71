"""Forms that field teams made become scenarios, and what isn't taken is told line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.scenario.load import load
from bot.scenario.model import Scenario
from bot.xlsform.conversion import scenario_of
from tests.xlsform.made import form

SURVEY = [
    ["type", "name", "label::English (en)", "label::French", "hint::English (en)", "relevant", "appearance"],
    ["start", "start"],
    ["note", "Hello", "Welcome", "Bienvenue"],
    ["integer", "people", "How many are you?", "Combien êtes-vous ?", "A number"],
    ["select_one yn", "ready", "Ready, ${people}?", "Prêts ?", None, "${people} > 1"],
    ["select multiple ways or_other", "ways", "Which ways?", "Comment ?"],
    ["begin group", "who", "Who decides?", "Qui décide ?", None, None, "table-list"],
    ["select_one sides", "budget", "The budget", "Le budget"],
    ["select_one sides", "dates", "The dates", "Les dates"],
    ["end group"],
    ["begin_repeat", "visits", "Visits", "Visites"],
    ["geopoint", "where", "Where?", "Où ?"],
    ["text", "where", "In words?", "En mots ?"],
    ["text", "Where", "And again?", "Encore ?"],
    ["end_repeat"],
    ["range", "1st", "From 0 to 10?", "De 0 à 10 ?"],
    ["calculate", "sum"],
    ["text", "nothing"],
    ["select_one nowhere", "lost", "Lost?", "Perdus ?"],
    ["end_group"],
    ["begin_group", "open"],
]
CHOICES = [
    ["list name", "name", "label::English (en)", "label::French", "image"],
    *(["yn", name, name, name] for name in ("yes", "no")),
    ["ways", 1, "Mail", "Courriel", "mail.png"],
    ["ways", 2.0, "Calls", None],
    ["sides", "us", "Us here", "Nous ici"],
    ["sides", "them", "Them", "Eux"],
]
TOLD = [
    "settings, line 2: there is no `form_title` in the sheet settings",
    "settings, line 2: an XLSForm has no purpose, so the title stands there: write what people will take home",
    "survey, line 3: the name `Hello` becomes `hello`",
    "survey, line 4: `integer` becomes a question that takes words",
    "survey, line 5: `${people}` stays in the text as it is: Palabre fills in no answers",
    "survey, line 5: `relevant` left out: there is nothing like it in Palabre",
    "survey, line 6: `or_other` is left out: add an option of that name",
    "survey, line 11: `begin_repeat` is left out: what is in it is asked once",
    "survey, line 11: the label of the group `visits` is left out; what is in it comes one after the other",
    "survey, line 12: `geopoint` is left out: Palabre has no such question",
    "survey, line 14: the name `Where` becomes `where-2`",
    "survey, line 16: a scale goes from 1 to 5 in Palabre, here it went from 0 to 10",
    "survey, line 16: the name `1st` becomes `n1st`",
    "survey, line 17: `calculate` is left out: Palabre has no such question",
    "survey, line 18: `nothing` has no label, so its name stands in its place",
    "survey, line 19: there is no list `nowhere` in the sheet choices, so this becomes a question that takes words",
    "survey, line 20: a group ends here that hasn't begun",
    "survey, line 21: the group `open` never ends",
    "choices, line 4: `image` left out: there is nothing like it in Palabre",
    "choices, line 4: the name `1` becomes `n1`",
    "choices, line 5: the name `2` becomes `n2`",
]


def _made(data: bytes, assumed: str = "en") -> tuple[Scenario, list[str]]:
    made = scenario_of(data, assumed)
    reading = load(made.data)
    assert reading.scenario, reading.problems
    return reading.scenario, [str(one) for one in made.told]


def test_a_form_of_a_field_team_becomes_a_scenario() -> None:
    scenario, told = _made(form(SURVEY, CHOICES, [["form_id"], ["Our visit"]]))
    assert sorted(told) == sorted(TOLD)
    assert [(step.id, step.kind) for step in scenario.steps] == [
        ("hello", "message"), ("people", "text"), ("ready", "choice"), ("ways", "choice"), ("who", "matrix"),
        ("where", "text"), ("where-2", "text"), ("n1st", "scale"), ("nothing", "text"), ("lost", "text"),
    ]  # fmt: skip
    assert scenario.id == "our-visit"
    assert scenario.title == {"en": "Our visit", "fr": "Our visit"}
    assert scenario.steps[1].prompt == {"en": "How many are you?\nA number", "fr": "Combien êtes-vous ?"}
    assert scenario.steps[3].max == 2
    assert [row.id for row in scenario.steps[4].rows] == ["budget", "dates"]
    assert [column.text["fr"] for column in scenario.steps[4].columns] == ["Nous ici", "Eux"]


def test_without_a_language_it_is_taken_for_one_and_told() -> None:
    lines = [["type", "name", "label"], ["text", "why", "Pourquoi ?"]]
    scenario, told = _made(form(lines), "fr")
    assert scenario.steps[0].prompt == {"fr": "Pourquoi ?"}
    assert "survey, line 1: column `label` says no language: it is taken for Français" in told
    scenario, told = _made(form(lines, settings=[["form_title", "default_language"], ["Pourquoi", "Español"]]), "fr")
    assert scenario.steps[0].prompt == {"es": "Pourquoi ?"}
    assert not any("says no language" in one for one in told)


def test_a_language_that_isn_t_palabre_s_is_told_and_left_out() -> None:
    scenario, told = _made(
        form([["type", "name", "label::Kiswahili (sw)", "label::en"], ["text", "why", "Kwa?", "Why?"]])
    )
    assert scenario.languages == ("en",)
    assert "column `label::Kiswahili (sw)` is left out" in "\n".join(told)


def test_the_most_that_one_may_choose_is_read() -> None:
    lines = [["type", "name", "label", "constraint"], ["select_multiple yn", "one", "Which?", "count-selected(.) <= 1"]]
    choices = [["list_name", "name", "label"], *(["yn", name, name] for name in ("a", "b", "c"))]
    scenario, told = _made(form(lines, choices))
    assert scenario.steps[0].max == 1
    assert not any("constraint" in one for one in told)


def test_own_columns_that_can_t_be_read_are_told_and_break_nothing() -> None:
    columns = ["palabre::x: 1\n- y", "palabre::note", "palabre::note::Klingon", "palabre::when", "palabre::when::step"]
    lines = [["type", "name", "label", *columns], ["text", "why", "Why?", "1", "2", "3", "4", "5"]]
    made = scenario_of(form(lines), "en")
    assert len([one for one in made.told if one.code == "own-column"]) >= 3
    assert load(made.data).problems  # told as `palabre check` tells them, and nothing worse


def test_the_command_goes_both_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, sheet, back = tmp_path / "a.yaml", tmp_path / "a.xlsx", tmp_path / "b.yaml"
    assert main(["new", str(source), "--languages", "fr"]) == 0
    assert main(["convert", str(source), str(sheet)]) == 0
    assert f"{source}:" in capsys.readouterr().out
    assert main(["convert", str(sheet), str(back)]) == 0
    assert f"{back}: good." in capsys.readouterr().out
    assert main(["convert", str(sheet), str(back)]) == 1
    assert "isn't overwritten" in capsys.readouterr().err
    assert main(["convert", str(source), str(back)]) == 1
    assert "into a .yaml file" in capsys.readouterr().err
    assert main(["convert", "absent.yaml", str(tmp_path / "c.xlsx")]) == 1


def test_a_file_with_mistakes_is_told_as_check_tells_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("palabre: 1\ntitel: x\n", "utf-8")
    assert main(["convert", str(tmp_path / "a.yaml"), str(tmp_path / "a.xlsx")]) == 1
    assert "did you mean `title`?" in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()
    (tmp_path / "f.xlsx").write_bytes(form([["type", "name", "label"], ["text", "why", "x" * 3000]]))
    assert main(["convert", str(tmp_path / "f.xlsx"), str(tmp_path / "f.yaml")]) == 1
    assert "is longer than 2000 characters" in capsys.readouterr().out
    assert main(["convert", str(tmp_path / "a.yaml"), str(tmp_path / "no" / "a.xlsx")]) == 1


def test_without_the_packages_it_says_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    assert main(["convert", "a.yaml", "a.xlsx"]) == 1
    assert "palabre[xlsform]" in capsys.readouterr().err
