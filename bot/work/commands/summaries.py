"""/summaries: which sessions there are, and each as a document."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.state import Session
from bot.store import groups, outbox, sessions
from bot.store.outbox import Draft
from bot.wording import coordinating, refusals
from bot.wording.catalog import N_
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context

#: How many sessions the list of summaries offers; older ones come from `palabre export`.
_LISTED = 12


def _list_summaries(context: Context, incoming: IncomingMessage) -> None:
    """/summaries"""
    titles = {group.id: group.title for group in groups.everyone(context.tx)}
    listed = sessions.listing(context.tx)[:_LISTED]
    zone = context.runtime.zone
    rows = [
        (s.code, _title(context, s.scenario), titles.get(s.group_id, ""), s.opened.astimezone(zone).date())
        for s in listed
    ]
    context.say(coordinating.summaries_list(context.words, rows))


def _title(context: Context, scenario: str) -> str:
    if scenario not in context.runtime.library.ids():
        return scenario
    return text_in(context.runtime.library.get(scenario).title, context.words.language).text


def _summary_pressed(context: Context, rest: list[str]) -> None:
    """A summary as a document, in the language of whoever asks."""
    code, kind = rest
    stored = sessions.load(context.tx, code)
    if stored is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return
    scenario = context.runtime.scenario(stored.digest, stored.source)
    language = context.words.language
    draft = Draft(
        place=context.place,
        method="document",
        document=_document(context, kind, scenario, stored.session),
        filename=f"palabre-{scenario.id}-{code}.{kind}",
        html=str(coordinating.caption(context.words, text_in(scenario.title, language).text)),
    )
    outbox.put(context.tx, draft, context.now)
    context.toast()


def _document(context: Context, kind: str, scenario: Scenario, session: Session) -> bytes:
    """A summary as a file. What makes it is loaded here, since most days nobody asks for one: that spares each
    start a thirtieth of a second and two megabytes."""
    if kind == "html":
        from bot.documents.html import html_summary

        return html_summary(scenario, session, context.words.language, context.runtime.zone)
    from bot.documents.json import json_summary

    return json_summary([(scenario, session)], context.runtime.zone)


COMMANDS = (Command("summaries", Where.PRIVATE, "summaries", N_("download summaries"), _list_summaries),)
PRESSES = (Press("get", "summaries", _summary_pressed),)
