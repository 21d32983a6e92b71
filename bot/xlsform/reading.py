"""An XLSForm as a scenario: one that was made of a scenario comes back as it was; of one that a field team made, what
Palabre can ask is taken, and what it can't is told line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.scenario.fields import lists_of
from bot.scenario.kinds import MODELS
from bot.xlsform.columns import OWN, put
from bot.xlsform.groups import Chosen, Group, chosen, flat, grouped, is_head, is_table
from bot.xlsform.names import id_of
from bot.xlsform.sheets import CHOICES, SETTINGS, SURVEY, Row, Sheets
from bot.xlsform.texts import Texts
from bot.xlsform.told import Told

_Values = dict[str, Any]
#: What a question is in a scenario, by what it is in a form: the kinds' own models say it.
_KINDS: dict[str, str] = {model.form: kind for kind, model in MODELS.items() if model.form}
#: What people can answer in words just as well.
_AS_WORDS = frozenset(
    {"integer", "decimal", "date", "time", "datetime", "barcode", "string", "int", "phonenumber", "email"}
)
#: What goes without saying in another medium.
_UNSEEN = frozenset(
    {"start", "end", "today", "deviceid", "username", "audit", "simserial", "subscriberid", "start-geopoint"}
)
#: More than a scenario can have (40 steps, 12 options): that there are too many is then told as of any file, and
#: whoever sends a thousand of each costs no more.
_MOST_STEPS, _MOST_OPTIONS = 60, 30
_KNOWN = frozenset({"type", "name", "list_name", "appearance", "parameters"})
_MOST = re.compile(r"count-selected\(\s*\.\s*\)\s*<=?\s*(\d{1,2})")
_BOUND = re.compile(r"\b(start|end|step)\s*=\s*([\d.-]+)")


@dataclass
class Form:
    """A form that is being read: its texts, its lists, what is told of it."""

    sheets: Sheets
    texts: Texts
    told: list[Told]
    taken: set[str] = field(default_factory=set)
    lists: dict[str, list[_Values]] = field(default_factory=dict)

    def tell(self, code: str, row: Row, **values: object) -> None:
        self.told.append(Told(code, row.sheet, row.line, values))

    def options(self, name: str) -> list[_Values]:
        """The options of a list of choices, each with its own copy."""
        if name not in self.lists:
            rows = (row for row in self.sheets[CHOICES] if row.get("list_name") == name)
            self.lists[name] = self.lines([*islice(rows, _MOST_OPTIONS)])
        return [dict(option) for option in self.lists[name]]

    def lines(self, rows: list[Row]) -> list[_Values]:
        """Rows as options: each with its id and text."""
        taken: set[str] = set()
        return [{"id": self.id(row, taken), "text": self.texts.named(row)} for row in rows]

    def id(self, row: Row, taken: set[str]) -> str:
        """The id that a row's name becomes; told where it is another."""
        name = row.get("name")
        id = id_of(name, taken)
        if id != name:
            self.tell("renamed", row, value=name[:40], id=id)
        return id


def from_form(sheets: Sheets, assumed: str) -> tuple[_Values, tuple[Told, ...]]:
    """The scenario's tree, which may still have mistakes, and what isn't taken, by its line; `assumed` is the language
    of what names none."""
    told: list[Told] = []
    form = Form(sheets, Texts(sheets, assumed, told), told)
    every = (step for item in flat(grouped(sheets[SURVEY], told)) for step in _step(form, item))
    steps = [*islice(every, _MOST_STEPS)]
    for sheet in (SURVEY, CHOICES):
        _left_out(form, sheet)
    values = _header(form) | {"steps": steps}
    order = (SETTINGS, SURVEY, CHOICES)
    return values, tuple(sorted(told, key=lambda one: (order.index(one.sheet), one.line)))


def _header(form: Form) -> _Values:
    row = next(iter(form.sheets[SETTINGS]), Row(SETTINGS, 2, {}))
    given: _Values = {}
    _own(form, row, given)
    first = form.texts.languages[0]
    title = row.get("form_title") or row.get("form_id") or "…"
    if not row.get("form_title"):
        form.tell("no-title", row)
    if "purpose" not in given:
        form.tell("no-purpose", row)
    id = id_of(row.get("form_id") or title, set())
    titles = dict.fromkeys((first, *form.texts.languages), title)
    rest = {key: given.pop(key) for key in [*given] if key not in ("version", "title", "purpose")}
    return {
        "palabre": given.get("version", "1"),
        "id": id,
        "title": given.get("title", titles),
        "purpose": given.get("purpose", {first: title}),
        **rest,
    }


