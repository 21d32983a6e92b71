"""What must stay true of the project as a whole: directions of imports, documents, words, locks."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.languages import SOURCE, SPOKEN
from bot.settings import Settings
from bot.wording.collect import PLACES, sentences
from bot.work.commands.table import COMMANDS

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))

#: From the top down: a room imports rooms below it, or beside it on the same step.
STEPS = [
    {"__main__", "cli"},
    {"commands"},
    {"app", "doctor"},
    {"work"},
    {"gateway", "documents"},
    {"store"},
    {"wording"},
    {"summary"},
    {"session"},
    {"content"},
    {"scenario"},
    {"settings", "resources"},
    {"languages"},
]
#: A library -> the rooms that may know it.
LIBRARIES = {
    "telegram": {"gateway", "app", "commands"},
    "h11": {"gateway"},
    "aiosqlite": {"store"},
    "sqlite3": {"store"},
    "sqlcipher3": {"store"},
    "yaml": {"scenario"},
    "jinja2": {"documents"},
    "babel": {"wording"},
    "starlette": {"rehearsal"},
    "uvicorn": {"rehearsal"},
    "random": set(),
    "secrets": {"app", "gateway", "store"},
}


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    room = _room(path)
    imported = {name.split(".")[1] for name in _imports(path) if name.startswith("bot.") and name.count(".")}
    if room == "rehearsal":
        assert imported <= {"rehearsal"}, "the rehearsal is Telegram in miniature and knows nothing of the bot"
        return
    if room == "__init__":
        return
    step = {name: n for n, names in enumerate(STEPS) for name in names}
    allowed = {name for name, n in step.items() if n >= step[room]} | (
        {"rehearsal"} if path.stem == "rehearse" else set()
    )
    assert imported - {"__init__"} <= allowed


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in {name.split(".")[0] for name in _imports(path)} & LIBRARIES.keys():
        assert _room(path) in LIBRARIES[name], name


def test_the_core_has_no_clock_and_no_await() -> None:
    for path in SOURCES:
        if _room(path) in ("session", "scenario", "summary"):
            tree = ast.parse(path.read_text("utf-8"))
            assert not any(isinstance(node, ast.Await | ast.AsyncFunctionDef) for node in ast.walk(tree)), path
            calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert not calls & {"datetime.now", "date.today", "time.time", "datetime.utcnow"}, path


@pytest.mark.parametrize("path", [*SOURCES, *(ROOT / "tests").rglob("*.py")], ids=lambda path: path.name)
def test_no_file_is_longer_than_can_be_read(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    code = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    assert len(code) < 300
    assert path.stem not in ("utils", "helpers", "manager")


def test_every_module_says_what_it_is() -> None:
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


# -- documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_every_command_and_setting_is_documented(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for command in COMMANDS:
        assert f"`/{command}`" in text, command
    for setting in Settings.model_fields:
        assert f"`PALABRE_{setting.upper()}`" in text, setting


def test_nothing_is_documented_that_isnt_there() -> None:
    for name in ("README.md", "README.fr.md", ".env.example"):
        text = (ROOT / name).read_text("utf-8")
        named = {found.removeprefix("PALABRE_").lower() for found in re.findall(r"PALABRE_[A-Z_]+", text)}
        assert named <= Settings.model_fields.keys()
        assert set(re.findall(r"`/([a-z]+)", text)) <= COMMANDS.keys()


def test_every_setting_is_in_the_example_and_explained() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").split("\n")
    for setting in Settings.model_fields:
        at = lines.index(f"PALABRE_{setting.upper()}=")
        assert lines[at - 1].startswith("# ")


def test_the_readme_s_map_names_what_there_is() -> None:
    block = (ROOT / "README.md").read_text("utf-8").split("## Where things are")[1].split("```")[1]
    rooms = {path.name for path in (ROOT / "bot").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert all(f"{room}/" in block for room in rooms)
    for named in re.findall(r"\b(\w+\.py)\b", block):
        assert list((ROOT / "bot").rglob(named)), named


def test_both_readmes_have_the_same_two_commands() -> None:
    english, french = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.fr.md"))
    commands = [re.findall(r"```sh\n(.*)\n```", text) for text in (english, french)]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 2


def test_the_locks_hold_every_dependency_with_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {"run.txt": project["dependencies"] + extras["rehearsal"], "dev.txt": extras["dev"]}
    for name, requirements in wanted.items():
        lock = (ROOT / "requirements" / name).read_text("utf-8")
        locked = {canonicalize_name(n): v for n, v in re.findall(r"^([\w.-]+)==([^ ;\\]+)", lock, re.M)}
        assert len(re.findall(r"^[\w.-]+==", lock, re.M)) <= lock.count("--hash=sha256:")
        for requirement in map(Requirement, requirements):
            if requirement.name != "palabre":
                assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


# -- words ------------------------------------------------------------------------------------------------


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The placeholders and the tags of a sentence."""
    return sorted(set(re.findall(r"\{\w+\}", text))), sorted(re.findall(r"</?\w+>", text))


def _messages(language: str) -> list[Message]:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "palabre.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def test_sentences_stand_where_the_catalogue_looks_for_them() -> None:
    looked = {path for place in PLACES for path in (ROOT / "bot").glob(place.replace("**", "**/*"))}
    for path in set(SOURCES) - looked:
        assert not re.search(r"\bN_\(|\.say\(\s*[\"']", path.read_text("utf-8")), path


TRANSLATED = [language for language in SPOKEN if language != SOURCE]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in _messages(language)}
    said = {m.id if isinstance(m.id, str) else m.id[0] for m in sentences() if m.id}
    assert known == said
    for message in _messages(language):
        assert not message.fuzzy
        assert all(message.string if isinstance(message.string, tuple) else [message.string]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_same_placeholders_and_tags(language: str) -> None:
    for message in _messages(language):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for string in strings:
            assert _parts(string) in [_parts(id) for id in ids], string


@pytest.mark.parametrize("name", ["safety.md", "reliability.md"])
def test_the_tests_that_documents_name_are_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    named = re.findall(r"`(?:([\w/-]+\.(?:py|txt)))?(?:::(\w+))?`", text)
    everything = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    found = [(file, test) for file, test in named if not file.startswith("bot/") and (file or test)]
    assert found
    for file, test in found:
        assert not file or (ROOT / "tests" / file).exists(), file
        assert not test or f"def {test}(" in everything, test
