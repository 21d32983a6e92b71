"""/summaries: the workshops that there are, to tap, group by group; each as a document, and several in one file."""

from __future__ import annotations

from itertools import islice

from bot.documents.formats import offered
from bot.gateway.inbound.updates import IncomingMessage
from bot.languages import SPOKEN
from bot.scenario.texts import text_in
from bot.session.roles import Role, may
from bot.store import groups, orders, roles, sessions
from bot.store.groups import Group
from bot.store.sessions import Listed, Stored
from bot.wording import refusals, summaries
from bot.wording.catalog import N_
from bot.wording.message import Message
from bot.wording.summaries import Entry, Page
from bot.work.access import reached
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.downloads.having import ZIP, ZIP_WITH_DATA, act, groups_of, readable, sessions_of, with_something

#: How many workshops stand on a page, and in a file.
_A_PAGE, _IN_A_FILE = 8, 100


def _list_summaries(context: Context, incoming: IncomingMessage) -> None:
    """/summaries"""
    theirs = groups_of(context)
    if not theirs and roles.anywhere(context.tx, context.person.person) is not Role.COORDINATOR:
        context.say(refusals.refused(context.words, needs=Role.FACILITATOR))
        return
    context.say(_first(context))


def _first(context: Context) -> Message:
    """The groups in which there is something; of one its workshops at once."""
    found = with_something(context)
    if len(found) == 1:
        return _of_group(context, found[0], 0, alone=True)
    return summaries.which_group(context.words, [(group.id, group.title) for group in found])


def _of_group(context: Context, group: Group, page: int, *, alone: bool) -> Message:
    listed = sessions_of(context, group)
    if not listed and alone:
        return summaries.which_group(context.words, ())
    pages = max(-(-len(listed) // _A_PAGE), 1)
    page = min(page, pages - 1)
    entries = tuple(_entry(context, one) for one in listed[page * _A_PAGE : (page + 1) * _A_PAGE])
    return summaries.workshops(context.words, Page(group.id, group.title, entries, page, pages, alone))


def _entry(context: Context, one: Listed) -> Entry:
    stored = sessions.load(context.tx, one.code)
    scenario = readable(context, stored) if stored else None
    title = text_in(scenario.title, context.words.language).text if scenario else one.scenario
    return Entry(one.code, title, one.opened.astimezone(context.runtime.zone).date())


def _group_pressed(context: Context, words: list[str]) -> None:
    """A group, or another page of its list; or (0) which groups there are."""
    number, page = (int(word) for word in words)
    if number == 0:
        context.instead(_first(context))
        context.toast()
    elif group := reached(context, number, "summaries"):
        context.instead(_of_group(context, group, page, alone=len(with_something(context)) == 1))
        context.toast()


def _found(context: Context, code: str) -> Stored | None:
    """A session that whoever pressed may have; else they are told."""
    stored = sessions.load(context.tx, code)
    if stored is None or readable(context, stored) is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return None
    scenario = context.runtime.scenario(stored)
    return stored if reached(context, stored.group_id, act("html", scenario)) else None


def _language(context: Context, words: list[str]) -> str:
    return words[0] if words and words[0] in SPOKEN else context.words.language


def _workshop_pressed(context: Context, words: list[str]) -> None:
    """One workshop's page, in the language of its documents."""
    if not (stored := _found(context, words[0])):
        return
    session, language = stored.session, _language(context, words[1:])
    scenario, role = context.runtime.scenario(stored), _role(context, stored)
    forms = [form for form in offered().values() if may(role, act(form.name, scenario))]
    if not any(step.takeaway for step in scenario.steps):
        forms = [form for form in forms if form.name != "ics"]
    day = session.opened.astimezone(context.runtime.zone).date()
    entry = Entry(session.code, text_in(scenario.title, context.words.language).text, day)
    named = [(form.name, form.purpose) for form in forms]
    context.instead(summaries.workshop(context.words, entry, stored.group_id, named, language))
    context.toast()


def _role(context: Context, stored: Stored) -> Role:
    group = groups.get(context.tx, stored.group_id)
    return context.role(group) if group else Role.STRANGER


def _get_pressed(context: Context, words: list[str]) -> None:
    """A workshop as a document."""
    code, name, *rest = words
    stored = sessions.load(context.tx, code)
    scenario = readable(context, stored) if stored else None
    if stored is None or scenario is None or name not in offered():
        context.toast(refusals.press_again(context.words), alert=True)
    elif reached(context, stored.group_id, act(name, scenario)):
        _order(context, [code], name, _language(context, rest))


def _order(context: Context, codes: list[str], format: str, language: str) -> None:
    """It is written in a moment, beside everything else."""
    orders.place(context.tx, context.person.person, codes, format, language, context.now)
    context.toast(summaries.being_written(context.words))


def _all_of(context: Context, number: int) -> list[Group]:
    """The group that a button means, or (0) all of them, as far as whoever pressed may; none: they are told."""
    if number == 0:
        return with_something(context)
    group = reached(context, number, "summaries")
    return [group] if group else []


def _all_pressed(context: Context, words: list[str]) -> None:
    """All workshops of a group, or of all: as what?"""
    number, language = int(words[0]), _language(context, words[1:])
    if theirs := _all_of(context, number):
        title = theirs[0].title if number else ""
        forms = [(form.name, form.purpose) for form in offered().values() if not form.several]
        data = all(may(context.role(group), "data") for group in theirs)
        context.instead(summaries.all_of_them(context.words, number, title, forms, language, data=data))
        context.toast()


def _zip_pressed(context: Context, words: list[str]) -> None:
    """All of them in one file."""
    number, name, *rest = words
    theirs = _all_of(context, int(number)) if name in offered() else []
    codes = [*islice((one.code for group in theirs for one in sessions_of(context, group)), _IN_A_FILE)]
    if codes:
        kind = ZIP_WITH_DATA if all(may(context.role(group), "data") for group in theirs) else ZIP
        _order(context, codes, f"{kind}-{name}", _language(context, rest))
    elif theirs or name not in offered():
        context.toast(refusals.press_again(context.words), alert=True)


COMMANDS = (
    Command("summaries", Where.PRIVATE, "summaries", N_("download summaries"), _list_summaries, by_engine=True),
)
PRESSES = (
    Press("sums", "summaries", _group_pressed, by_engine=True),
    Press("sum", "summaries", _workshop_pressed, by_engine=True),
    Press("get", "summaries", _get_pressed, by_engine=True),
    Press("sumall", "summaries", _all_pressed, by_engine=True),
    Press("zip", "summaries", _zip_pressed, by_engine=True),
)
