"""What the bot says about erasing: one's own words (/forget), a whole group (/wipe), and what that can't reach."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, joined


def forget_sure(w: Words) -> Message:
    """Asked before everything of somebody's is erased."""
    text = w.say(
        "Erase everything you said in every workshop, and everything that leads to you? This can’t be undone. Tap "
        "the button, or send /forget yes."
    )
    return Message(
        (text,), ((Button(w.say("Yes, erase it").unescape(), press="forget-yes", personal=True, once=True),),)
    )


def nothing_erased(w: Words) -> Message:
    """Somebody was asked, and said no."""
    return Message((w.say("All right. Everything stays as it is."),))


def forgotten(w: Words, roles: Markup | None) -> Message:
    """Everything of somebody's is erased, what stays of them, and what that doesn't reach."""
    done = w.say(
        "Done: your answers, voice notes, pseudonyms and the link to you are erased, and my messages that quoted "
        "you are changed."
    )
    beyond = w.say(
        "Some things I can’t reach: your own messages in the group or, after two days, in our private chat (you can "
        "delete them); what others have read, saved or downloaded; what Telegram keeps; and your answers to "
        "anonymous questions that have closed, since nothing shows any more that they’re yours. My backups forget "
        "the rest within 7 days."
    )
    return Message(joined((done, roles, beyond)))


def roles_stay(w: Words) -> Markup:
    """Said in the group, where it is nobody's business which."""
    return w.say("You keep your role; it’s tied only to your account number. /mydata tells more.")


def roles_named(w: Words, roles: Sequence[Markup]) -> Markup:
    """Which roles stay, said in private."""
    named = w.listing(roles)
    return w.say("You keep your role, tied only to your account number: {roles}.", roles=named)


def role(w: Words, kind: str, group: str) -> Markup:
    """A role, in a list: coordinator, facilitator, or admin; `group` is empty where it is held of no single one."""
    if kind == "coordinator":
        return w.say("coordinator of {group}", group=isolate(group)) if group else w.say("coordinator")
    if kind == "facilitator":
        return w.say("facilitator of {group}", group=isolate(group))
    return w.say("admin of {group}, as Telegram says", group=isolate(group))


def summary_changed(w: Words) -> Message:
    """A document was about to be sent when somebody withdrew what stands in it."""
    return Message((w.say("The summary you asked for has changed since. Please ask for it again: /summaries"),))


def erased_here(w: Words) -> Markup:
    """What stands where a message of a wiped group quoted somebody."""
    return w.say("(erased)")


def cleared(w: Words) -> Markup:
    """What stands in a private chat in the place of a message that is too old to be deleted."""
    return w.say("(cleared away)")


def choose_wipe(w: Words, groups: Sequence[tuple[int, str, int]]) -> Message:
    """Which group is to be erased: number, title, and how many workshops it has had."""
    if not groups:
        return Message((w.say("There’s no group to erase."),))
    rows = []
    for number, title, count in groups:
        held = w.count("{n} workshop", "{n} workshops", count)
        rows.append((Button(f"{title[:40]} · {held.unescape()}", press=f"wipe-{number}"),))
    ask = w.say("Which group do you want to erase, with everything said in it? I’ll ask once more before I do.")
    return Message((ask,), tuple(rows))


def wipe_sure(w: Words, number: int, title: str, sessions: int) -> Message:
    """Asked before a group is erased."""
    text = w.count(
        "Erase {group} with its {n} workshop: answers, summaries, members and organisations? I’ll leave the group "
        "too. This can’t be undone.",
        "Erase {group} with its {n} workshops: answers, summaries, members and organisations? I’ll leave the group "
        "too. This can’t be undone.",
        sessions,
        group=isolate(title),
    )
    return Message(
        (text,), ((Button(w.say("Yes, erase it").unescape(), press=f"wipeyes-{number}", personal=True, once=True),),)
    )


def wiped(w: Words, title: str, sessions: int, people: int, edited: int) -> Message:
    """A group is erased, and what that doesn't reach."""
    held = w.count("{n} workshop", "{n} workshops", sessions)
    members = w.count("{n} person", "{n} people", people)
    done = w.say(
        "Done: {group} is erased, with {workshops} and everything that led to {people}. I’m leaving it now.",
        group=isolate(title),
        workshops=held,
        people=members,
    )
    changed = w.count(
        "{n} message of mine in Telegram that quoted somebody is being changed.",
        "{n} messages of mine in Telegram that quoted somebody are being changed.",
        edited,
    )
    beyond = w.say(
        "My other messages, and everybody else’s, stay in Telegram: after 48 hours I can’t take mine back. To make "
        "them go, delete the group there. I can’t reach downloaded summaries either; my backups forget the group "
        "within 7 days."
    )
    return Message(joined((done, changed if edited else None, beyond)))
