"""What the bot has said in a dialogue through the engine alone: every message, with its words as they are now, and the
lines in which a dialogue tells what is new.

Knows how effects become messages, and nothing of why they came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.languages import LANGUAGES
from bot.rehearsal.runs import plain, read_html
from bot.session import effects as fx
from bot.session.addresses import CONTROL_REF, NO_REF, STATUS_REF, TO_FACILITATORS, Ref, RefKind
from bot.session.ahead import still_asked
from bot.session.asking import asked_in
from bot.session.state import Session
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import Button, Message, pages
from bot.wording.rehearsal import labels
from bot.wording.scene import Scene
from bot.work.effects import ref_of
from bot.work.retell import body_now, listing_now
from tests.dialogues.script import Script, reworded, shown

#: Gives a session (by its code) as somebody, or the group (None), sees it.
Sight = Callable[[str, str | None], Scene]

#: In which order one line's consequences are told, since some come at the same moment.
TOAST, UNMARKED, MARKED, GROUP, PRIVATE, EDIT, GONE = range(7)
Told = tuple[int, str, str]

#: What groups are called in dialogues.
_TITLES = frozenset({"Elsewhere", *(labels(words(code))[0] for code in LANGUAGES)})


def name_of(ref: Ref) -> str:
    """How a dialogue calls what a message is about."""
    return ref.key if ref.kind is RefKind.STEP else ref.kind.value


def quiet(name: str, script: Script, *, edited: bool) -> bool:
    """Whether a dialogue passes over that message: the facilitator's own, and that the status is edited, unless it
    is about these."""
    if name in script.named("shows"):
        return False
    return name == CONTROL_REF.kind.value or (edited and name == STATUS_REF.kind.value)


@dataclass
class Posted:
    """A message of the bot's: who reads it (None: the group), what it is about, its words in as many parts as it
    has, and its buttons; the session that it is of, whose result it shows, and whose its personal buttons are;
    of those that are good once, which were pressed."""

    to: str | None
    ref: Ref
    texts: list[str]
    buttons: tuple[tuple[Button, ...], ...]
    code: str | None = None
    result: str | None = None
    owner: str = ""
    gone: bool = False
    used: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """How it is called in a dialogue."""
        return name_of(self.ref)


@dataclass
class Chats:
    """All messages of the bot's, oldest first."""

    script: Script
    sight: Sight
    posted: list[Posted] = field(default_factory=list)

    def say(
        self, message: Message, to: str | None, *, ref: Ref = NO_REF, code: str | None = None, owner: str = ""
    ) -> list[Told]:
        """The bot says something, of a session (`code`) or not."""
        made = Posted(to, ref, _texts(message), message.buttons, code, owner=owner)
        self.posted.append(made)
        return [] if quiet(made.name, self.script, edited=False) else [_posting(made, text) for text in made.texts]

    def post(self, code: str, effect: fx.Post, *, owner: str = "") -> list[Told]:
        """A session has something to say."""
        message = render(effect.body, self.sight(code, effect.to))
        told = self.say(message, effect.to, ref=ref_of(effect), code=code, owner=owner)
        if isinstance(effect.body, fx.Turn):
            self.posted[-1].result = effect.body.closed
        return told

    def revise(self, code: str, effect: fx.Revise) -> list[Told]:
        """The newest message of that name gets other words; the facilitators' own, of each who has one."""
        if effect.ref != CONTROL_REF:
            return self._revise(code, effect)
        holders = dict.fromkeys(p.to for p in self.posted if (p.code, p.ref, p.gone) == (code, CONTROL_REF, False))
        return [told for one in holders for told in self._revise(code, replace(effect, to=one))]

    def _revise(self, code: str, effect: fx.Revise) -> list[Told]:
        found = next(
            (p for p in reversed(self.posted) if not p.gone and (p.code, p.ref, p.to) == (code, effect.ref, effect.to)),
            None,
        )
        return self.rewrite(found, render(effect.body, self.sight(code, effect.to))) if found else []

    def retell(self, code: str) -> list[Told]:
        """Whatever may quote what was withdrawn says what is so now."""
        told: list[Told] = []
        for post in [post for post in self.posted if post.code == code and not post.gone]:
            scene = self.sight(code, post.to)
            if body := body_now(scene, post.ref, post.result, private=post.to is not None):
                told += self.rewrite(post, render(body, scene))
        return told

    def tidy(self, code: str, session: Session) -> list[Told]:
        """What was said in private about a session goes, but for what is open there, or asked ahead."""
        there = [post for post in self.posted if post.to and post.code == code and not post.gone]
        going = [post for post in there if not still_asked(session, asked_in(post.ref))]
        return _leaving([post for post in going if post.ref.kind not in TO_FACILITATORS])

    def clear(self, name: str) -> list[Told]:
        """All that was said about sessions in somebody's private chat goes."""
        return _leaving([post for post in self.posted if post.to == name and post.code and not post.gone])

    def take_back(self, to: str | None, ref: Ref) -> list[Told]:
        """The message of that name is deleted."""
        told: list[Told] = []
        for post in [post for post in self.posted if (post.to, post.ref) == (to, ref) and not post.gone]:
            post.gone = True
            told += [gone(to, text) if to else (EDIT, "", "\n".join(shown("Bot deletes", text))) for text in post.texts]
        return told

    def unask(self, code: str, step: str, *refs: Ref) -> list[Told]:
        """The newest message of that name goes in the group, and all of it in private chats."""
        together = {post.ref for post in self.posted if post.to and step in asked_in(post.ref)} - {*refs}
        return [one for ref in (*refs, *together) for one in self._unasked(code, ref)]

    def _unasked(self, code: str, ref: Ref) -> list[Told]:
        asked = [post for post in self.posted if (post.code, post.ref) == (code, ref) and not post.gone]
        group = [post for post in asked if post.to is None][-1:]
        told = _leaving([post for post in asked if post.to])
        for post in group:
            post.gone = True
            told += [(EDIT, "", "\n".join(shown("Bot deletes", text))) for text in post.texts]
        return told

    def is_gone(self, ref: Ref) -> bool:
        """Whether the message of that name was deleted."""
        return any(post.gone for post in self.posted if post.ref == ref)

    def relisted(self, code: str) -> list[Told]:
        """Whatever lists organisations, but for the opening, lists those that there are now."""
        told: list[Told] = []
        for post in [post for post in self.posted if post.code == code and not post.gone]:
            if body := listing_now(post.ref):
                told += self.rewrite(post, render(body, self.sight(code, post.to)))
        return told

    def rewrite(self, post: Posted, message: Message) -> list[Told]:
        """A message says something else."""
        before, post.texts, post.buttons = post.texts, _texts(message), message.buttons
        if quiet(post.name, self.script, edited=True):
            return []
        pairs = zip(before, post.texts, strict=False)
        edits = [_edit(post, old, text) for old, text in pairs if text != old]
        return [*edits, *(_posting(post, text) for text in post.texts[len(before) :])]

    def newest(self, to: str | None, name: str, *, among: int | None = None) -> Posted:
        """What a reply in a chat is to: the newest message about that, or with no name the newest with buttons; of
        the first so many. Raises LookupError where there is none."""
        for post in reversed(self.posted[:among]):
            if (
                post.to == to
                and not post.gone
                and (post.name == name if name else post.buttons and post.ref != CONTROL_REF)
            ):
                return post
        raise LookupError(f"the bot has said nothing about {name or 'anything'} there")

    def button(self, to: str | None, label: str, name: str = "") -> tuple[Posted, Button]:
        """The newest button with that label in a chat, or under what is about that, and its message."""
        for post in reversed([post for post in self.posted if not name or post.name == name]):
            for button in (button for row in post.buttons for button in row):
                if post.to == to and not post.gone and button.label == label:
                    return post, button
        raise LookupError(f"there is no button {label!r} there")