def _own(form: Form, row: Row, values: _Values) -> None:
    """What a row has in Palabre's own columns."""
    for column, said in row.cells.items():
        if column.startswith(OWN) and not put(values, column, said):
            form.tell("own-column", row, value=column[:60])


def _step(form: Form, item: Row | Group) -> Iterator[_Values]:
    """What a row or a table becomes: a step, or nothing."""
    row = item.row if isinstance(item, Group) else item
    given: _Values = {}
    _own(form, row, given)
    if isinstance(item, Group):
        if not is_table(item):
            if form.texts.label(row):
                form.tell("group", row, value=row.get("name")[:40])
            return
        kind, parts = _table(form, item)
    elif (found := _asked(form, row, given)) is None:
        return
    else:
        kind, parts = found
    step = {"id": form.id(row, form.taken), "kind": kind, "prompt": form.texts.named(row, hint=True)}
    yield step | parts | _with_options(form, row, kind, parts, given)


def _with_options(form: Form, row: Row, kind: str, parts: _Values, given: _Values) -> _Values:
    """What Palabre's own columns say of a step, with what they say of its options put there."""
    for name in lists_of(MODELS[kind]) if kind in MODELS else ():
        held = given.pop(name, {})
        for key, said in held.items() if isinstance(held, dict) else ():
            values = dict(pair.split("=", 1) for pair in said.split() if "=" in pair)
            for option in parts.get(name, ()):
                if option["id"] in values:
                    option[key] = values[option["id"]]
    return given


def _asked(form: Form, row: Row, given: _Values) -> tuple[str, _Values] | None:
    """Which kind a row is, and what belongs to it."""
    asked = row.get("type")
    if answer := chosen(row):
        return _select(form, row, answer, given)
    if asked == "range":
        bounds = dict(_BOUND.findall(row.get("parameters")))
        if (bounds.get("start"), bounds.get("end"), bounds.get("step", "1")) != ("1", "5", "1"):
            form.tell("bounds", row, value=f"{bounds.get('start', '0')} to {bounds.get('end', '10')}")
        return _KINDS["range"], {}
    if asked in ("note", "text"):
        return str(given.pop("kind", _KINDS[asked])), {}
    if asked in _UNSEEN or not asked:
        return None
    if asked in _AS_WORDS:
        form.tell("words", row, value=asked)
        return _KINDS["text"], {}
    form.tell("type", row, value=asked[:60])
    return None


def _select(form: Form, row: Row, answer: Chosen, given: _Values) -> tuple[str, _Values]:
    kind = _KINDS["select"]
    (name,) = lists_of(MODELS[kind])
    options = form.options(answer.list)
    if answer.other:
        form.tell("other", row)
    if not options:
        form.tell("list", row, value=answer.list[:40])
        return _KINDS["text"], {}
    if not answer.several:
        return kind, {name: options}
    most = _MOST.search(row.get("constraint"))
    return kind, {"max": given.pop("max", most[1] if most else str(len(options))), name: options}


def _table(form: Form, group: Group) -> tuple[str, _Values]:
    kind = _KINDS["table"]
    rows, columns = lists_of(MODELS[kind])
    lines = [item for item in group.inside if isinstance(item, Row) and not is_head(item)][:_MOST_OPTIONS]
    answer = chosen(lines[0])
    return kind, {rows: form.lines(lines), columns: form.options(answer.list if answer else "")}


def _left_out(form: Form, sheet: str) -> None:
    """The columns that nothing becomes of: row by row in the survey, once in the choices."""
    told = {one.line for one in form.told if one.code == "type"} if sheet == SURVEY else set()
    seen: set[str] = set()
    for row in form.sheets[sheet]:
        left = [column for column in row.cells if column not in seen and not _taken(form, row, column)]
        if left and row.line not in told:
            form.tell("left-out", row, value=", ".join(f"`{column[:40]}`" for column in left[:10]))
            seen |= set(left) if sheet == CHOICES else set()


def _taken(form: Form, row: Row, column: str) -> bool:
    if column == "constraint" and row.sheet == SURVEY and chosen(row):
        return bool(_MOST.fullmatch(row.get(column)))
    return column in _KNOWN or column.startswith(OWN) or form.texts.takes(column)
