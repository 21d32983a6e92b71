"""What must stay true of the code as a whole: directions of imports, no circles, lengths."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))

#: From the top down: a room imports rooms below it, or beside it on the same step.
STEPS = [
    {"__main__", "cli"},
    {"commands"},
    {"playthrough", "translation"},
    {"app", "doctor"},
    {"work"},
    {"gateway", "documents"},
    {"store"},
    {"wording"},
    {"partnership"},
    {"summary"},
    {"session"},
    {"reading"},
    {"content"},
    {"xlsform"},
    {"scenario"},
    {"settings"},
    {"written"},
    {"environment"},
    {"characters", "process", "word_lists"},
    {"languages", "zones"},
    {"resources"},
]
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
#: A library -> the rooms that may know it.
LIBRARIES = {
    "telegram": {"gateway", "app", "commands"},
    "aiohttp": {"gateway"},
    "aiohttp_socks": {"gateway"},
    "aiosqlite": {"store"},
    "sqlite3": {"store"},
    "sqlcipher3": {"store"},
    "yaml": {"scenario", "translation"},
    "openpyxl": {"xlsform", "documents"},
    "defusedxml": {"xlsform"},
    "jinja2": {"documents"},
    "docx": {"documents"},
    "lxml": {"documents"},
    "resvg_py": {"documents"},
    "babel": {"wording", "reading", "translation"},
    "dateparser": {"reading"},
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


def test_imports_point_down() -> None:
    for path in SOURCES:
        _points_down(path)


def _points_down(path: Path) -> None:
    room = _room(path)
    imported = {name.split(".")[1] for name in _imports(path) if name.startswith("bot.") and name.count(".")}
    if room == "rehearsal":
        assert imported <= {"rehearsal"}, f"{path}: the rehearsal is Telegram in miniature and knows nothing of the bot"
        return
    if room == "__init__":
        return
    step = {name: n for n, names in enumerate(STEPS) for name in names}
    allowed = {name for name, n in step.items() if n >= step[room]} | (
        {"rehearsal"} if path.stem == "rehearse" or room == "playthrough" else set()
    )
    assert imported - {"__init__"} <= allowed, path


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _needs(sources: dict[str, set[str]], folder: str) -> dict[str, set[str]]:
    """For each folder and file in a folder, the others beside it that it imports from."""
    needs: dict[str, set[str]] = {}
    for module, imported in sources.items():
        if module.startswith(f"{folder}."):
            here = module.removeprefix(f"{folder}.").split(".")[0]
            beside = {
                name.removeprefix(f"{folder}.").split(".")[0] for name in imported if name.startswith(f"{folder}.")
            }
            needs.setdefault(here, set()).update(beside - {here})
    return needs


def _circle(needs: dict[str, set[str]]) -> set[str]:
    """What is left once everything that needs nothing any more is taken away, again and again."""
    left = dict(needs)
    while free := [name for name, wanted in left.items() if not wanted & left.keys()]:
        for name in free:
            del left[name]
    return set(left)


def test_no_folder_goes_round_in_a_circle() -> None:
    """Neither the rooms, nor within a room its folders and the files beside them."""
    modules = {_module(path): path for path in SOURCES}
    sources = {module: _imports(path) & modules.keys() for module, path in modules.items()}
    folders = {_module(path) for path in SOURCES if path.name == "__init__.py"}
    assert {folder: circle for folder in folders if (circle := _circle(_needs(sources, folder)))} == {}


def test_a_circle_would_be_found() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == {"a", "b", "c", "d"}
    assert _circle({"a": {"b"}, "b": {"c"}, "c": set()}) == set()


def test_libraries_stay_in_their_rooms() -> None:
    for path in SOURCES:
        for name in {name.split(".")[0] for name in _imports(path)} & LIBRARIES.keys():
            assert _room(path) in LIBRARIES[name], (path, name)


def test_the_core_has_no_clock_and_no_await() -> None:
    for path in SOURCES:
        if _room(path) in ("session", "reading", "scenario", "summary", "partnership"):
            tree = ast.parse(path.read_text("utf-8"))
            assert not any(isinstance(node, ast.Await | ast.AsyncFunctionDef) for node in ast.walk(tree)), path
            calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert not calls & {"datetime.now", "date.today", "time.time", "datetime.utcnow"}, path


#: A file of so many lines holds a second idea, and so does a function of more than so many.
LONGEST_FILE, LONGEST_FUNCTION = 250, 30
EVERYWHERE = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
PAGE = sorted((ROOT / "bot" / "rehearsal" / "page").glob("*"))


def test_no_file_is_longer_than_can_be_read() -> None:
    files = [*EVERYWHERE, *PAGE]
    assert [path for path in files if len(path.read_text("utf-8").splitlines()) >= LONGEST_FILE] == []
    assert [path for path in files if path.stem in ("utils", "helpers", "manager")] == []


def test_no_function_is_longer_than_can_be_read() -> None:
    for path in EVERYWHERE:
        functions = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, _FUNCTIONS)]
        lengths = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions}
        assert [name for name, lines in lengths.items() if lines > LONGEST_FUNCTION] == [], path


def test_every_module_says_what_it_is() -> None:
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path
