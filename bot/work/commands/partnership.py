"""Beyond one workshop: /progress, how a group's measures moved, and /agreement, a draft of what it has approved. Each
group is told apart: whoever has several says which.
"""

from __future__ import annotations

from bot.documents.reports import WRITERS, usual
from bot.gateway.inbound.updates import IncomingMessage
from bot.partnership.agreement import not_yet
from bot.scenario.model import Scenario
from bot.session.roles import Act, may, needed
from bot.store import groups, outbox, record, roles
from bot.store.groups import Group
from bot.store.outbox import Draft
from bot.store.sessions import Stored
from bot.wording import partnership, refusals
from bot.wording.catalog import N_
from bot.work import partnerships
from bot.work.access import allowed, reached
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.partnerships import Reading
from bot.work.runtime import PinnedScenarioError
from bot.work.which_group import of_button

#: How many groups are offered, the newest: Telegram refuses a message with more than 100 buttons.
_OFFERED = 90
_PICTURE = "picture"


def _reading(context: Context) -> Reading:
    def scenario(stored: Stored) -> Scenario | None:
        try:
            return context.runtime.scenario(stored)
        except PinnedScenarioError:
            return None

    return Reading(scenario, context.runtime.library, context.runtime.zone, context.now)


def _meant(context: Context, act: Act, verb: str) -> Group | None:
    """The group that whoever asks in private may do this with; of several they are asked which."""
    person = context.person.person
    perhaps = {group.id: group for group in (*roles.looked_after(context.tx, person), *_steered(context, act))}
    theirs = [group for group in perhaps.values() if may(context.role(group), act)]
    if len(theirs) > 1:
        theirs = [group for group in theirs if groups.has_past(context.tx, group.id)] or theirs[:1]
    if not theirs:
        context.say(refusals.refused(context.words, needs=needed(act)))
    elif len(theirs) > 1:
        known = [(group.id, group.title) for group in theirs[-_OFFERED:]]
        context.say(refusals.which_group(context.words, verb, known))
    return theirs[0] if len(theirs) == 1 else None


def _steered(context: Context, act: Act) -> list[Group]:
    """The groups that somebody may steer, where those who steer may do this."""
    return roles.perhaps_steered(context.tx, context.person.person) if act == "progress" else []


# -- progress ---------------------------------------------------------------------------------------------------------


def _progress(context: Context, incoming: IncomingMessage) -> None:
    """/progress"""
    if context.group is None:
        if group := _meant(context, "progress", "progress"):
            _tell(context, group)
    elif allowed(context, "progress", context.group):
        _tell(context, context.group)


def _tell(context: Context, group: Group) -> None:
    found = partnerships.progress_of(context.tx, group, _reading(context))
    context.say(partnership.progress(context.words, found, f"{_PICTURE}-{group.id}"))


def _progress_pressed(context: Context, words: list[str]) -> None:
    if group := of_button(context, words[0], "progress"):
        _tell(context, group)
        context.toast()


def _picture_pressed(context: Context, words: list[str]) -> None:
    """The same as a page with a picture, where it was asked for."""
    from bot.documents.progress import html_progress

    if group := of_button(context, words[0], "progress"):
        reading = _reading(context)
        found = partnerships.progress_of(context.tx, group, reading)
        page = html_progress(found, context.words.language, reading.today)
        caption = str(partnership.picture_caption(context.words, group.title))
        draft = Draft(
            place=context.place, method="document", document=page, filename="palabre-progress.html", html=caption
        )
        outbox.put(context.tx, draft, context.now)
        context.toast()


# -- agreement --------------------------------------------------------------------------------------------------------


def _agreement(context: Context, incoming: IncomingMessage) -> None:
    """/agreement"""
    if group := _meant(context, "agreement", "agreement"):
        _send(context, group)


def _agreement_pressed(context: Context, words: list[str]) -> None:
    if group := reached(context, int(words[0]), "agreement"):
        _send(context, group)
        context.toast()


def _send(context: Context, group: Group) -> None:
    """Send the draft, and note in the group's record that it was; or tell why there is none."""
    reading, w = _reading(context), context.words
    draft = partnerships.draft_of(context.tx, group, reading)
    if draft is None:
        found = partnerships.workshops_of(context.tx, group, reading)
        context.say(partnership.nothing_approved(w, group.title, not_yet(found.held, found.lost), group.least))
        return
    form = usual()
    sent = Draft(
        place=context.place,
        method="document",
        quotes=True,
        document=WRITERS[form](draft, w.language),
        filename=f"palabre-agreement.{form}",
        html=str(partnership.agreement_caption(w, group.title)),
    )
    outbox.put(context.tx, sent, context.now)
    actor = roles.given(context.tx, context.person.person, group.id)
    record.note(context.tx, group.id, record.Deed.DRAFTED, context.now, actor=actor)


COMMANDS = (
    Command("progress", Where.ANYWHERE, "progress", N_("how our measures move"), _progress, by_engine=True),
    Command("agreement", Where.PRIVATE, "agreement", N_("a draft of our agreement"), _agreement),
)
PRESSES = (
    Press("progress", "progress", _progress_pressed, by_engine=True),
    Press(_PICTURE, "progress", _picture_pressed, by_engine=True),
    Press("agreement", "agreement", _agreement_pressed, by_engine=True),
)
