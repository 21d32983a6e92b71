"""What coordinators ask for: the groups that they look after, links for helpers, summaries to download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.content.phrase import Phrase, joined
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, paragraph
from bot.wording.tell import tell


def groups_list(w: Words, groups: Sequence[tuple[str, int]]) -> Message:
    """The open groups, and how many sessions each has had."""
    if not groups:
        return paragraph(w.say("No group is open yet. Add me to one as a member to open it."))
    lines = [
        Markup("{} · {}").format(isolate(title), w.count("{n} workshop", "{n} workshops", count))
        for title, count in groups
    ]
    return paragraph(Markup("\n").join(lines))


#: How many groups a list with buttons offers: Telegram refuses a message with more than 100 buttons.
_OFFERED = 45


def whom_to_invite(w: Words, groups: Sequence[tuple[int, str]], *, everywhere: bool) -> Message:
    """For which role the link shall be, of the groups that whoever asks looks after, the newest of them. Whoever looks
    after all may also invite somebody who opens groups of their own."""
    rows: list[tuple[Button, ...]] = []
    for number, title in groups[-_OFFERED:]:
        facilitator = w.say("To facilitate {group}", group=title[:30]).unescape()
        coordinator = w.say("To coordinate {group}", group=title[:30]).unescape()
        rows += [(Button(facilitator, press=f"invite-f-{number}"),), (Button(coordinator, press=f"invite-c-{number}"),)]
    if everywhere:
        rows.append((Button(w.say("To coordinate new groups").unescape(), press="invite-o"),))
    return Message((w.say("Who are you inviting?"),), tuple(rows))


def invitation(w: Words, link: str) -> Message:
    """A one-time link, to be sent on."""
    return Message(
        (
            w.say("Send this link to one person you trust. It works once and expires in 15 minutes:"),
            Markup("{}").format(link),
        )
    )


def summaries_list(w: Words, sessions: Sequence[tuple[str, str, str, date]], formats: Mapping[str, Phrase]) -> Message:
    """The sessions to download: code, title of the scenario, group, day; newest first. A button a format, by its name,
    with what it is for."""
    if not sessions:
        return paragraph(w.say("No workshop in your groups has any answers yet."))
    rows = []
    lines = []
    for n, (code, title, group, day) in enumerate(sessions, 1):
        lines.append(Markup("{}. {} · {} · {}").format(w.number(n), isolate(title), isolate(group), w.day(day)))
        rows.append(tuple(Button(f"{w.number(n)} · {kind.upper()}", press=f"get-{code}-{kind}") for kind in formats))
    purposes = tell(joined(*formats.values(), by=", "), w)
    return Message((Markup("\n").join(lines), w.say("Which one, and how? {formats}.", formats=purposes)), tuple(rows))


def caption(w: Words, title: str) -> Markup:
    """Under a document that is sent."""
    return w.say(
        "{title}. No names or account numbers were added; a text or a commitment may name somebody.",
        title=isolate(title),
    )
