"""What a group has set: shown, chosen by tap, said in words, and kept. Who may is asked by the commands.

What is shown is one message, which a tap edits: data is dear.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.languages import SPOKEN
from bot.session.settable import (
    Keep,
    Languages,
    Least,
    Quiet,
    Review,
    Setting,
    Tidy,
    Value,
    Window,
    Zone,
    fits,
    setting_of,
)
from bot.store import group_settings, groups, sessions
from bot.store.groups import Group
from bot.wording import setting_pages, settings
from bot.wording.settings import Facts
from bot.work.commitments import asking
from bot.work.context import Context
from bot.work.scheduling import planning

#: What is offered for a tap; others can be sent.
_NIGHTS = ((21, 8), (22, 7), (20, 7), (22, 8))
_WINDOWS = (None, 12, 24, 48, 72, 120, 168)
_LEAST = (3, 4, 5, 7, 10)
_KEPT = (30, 60, 90, 120, 180)


def values(group: Group) -> tuple[Value, ...]:
    """All that is set for a group, in the order in which it is shown."""
    rhythm = group.rhythm
    return (
        Languages(group.languages),
        Zone(rhythm.zone),
        Quiet(rhythm.quiet_from, rhythm.quiet_to),
        Window(rhythm.window),
        Least(group.least),
        Tidy(group.tidies),
        Review(group.review),
        Keep(group.retention),
    )


def choices(setting: Setting, group: Group, most: timedelta) -> tuple[Value, ...]:
    """What is offered of a setting for a tap; zones are offered by regions, and otherwise only the operator's."""
    match setting:
        case Setting.LANGUAGE:
            first = group.languages[0]
            pairs = (Languages((first, other)) for other in SPOKEN if other != first)
            return (*(Languages((code,)) for code in SPOKEN), *pairs)
        case Setting.ZONE:
            return () if group.rhythm.zone is None else (Zone(None),)
        case Setting.QUIET:
            return tuple(Quiet(start * 60, end * 60) for start, end in _NIGHTS)
        case Setting.WINDOW:
            return tuple(Window(hours) for hours in _WINDOWS)
        case Setting.LEAST:
            return tuple(Least(people) for people in _LEAST)
        case Setting.TIDY:
            return (Tidy(True), Tidy(False))
        case Setting.REVIEW:
            return (Review(True), Review(False))
        case Setting.KEEP:
            return (*(Keep(days) for days in _KEPT if days < most.days), Keep(None))
        case _:
            assert_never(setting)


def _put(context: Context, id: int, value: Value) -> None:
    tx = context.tx
    match value:
        case Languages(codes):
            group_settings.set_languages(tx, id, codes)
        case Zone(name):
            group_settings.set_zone(tx, id, name)
        case Quiet(start, end):
            group_settings.set_quiet(tx, id, start, end)
        case Window(hours):
            group_settings.set_window(tx, id, hours)
        case Least(people):
            group_settings.set_least(tx, id, people)
        case Tidy(on):
            group_settings.set_tidies(tx, id, on)
        case Review(on):
            group_settings.set_review(tx, id, on)
        case Keep(days):
            group_settings.set_retention(tx, id, days)
        case _:
            assert_never(value)


def facts(context: Context, group: Group) -> Facts:
    """What is told besides."""
    running = sessions.running_in(context.tx, group.id) is not None
    runtime, title = context.runtime, "" if context.group else group.title
    return Facts(group.id, title, str(runtime.zone), runtime.retention.days, context.now, running)


def change(context: Context, group: Group, value: Value) -> Context | None:
    """Something is set; gives the context as it is from now on, in the group's language; None where it is outside of
    its limits, and nothing was set."""
    if not fits(value, context.runtime.retention.days):
        return None
    _put(context, group.id, value)
    after = groups.get(context.tx, group.id)
    if after is not None and isinstance(value, Zone | Quiet):
        planning.moved(context, after)
        asking.reckon(context, after)
    return replace(context, group=after) if context.group else context


def show(context: Context, group_id: int, *, again: bool = False) -> None:
    """All that is set, as it is now; `again` where what was sent can't be set."""
    if group := groups.get(context.tx, group_id):
        context.instead(settings.what_is_set(context.words, values(group), facts(context, group), again=again))


def show_one(context: Context, group: Group, setting: Setting, *, again: bool = False) -> None:
    """What can be chosen of one setting; `again` where what was sent can't be set."""
    offered = choices(setting, group, context.runtime.retention)
    context.instead(setting_pages.page(context.words, setting, offered, facts(context, group), again=again))


def change_by_text(context: Context, group: Group, value: Value) -> None:
    """Something was said to be set: it is told in a line, or what can be set."""
    after = change(context, group, value)
    if after is None:
        show_one(context, group, setting_of(value), again=True)
    else:
        after.say(settings.changed(after.words, value, facts(after, group)))
