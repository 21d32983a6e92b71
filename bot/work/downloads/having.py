"""Who may have a summary: those who look after a group all of it, as every format has it; those who facilitate there
what their group has read, in the formats to be read. Everybody was told that coordinators download the rest: what
stands in the data alone, every answer by itself, and questions whose answers are for documents alone."""

from __future__ import annotations

from bot.documents.formats import FORMATS
from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import in_documents_alone
from bot.session.placing import nothing_said
from bot.session.roles import Act, may
from bot.store import downloads, roles, sessions
from bot.store.groups import Group
from bot.store.sessions import Listed, Stored
from bot.work.context import Context
from bot.work.runtime import PinnedScenarioError

#: A zip file of several sessions: with a document for each, and with all the data besides.
ZIP, ZIP_WITH_DATA = "zip", "zipdata"


def is_zip(format: str) -> bool:
    """Whether a format is that of a zip file: `zip-html`."""
    return format.startswith((f"{ZIP}-", f"{ZIP_WITH_DATA}-"))


def act(format: str, scenario: Scenario) -> Act:
    """What it is to have a session in a format."""
    data = format.startswith(ZIP_WITH_DATA) or (format in FORMATS and FORMATS[format].data)
    return "data" if data or in_documents_alone(scenario) else "summaries"


def groups_of(context: Context) -> list[Group]:
    """The groups of which whoever asks may have something at this moment. Raises NeedsTelegram."""
    tx, person = context.tx, context.person.person
    theirs = roles.looked_after(tx, person)
    known = {group.id for group in theirs}
    others = [group for group in roles.perhaps_steered(tx, person) if group.id not in known]
    return [*theirs, *(group for group in others if may(context.role(group), "summaries"))]


def with_something(context: Context) -> list[Group]:
    """Those of them in which anybody has answered anything, the one with the newest workshop first. Raises as above."""
    theirs = {group.id: group for group in groups_of(context)}
    return [theirs[id] for id in downloads.there_are(context.tx) if id in theirs]


def sessions_of(context: Context, group: Group) -> list[Listed]:
    """The sessions of a group in which anybody has said anything, and that whoever asks may have, the newest first."""
    every = may(context.role(group), "data")
    listed = (one for one in sessions.listing(context.tx, group.id))
    return [one for one in listed if _there(context, one.code, every=every)]


def _there(context: Context, code: str, *, every: bool) -> bool:
    stored = sessions.load(context.tx, code)
    if stored is None or nothing_said(stored.session):
        return False
    scenario = readable(context, stored)
    return scenario is not None and (every or not in_documents_alone(scenario))


def readable(context: Context, stored: Stored) -> Scenario | None:
    """The scenario of a session; None where it is damaged."""
    try:
        return context.runtime.scenario(stored)
    except PinnedScenarioError:
        return None