def _texts(message: Message) -> list[str]:
    return [plain(read_html(page)) for page in pages(message)]


def _posting(post: Posted, text: str) -> Told:
    where = f"Bot → {post.to}" if post.to else "Bot"
    return (PRIVATE if post.to else GROUP, post.to or "", "\n".join(shown(where, text)))


def _edit(post: Posted, before: str, text: str) -> Told:
    where = f"Bot → {post.to}" if post.to else "Bot"
    return (EDIT, post.to or "", "\n".join(reworded(f"{where} edits {{{post.name}}}", before, text)))


def _leaving(going: list[Posted]) -> list[Told]:
    for post in going:
        post.gone = True
    return [gone(post.to or "", text) for post in going for text in post.texts]


def gone(name: str, text: str) -> Told:
    """That a message has left somebody's private chat, by its first line that doesn't just name the group."""
    lines = [line for line in text.splitlines() if line.strip() and line not in _TITLES]
    return (GONE, name, f"Bot → {name} ✗ {lines[0] if lines else ''}")


def in_order(told: list[Told]) -> list[str]:
    """The lines in which it is told; what several people read alike in private is told once."""
    lines: list[str] = []
    readers: dict[str, list[str]] = {}
    for order, to, text in sorted(told, key=lambda one: one if one[0] == GONE else one[:2]):
        if order in (PRIVATE, GONE):
            readers.setdefault(text.removeprefix(f"Bot → {to}"), []).append(to)
        else:
            lines += [*_private(readers), text] if order > PRIVATE else [text]
    return [*lines, *_private(readers)]


def _private(readers: dict[str, list[str]]) -> list[str]:
    lines = [f"Bot → {', '.join(names)}{text}" for text, names in readers.items()]
    readers.clear()
    return lines
