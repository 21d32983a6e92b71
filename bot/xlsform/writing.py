"""A scenario as an XLSForm. Goes by the file's own tree, so that `24h` stays `24h`; remarks in it are lost.

What a kind of step is in a form its model says (`Step.form`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.scenario.fields import lists_of
from bot.scenario.kinds import MODELS
from bot.scenario.shape import position
from bot.scenario.tree import Node, plain
from bot.xlsform.columns import OWN, called, own, texts
from bot.xlsform.sheets import CHOICES, SETTINGS, SURVEY, write_sheets
from bot.xlsform.told import KEPT

_Cells = dict[str, str]
_Values = Mapping[str, Any]
#: What the first row of a table is called, which shows its columns; no id has a full stop.
HEADS = "labels."


@dataclass
class _Form:
    survey: list[_Cells] = field(default_factory=list)
    choices: list[_Cells] = field(default_factory=list)


def to_form(root: Node) -> tuple[bytes, tuple[tuple[int, str], ...]]:
    """The form of a scenario that has no mistake, and what there is to say of its lines."""
    values: Any = plain(root)
    form, told = _Form(), []
    for index, step in enumerate(values["steps"]):
        _WRITERS[MODELS[step["kind"]].form](form, step)
        if not MODELS[step["kind"]].form:
            line, _ = position(root, ("steps", index, "kind"))
            told.append((line, KEPT["kind"].format(kind=step["kind"], id=step["id"])))
    sheets = {SURVEY: form.survey, CHOICES: form.choices, SETTINGS: [_settings(values)]}
    return write_sheets({name: _ordered(rows, tuple(values["title"])) for name, rows in sheets.items()}), tuple(told)


def _settings(values: _Values) -> _Cells:
    first = next(iter(values["title"]))
    rest = {key: value for key, value in values.items() if key not in ("palabre", "id", "steps")}
    return {
        "form_title": values["title"][first],
        "form_id": values["id"],
        "default_language": called(first),
        f"{OWN}version": values["palabre"],
        **dict(cell for key, value in rest.items() for cell in own(key, value)),
    }


def _ordered(rows: list[_Cells], languages: tuple[str, ...]) -> list[_Cells]:
    """The rows with their columns in one order: XLSForm's own first, and labels in the order of the languages."""
    labels = [f"label::{called(code)}" for code in languages]
    columns = list(dict.fromkeys(["type", "list_name", "name", *labels, *(column for row in rows for column in row)]))
    columns.sort(key=lambda column: column.startswith(OWN))
    there = [column for column in columns if any(column in row for row in rows)]
    return [{column: row.get(column, "") for column in there} for row in rows]


def _row(step: _Values, type: str, **more: str) -> _Cells:
    left_out = {"id", "kind", "prompt", *lists_of(MODELS[step["kind"]])}
    keys = {key: value for key, value in step.items() if key not in left_out}
    own_cells = dict(cell for key, value in keys.items() for cell in own(key, value))
    return {"type": type, "name": step["id"], **texts("label", step["prompt"]), **more, **own_cells, **_of_lists(step)}


def _of_lists(step: _Values) -> _Cells:
    """What options have besides their ids and texts: `palabre::columns::means` is `us=own them=other`."""
    return dict(cell for name in lists_of(MODELS[step["kind"]]) for cell in _of_list(name, step[name]))


def _of_list(name: str, options: list[_Values]) -> Iterator[tuple[str, str]]:
    for key in dict.fromkeys(key for option in options for key in option if key not in ("id", "text")):
        yield f"{OWN}{name}::{key}", " ".join(f"{o['id']}={o[key]}" for o in options if key in o)


def _line(form: _Form, step: _Values) -> None:
    form.survey.append(_row(step, MODELS[step["kind"]].form))


def _lacking(form: _Form, step: _Values) -> None:
    form.survey.append(_row(step, "text") | {f"{OWN}kind": step["kind"]})


def _numbers(form: _Form, step: _Values) -> None:
    form.survey.append(_row(step, "range", parameters="start=1 end=5 step=1"))


def _options(form: _Form, step: _Values, key: str) -> None:
    form.choices += [{"list_name": step["id"], "name": o["id"], **texts("label", o["text"])} for o in step[key]]


def _select(form: _Form, step: _Values) -> None:
    (key,) = lists_of(MODELS[step["kind"]])
    most = int(step.get("max", 1))
    limit = {"constraint": f"count-selected(.) <= {most}"} if most > 1 else {}
    form.survey.append(_row(step, f"select_{'multiple' if most > 1 else 'one'} {step['id']}", **limit))
    _options(form, step, key)


def _table(form: _Form, step: _Values) -> None:
    rows, columns = lists_of(MODELS[step["kind"]])
    one = f"select_one {step['id']}"
    form.survey.append(_row(step, "begin_group", appearance="field-list"))
    form.survey.append({"type": one, "name": f"{HEADS}{step['id']}", "appearance": "label"})
    for row in step[rows]:
        label = texts("label", row["text"])
        form.survey.append({"type": one, "name": row["id"], **label, "appearance": "list-nolabel"})
    form.survey.append({"type": "end_group"})
    _options(form, step, columns)


_WRITERS = {"": _lacking, "note": _line, "text": _line, "range": _numbers, "select": _select, "table": _table}
