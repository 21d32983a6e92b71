"""Forms for tests: of lines as a field team writes them, and of scenarios at random."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook

from bot.languages import LANGUAGES


def form(survey: list[list[Any]], choices: list[list[Any]] = [], settings: list[list[Any]] = []) -> bytes:  # noqa: B006
    """A workbook with these lines, the headers first."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, lines in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """A workbook as a file."""
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


_WORD = st.text(
    st.one_of(st.sampled_from("=+-@\"'\\{}#:,%’é؟…\n\t "), st.characters(codec="utf-8", exclude_categories=["C", "Z"])),
    min_size=1,
    max_size=20,
).filter(str.strip)
_LANGUAGES = st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, max_size=3, unique=True)
_ID = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
_DURATIONS = ("30s", "45m", "24h", "1d", "5d")


class _Drawn:
    """What a scenario is made of, drawn one after the other."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.languages = draw(_LANGUAGES)

    def text(self) -> dict[str, str]:
        said = self.languages[: self.draw(st.integers(1, len(self.languages)))]
        return {language: self.draw(_WORD) for language in said}

    def ids(self, least: int, most: int) -> list[str]:
        return self.draw(st.lists(_ID, min_size=least, max_size=most, unique=True))

    def options(self, least: int, most: int, **more: Callable[[], Any]) -> list[dict[str, Any]]:
        return [{"id": id, "text": self.text(), **self.some(**more)} for id in self.ids(least, most)]

    def some(self, **values: Callable[[], Any]) -> dict[str, Any]:
        return {key: make() for key, make in values.items() if self.draw(st.booleans())}

    def one(self, *values: str) -> Callable[[], str]:
        return lambda: self.draw(st.sampled_from(values))

    def of_kind(self, kind: str) -> dict[str, Any]:
        match kind:
            case "scale":
                return self.some(low=self.text, high=self.text, measure=lambda: self.draw(_ID))
            case "choice":
                return {"options": self.options(2, 5)} | self.some(max=self.one("1", "2"))
            case "matrix":
                columns = self.options(2, 3, means=self.one("own", "other"))
                return {"rows": self.options(2, 4), "columns": columns}
            case "vote":
                return {"on": self.draw(_ID)} | self.some(votes=self.one("2"))
            case "commitment":
                return self.some(follow_up=self.one(*_DURATIONS))
            case _:
                return {}

    def step(self, id: str) -> dict[str, Any]:
        kind = self.draw(st.sampled_from(["message", "text", "scale", "choice", "matrix", "vote", "commitment"]))
        window, when = self.one(*_DURATIONS), {"step": self.draw(_ID), "gap_above": "1.5"}
        extra = self.some(heading=self.text, note=self.text, window=window, short=self.one("true"), when=lambda: when)
        return {"id": id, "kind": kind, "prompt": self.text(), **self.of_kind(kind), **extra}


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario as a file has it, with any keys."""
    drawn = _Drawn(draw)
    title = {language: draw(_WORD) for language in drawn.languages}
    length = {"live": "45m", "async": "3d"}
    header = drawn.some(
        source=lambda: draw(_WORD.map(str.strip).filter(bool)), practice=drawn.one("3"), duration=lambda: length
    )
    steps = [drawn.step(id) for id in drawn.ids(1, 5)]
    return {"palabre": "1", "id": draw(_ID), "title": title, "purpose": drawn.text(), **header, "steps": steps}
