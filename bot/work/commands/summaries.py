"""/summaries: which sessions there are, and each as a document."""

from __future__ import annotations

from itertools import islice

from bot.documents.formats import FORMATS
from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.texts import text_in
from bot.session.placing import nothing_said
from bot.store import outbox, record, roles, sessions
from bot.store.outbox import Draft
from bot.store.sessions import Stored
from bot.wording import coordinating, refusals
from bot.wording.catalog import N_
from bot.work.access import reached
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context

#: How many sessions the list of summaries offers; older ones come from `palabre export`.
_LISTED = 12


def _list_summaries(context: Context, incoming: IncomingMessage) -> None:
    """/summaries"""
    titles = {group.id: group.title for group in roles.looked_after(context.tx, context.person.person)}
    theirs = (one for one in sessions.listing(context.tx) if one.group_id in titles)
    listed = islice((one for one in theirs if _has_something(context, one.code)), _LISTED)
    zone = context.runtime.zone
    rows = [
        (s.code, _title(context, s.scenario), titles.get(s.group_id, ""), s.opened.astimezone(zone).date())
        for s in listed
    ]
    context.say(coordinating.summaries_list(context.words, rows, {name: one.purpose for name, one in FORMATS.items()}))


def _has_something(context: Context, code: str) -> bool:
    """Whether anybody has said anything in a session, so that there is something to download."""
    stored = sessions.load(context.tx, code)
    return stored is not None and not nothing_said(stored.session)


def _title(context: Context, scenario: str) -> str:
    if scenario not in context.runtime.library.ids():
        return scenario
    return text_in(context.runtime.library.get(scenario).title, context.words.language).text


def _summary_pressed(context: Context, rest: list[str]) -> None:
    """A summary as a document, in the language of whoever asks."""
    code, kind = rest
    stored = sessions.load(context.tx, code)
    if stored is None or kind not in FORMATS:
        context.toast(refusals.press_again(context.words), alert=True)
    elif reached(context, stored.group_id, "summaries"):
        _send(context, code, kind, stored)
        context.toast()


def _send(context: Context, code: str, kind: str, stored: Stored) -> None:
    """Send it, and note in the group's record that it was."""
    scenario = context.runtime.scenario(stored)
    language = context.words.language
    draft = Draft(
        place=context.place,
        method="document",
        session=code,
        quotes=True,
        document=FORMATS[kind].write([(scenario, stored.session)], language, context.runtime.zone, context.now.date()),
        filename=f"palabre-{scenario.id}-{code}.{kind}",
        html=str(coordinating.caption(context.words, text_in(scenario.title, language).text)),
    )
    outbox.put(context.tx, draft, context.now)
    actor = roles.given(context.tx, context.person.person, stored.group_id)
    record.note(context.tx, stored.group_id, record.Deed.DOWNLOADED, context.now, actor=actor, session=code)


COMMANDS = (Command("summaries", Where.PRIVATE, "summaries", N_("download summaries"), _list_summaries),)
PRESSES = (Press("get", "summaries", _summary_pressed),)
