"""Summaries to download: the lists to tap, the page of a workshop, what stands under a document, and that there is a
newer one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from markupsafe import Markup

from bot.content.phrase import Phrase
from bot.languages import SPOKEN
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, grid, paragraph
from bot.wording.tell import shortened, tell

#: How many groups a list with buttons offers (Telegram refuses more than 100), and how much of a title has room.
_OFFERED, _ROOM = 90, 36
#: How many languages stand beside each other.
_LANGUAGES = 3

Offered = Sequence[tuple[str, Phrase]]


class Had(Protocol):
    """What somebody has downloaded."""

    @property
    def session(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def day(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A workshop in the list: its code, title and day."""

    code: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a group's workshops, and of how many; `alone`: there is no other group to go back to."""

    group: int
    title: str
    entries: tuple[Entry, ...]
    number: int
    pages: int
    alone: bool


def which_group(w: Words, groups: Sequence[tuple[int, str]]) -> Message:
    """The groups in which there is something to download."""
    if not groups:
        return paragraph(w.say("No workshop in your groups has any answers yet."))
    rows: list[tuple[Button, ...]] = [
        (Button(shortened(title, _ROOM), press=f"sums-{id}-0"),) for id, title in groups[:_OFFERED]
    ]
    rows.append((Button(w.say("All groups in one file").unescape(), press="sumall-0"),))
    return Message((w.say("Summaries of which group?"),), tuple(rows))


def workshops(w: Words, page: Page) -> Message:
    """A group's workshops, a button each, the newest first."""
    rows: list[tuple[Button, ...]] = [
        (Button(f"{shortened(one.title, _ROOM)} · {w.day(one.day)}", press=f"sum-{one.code}"),) for one in page.entries
    ]
    turns = []
    if page.number > 0:
        turns.append(Button(w.say("Newer ones").unescape(), press=f"sums-{page.group}-{page.number - 1}"))
    if page.number < page.pages - 1:
        turns.append(Button(w.say("Older ones").unescape(), press=f"sums-{page.group}-{page.number + 1}"))
    if turns:
        rows.append(tuple(turns))
    if len(page.entries) > 1 or page.pages > 1:
        rows.append((Button(w.say("All of these in one file").unescape(), press=f"sumall-{page.group}"),))
    if not page.alone:
        rows.append((Button(w.say("Other groups").unescape(), press="sums-0-0"),))
    return Message((w.say("{group}: which workshop?", group=isolate(page.title)),), tuple(rows))


def workshop(w: Words, entry: Entry, group: int, forms: Offered, language: str) -> Message:
    """One workshop: a button for each format, and for each other language."""
    head = Markup("<b>{}</b> · {}").format(isolate(entry.title), w.day(entry.day))
    rows: list[tuple[Button, ...]] = [_form(w, f"get-{entry.code}", name, purpose, language) for name, purpose in forms]
    rows += _languages(f"sum-{entry.code}", language)
    rows.append((Button(w.say("Back to the list").unescape(), press=f"sums-{group}-0"),))
    return Message((head, _in(w, language)), tuple(rows))


def all_of_them(w: Words, group: int, title: str, forms: Offered, language: str, *, data: bool) -> Message:
    """All workshops of a group (0: of all of them) in one file: as what each of them?"""
    if title:
        head = w.say("All workshops of {group} in one file.", group=isolate(title))
    else:
        head = w.say("All workshops of your groups in one file.")
    more = (w.say("The data of all of them come with it, as tables."),) if data else ()
    rows: list[tuple[Button, ...]] = [_form(w, f"zip-{group}", name, purpose, language) for name, purpose in forms]
    rows += _languages(f"sumall-{group}", language)
    rows.append((Button(w.say("Back to the list").unescape(), press=f"sums-{group}-0"),))
    return Message((head, *more, _in(w, language)), tuple(rows))


def _in(w: Words, language: str) -> Markup:
    return w.say("As what? It will be in this language: {language}.", language=isolate(SPOKEN[language].name))


def _form(w: Words, press: str, name: str, purpose: Phrase, language: str) -> tuple[Button]:
    return (Button(tell(purpose, w).unescape(), press=f"{press}-{name}-{language}"),)


def _languages(press: str, language: str) -> list[tuple[Button, ...]]:
    others = [Button(row.name, press=f"{press}-{code}") for code, row in SPOKEN.items() if code != language]
    return [*grid(others, _LANGUAGES)]


def being_written(w: Words) -> str:
    """On the screen of whoever has asked for a document."""
    return w.say("It’s coming in a moment.").unescape()


def not_written(w: Words) -> Message:
    """A document couldn't be written, or there is nothing left of what it was to be of."""
    return paragraph(w.say("I couldn’t make this document. Please ask for it again with /summaries."))


def caption(w: Words, title: str) -> Markup:
    """Under a document that is sent."""
    return w.say(
        "{title}. No names or account numbers were added; a text or a commitment may name somebody.",
        title=isolate(title),
    )


def caption_of_all(w: Words) -> Markup:
    """Under a file with several."""
    return w.say("No names or account numbers were added; a text or a commitment may name somebody.")


def newer(w: Words, title: str, had: Had) -> Message:
    """To whoever has downloaded one that says no longer what is so; not why."""
    said = w.say(
        "The summary of {title} has changed since you downloaded it on {day}.", title=isolate(title), day=w.day(had.day)
    )
    single = "-" not in had.format
    press = f"get-{had.session}-{had.format}-{had.language}" if single else f"sum-{had.session}-{had.language}"
    return paragraph(said, (Button(w.say("Get the new one").unescape(), press=press),))


def had(w: Words, some: Sequence[Had]) -> Markup:
    """For the answer to /mydata: what somebody has downloaded, by the codes of the workshops."""
    lines = [Markup("• {} · {}").format(one.session, w.day(one.day)) for one in some]
    return Markup("\n").join((w.say("Summaries you downloaded, which I note to tell you of newer ones:"), *lines))
