"""What coordinators ask for: the groups that they look after, links for helpers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, paragraph


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
