"""Who has which role, what became of it, and what those who have one did. Nobody is named: a role and a number are, and
a day. Who that is Telegram tells whoever asks, at that moment and on their screen alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.session.holders import Holder, Reach
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, joined, paragraph

#: Stands in a text for the name that is asked of Telegram as it is sent.
NAME = "{who}"


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody with a role, as they are listed: `key` is how buttons say who; `how` is where the role comes from, in
    words; `mine`: it is whoever reads it."""

    holder: Holder
    key: str
    how: Markup
    day: date | None
    mine: bool
    revocable: bool


def called(w: Words, holder: Holder | None) -> Markup:
    """A role and its number; somebody, where nothing tells who it was."""
    if holder is None:
        return w.say("somebody")
    n = w.number(holder.number)
    match holder.reach:
        case Reach.EVERYWHERE:
            return w.say("general coordinator {n}", n=n)
        case Reach.COORDINATOR:
            return w.say("coordinator {n}", n=n)
        case Reach.FACILITATOR:
            return w.say("facilitator {n}", n=n)


def by_operator(w: Words) -> Markup:
    """A role that the settings give."""
    return w.say("named in the bot’s settings")


def by_claim(w: Words) -> Markup:
    """A role that came by the link which is printed at the first start."""
    return w.say("by the link of the first start")


def by_opening(w: Words) -> Markup:
    """A role of whoever added the bot to the group."""
    return w.say("opened the group")


def by_invitation(w: Words, giver: Holder | None) -> Markup:
    """A role that came by an invitation."""
    return w.say("invited by {who}", who=called(w, giver))


def which_team(w: Words, groups: Sequence[tuple[int, str]], *, everywhere: bool) -> Message:
    """Of which group it shall be told."""
    rows = [(Button(title[:40], press=f"team-{number}"),) for number, title in groups]
    if everywhere:
        rows.append((Button(w.say("All groups").unescape(), press="team-0"),))
    return Message((w.say("Which group’s team?"),), tuple(rows))


def team(w: Words, where: int, title: str, lines: Sequence[Line]) -> Message:
    """Who has a role in a group, or (`where` 0, no title) in all."""
    head = (
        w.say("Who has a role in {group}", group=isolate(title))
        if title
        else w.say("Who looks after all groups, or opens new ones")
    )
    listed = Markup("\n").join(Markup("• {}").format(_line(w, line)) for line in lines)
    admins = w.say("The group’s admins facilitate too; Telegram tells me each time who they are.") if title else None
    rows = [_buttons(w, where, line) for line in lines]
    rows.append((Button(w.say("What was done").unescape(), press=f"record-{where}"),))
    return Message(joined((Markup("<b>{}</b>").format(head), listed, admins)), tuple(rows))


def _line(w: Words, line: Line) -> Markup:
    parts = [called(w, line.holder), line.how]
    if line.day is not None:
        parts.append(w.say("since {day}", day=w.day(line.day)))
    if line.mine:
        parts.append(w.say("that is you"))
    return Markup("{} ").format(w.comma).join(parts)


def _buttons(w: Words, where: int, line: Line) -> tuple[Button, ...]:
    who = called(w, line.holder)
    ask = Button(w.say("Who is {who}?", who=who).unescape(), press=f"who-{where}-{line.key}")
    if not line.revocable:
        return (ask,)
    return (ask, Button(w.say("Take this role away").unescape(), press=f"revoke-{where}-{line.key}"))


def who_it_is(w: Words, holder: Holder) -> str:
    """Said on the screen of whoever asks; the name comes as it is sent."""
    return w.say("{holder}: {who}", holder=called(w, holder), who=NAME).unescape()


def revoke_sure(w: Words, where: int, key: str, holder: Holder, title: str) -> Message:
    """Asked before a role is taken away."""
    text = w.say(
        "Take the role of {who} away? It ends at once, with their buttons and open invitations. The other "
        "coordinators will be told.",
        who=called(w, holder),
    )
    yes = Button(w.say("Yes, take it away").unescape(), press=f"revokeyes-{where}-{key}", personal=True, once=True)
    return paragraph(_about(title, text), (yes,))


def revoked(w: Words, holder: Holder) -> Message:
    """A role has been taken away."""
    return paragraph(
        w.say("Done: {who} no longer has that role. I can’t reach what they downloaded before.", who=called(w, holder))
    )


def revoked_by(w: Words, actor: Holder, subject: Holder, title: str) -> Message:
    """Told to the others who look after the group, or all groups."""
    text = w.say("{actor} has taken away the role of {subject}.", actor=called(w, actor), subject=called(w, subject))
    return paragraph(_about(title, text))


def put_out(w: Words, subject: Holder, title: str) -> Message:
    """Told to those who look after the group: somebody with a role was put out of it."""
    text = w.say("{subject} was removed from the group, and no longer has that role.", subject=called(w, subject))
    return paragraph(_about(title, text))


def erased_by(w: Words, actor: Holder, title: str) -> Message:
    """Told to the others who looked after a group: it is erased."""
    text = w.say("{actor} has erased the group, with everything said in it.", actor=called(w, actor))
    return paragraph(_about(title, text))


def _about(title: str, text: Markup) -> Markup:
    return Markup("{} · {}").format(isolate(title), text) if title else text


def not_to_be_taken(w: Words) -> Message:
    """A role of the operator's, which nobody takes away in the chat."""
    return paragraph(
        w.say("This role comes from the bot’s settings: only the person who runs the bot can take it away.")
    )


def the_last_one(w: Words) -> Message:
    """Nobody would look after a group any more."""
    return paragraph(
        w.say("Then it would be left without anyone to look after it. Invite somebody first, with /invite.")
    )


def not_there(w: Words) -> Message:
    """Whoever it was has that role no longer."""
    return paragraph(w.say("They no longer have that role."))


def record_page(w: Words, title: str, lines: Sequence[Markup]) -> Message:
    """What was done, newest first."""
    head = w.say("What was done in {group}", group=isolate(title)) if title else w.say("What was done for all groups")
    kept = w.say("Kept for 180 days. No contents, and no names.")
    none = w.say("Nothing yet.")
    return Message((Markup("<b>{}</b>").format(head), Markup("\n").join(lines) if lines else none, kept))


def downloaded(w: Words, actor: Holder | None, code: str) -> Markup:
    """In the record."""
    return w.say("{who} downloaded the summary of {code}", who=called(w, actor), code=code)


def drafted(w: Words, actor: Holder | None) -> Markup:
    """In the record."""
    return w.say("{who} downloaded a draft agreement", who=called(w, actor))


def invited(w: Words, actor: Holder | None) -> Markup:
    """In the record."""
    return w.say("{who} made an invitation", who=called(w, actor))


def came(w: Words, subject: Holder | None, actor: Holder | None) -> Markup:
    """In the record."""
    return w.say("{who} came through an invitation by {actor}", who=called(w, subject), actor=called(w, actor))


def took_away(w: Words, actor: Holder | None, subject: Holder | None) -> Markup:
    """In the record."""
    return w.say("{who} took away the role of {subject}", who=called(w, actor), subject=called(w, subject))


def was_put_out(w: Words, subject: Holder | None) -> Markup:
    """In the record."""
    return w.say("{who} was removed from the group, and lost that role", who=called(w, subject))


def by_the_settings(w: Words, subject: Holder | None) -> Markup:
    """In the record."""
    return w.say("{who} is no longer named in the bot’s settings", who=called(w, subject))


def erased(w: Words, actor: Holder | None) -> Markup:
    """In the record of all groups."""
    return w.say("{who} erased a group", who=called(w, actor))
