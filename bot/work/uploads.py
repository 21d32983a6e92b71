"""A file that somebody sends in private to become a scenario: fetched, read with the limits of an untrusted file, told
what is wrong with it, and put into the library; where one of its id is there already, once they say so.

Who may is whom the operator has named to look after all groups: what is in the library is offered to all of them. It is
asked when the file is sent, when it has come, and at each press.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.load import Reading, load, read_scenario
from bot.scenario.model import Scenario
from bot.session.wakes import UploadCame
from bot.store import library, people, roles, uploads
from bot.store.uploads import Upload
from bot.wording import scenarios
from bot.wording.message import Message
from bot.work.context import Context
from bot.xlsform.conversion import packages_are_there, scenario_of
from bot.xlsform.told import FormRefused

#: After a change the library in memory is read anew.
_RELOAD = ("library",)


def may_change(context: Context) -> bool:
    """Whether somebody decides on what all groups are offered."""
    return roles.everywhere(context.tx, context.person.person)


def offered(context: Context, incoming: IncomingMessage) -> bool:
    """Whether a message is a file for the library; then it is fetched."""
    if context.group is not None or not incoming.document or not may_change(context):
        return False
    if incoming.size > uploads.LARGEST:
        context.say(scenarios.too_large(context.words))
    else:
        uploads.expect(context.tx, context.person.person, incoming.document, context.now)
    return True


def came(context: Context, wake: UploadCame) -> None:
    """A file is here, or can't be had."""
    upload = uploads.get(context.tx, wake.upload)
    person = people.get(context.tx, upload.person) if upload else None
    if upload is None or person is None:
        return
    theirs = Context(context.tx, context.runtime, context.now, person, None)
    if not may_change(theirs):
        uploads.done(context.tx, upload.place)
    elif upload.source is None:
        _answered(theirs, upload, scenarios.not_fetched(theirs.words))
    else:
        _looked_at(theirs, upload, upload.source)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file came to: the scenario file, and of a spreadsheet the lines of which something isn't taken."""

    source: bytes
    form: bool = False
    left_out: tuple[int, ...] = ()


def _looked_at(context: Context, upload: Upload, source: bytes) -> None:
    read = _as_scenario(context, source)
    if isinstance(read, Message):
        _answered(context, upload, read)
        return
    reading = load(read.source)
    if reading.scenario is None:
        _answered(context, upload, scenarios.mistakes(context.words, reading.problems, lines=not read.form))
        return
    more = [*scenarios.remarks(context.words, *_remarks(reading, read))]
    there = context.runtime.library.find(reading.scenario.id)
    if there is None:
        put(context, reading.scenario, read.source)
        _answered(context, upload, scenarios.taken(context.words, reading.scenario, more))
        return
    uploads.becomes(context.tx, upload.place, read.source)
    context.say(scenarios.asks_to_replace(context.words, reading.scenario, there, upload.place, more))


def _answered(context: Context, upload: Upload, message: Message) -> None:
    """That is all there is to it."""
    uploads.done(context.tx, upload.place)
    context.say(message)


def _as_scenario(context: Context, source: bytes) -> _Read | Message:
    """The scenario file that was sent, or that a spreadsheet becomes. Goes by what is in it: its name isn't known."""
    if not zipfile.is_zipfile(BytesIO(source)):
        return _Read(source)
    if not packages_are_there():
        return scenarios.no_forms(context.words)
    try:
        made = scenario_of(source, context.words.language)
    except FormRefused:
        return scenarios.form_refused(context.words)
    return _Read(made.data, form=True, left_out=tuple(one.line for one in made.told))


def _remarks(reading: Reading, read: _Read) -> tuple[list[int], list[str], list[int]]:
    lacking = [language for language, places in reading.missing.items() if places]
    return [] if read.form else [problem.line for problem in reading.problems], lacking, [*read.left_out]


def put(context: Context, scenario: Scenario, source: bytes) -> None:
    """It is in the library from now on."""
    library.put(context.tx, scenario.id, source)
    reload(context)


def reload(context: Context) -> None:
    """Once this is committed, memory has what the database has."""
    sources, held = [one.source for one in library.all(context.tx)], context.runtime.library
    context.tx.afterwards(_RELOAD, lambda: held.upload(sources))


def replace(context: Context, place: int) -> Scenario | None:
    """What was sent takes the place of what is there; None where it waits no longer."""
    upload = uploads.get(context.tx, place)
    scenario = read_scenario(upload.source) if upload and upload.source else None
    if upload is None or upload.source is None or scenario is None or upload.person != context.person.person:
        return None
    put(context, scenario, upload.source)
    uploads.done(context.tx, place)
    return scenario
