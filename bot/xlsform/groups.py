"""The rows of a survey as they stand in groups, and which group is a table: one list of answers for several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.xlsform.sheets import Row
from bot.xlsform.told import Told

_BEGIN = re.compile(r"begin[ _](group|repeat)")
_END = re.compile(r"end[ _](group|repeat)")
_SELECT = re.compile(r"select[ _](one|multiple)\s+(\S+)(\s+or[ _]other)?")
#: How a form shows a group on one page, without which its questions stand apart.
_ON_ONE_PAGE = ("field-list", "table-list")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What `select_one list or_other` says."""

    several: bool
    list: str
    other: bool


@dataclass
class Group:
    """A group, and what is in it."""

    row: Row
    inside: list[Row | Group] = field(default_factory=list)


def chosen(row: Row) -> Chosen | None:
    """Whether a row asks to choose, and from what."""
    found = _SELECT.fullmatch(row.get("type"))
    return Chosen(found[1] == "multiple", found[2], bool(found[3])) if found else None


def grouped(rows: Sequence[Row], told: list[Told]) -> list[Row | Group]:
    """The survey as a tree, whatever is missing of it."""
    top: list[Row | Group] = []
    open_groups: list[Group] = []
    for row in rows:
        kind = row.get("type")
        here = open_groups[-1].inside if open_groups else top
        if found := _BEGIN.fullmatch(kind):
            if found[1] == "repeat":
                told.append(Told("repeat", row.sheet, row.line))
            open_groups.append(Group(row))
            here.append(open_groups[-1])
        elif not _END.fullmatch(kind):
            here.append(row)
        elif open_groups:
            open_groups.pop()
        else:
            told.append(Told("end", row.sheet, row.line))
    told += [Told("never-ends", g.row.sheet, g.row.line, {"value": g.row.get("name")[:40]}) for g in open_groups]
    return top


def flat(items: Sequence[Row | Group]) -> Iterator[Row | Group]:
    """Questions and tables one after the other; any other group is opened, and comes before what is in it. Without
    recursion, since a form says how deep its groups are."""
    left = list(reversed(items))
    while left:
        item = left.pop()
        yield item
        if isinstance(item, Group) and not is_table(item):
            left.extend(reversed(item.inside))


def is_table(group: Group) -> bool:
    """Whether it asks the same of two lines or more."""
    lines = [item for item in group.inside if not is_head(item)]
    lists = {answer.list if isinstance(item, Row) and (answer := _one(item)) else "" for item in lines}
    page = any(word in group.row.get("appearance") for word in _ON_ONE_PAGE)
    return page and len(lines) > 1 and len(lists) == 1 and "" not in lists


def is_head(item: Row | Group) -> bool:
    """Whether a row only shows the columns of a table."""
    return isinstance(item, Row) and item.get("appearance") == "label"


def _one(row: Row) -> Chosen | None:
    answer = chosen(row)
    return answer if answer and not answer.several and not answer.other else None
