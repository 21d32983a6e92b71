"""A workshop begins in a group: at once, or, where nobody has said yet which organisations take part, once they
have."""

from __future__ import annotations

from bot.session.addresses import Ref, RefKind
from bot.session.playing import Mode, Workshop
from bot.store import organisations
from bot.wording.organisations import ask_organisations
from bot.wording.starting import in_quiet_hours
from bot.work.context import Context
from bot.work.over_days import quiet_hours
from bot.work.run_event import open_session


def begin_or_ask(context: Context, workshop: Workshop) -> None:
    """Start a session; in a group without organisations ask for them first, and start then."""
    if context.group is None:
        return
    quiet = quiet_hours(context, context.group)
    if workshop.mode is Mode.DAYS and quiet.at(context.now):
        over = quiet.over(context.now).astimezone(quiet.there)
        context.answer(in_quiet_hours(context.words, workshop, over))
    elif organisations.of_group(context.tx, context.group.id):
        open_session(context, context.group, workshop)
    else:
        context.say(ask_organisations(context.words), ref=Ref(RefKind.ORGANISATIONS, str(workshop)))
