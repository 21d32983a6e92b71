"""Which group is meant by a command about one: the one in which it was sent, or in private the one that its sender
steers. Whoever steers several is asked, by buttons that carry the group's id."""

from __future__ import annotations

from bot.session.roles import Act, Role, may
from bot.store import groups, roles
from bot.store.groups import Group
from bot.wording import refusals
from bot.work.access import allowed
from bot.work.context import Context


def meant(context: Context, act: Act, verb: str) -> Group | None:
    """The group in which whoever asks may do this; else they are told why not, or asked which one they mean: `verb` is
    that of the button by which they say so. Raises NeedsTelegram."""
    theirs = [context.group] if context.group else _steered(context, act)
    if not theirs:
        context.say(refusals.refused(context.words, needs=Role.FACILITATOR))
    elif len(theirs) > 1:
        context.say(refusals.which_group(context.words, verb, [(group.id, group.title) for group in theirs]))
    elif allowed(context, act, theirs[0]):
        return theirs[0]
    return None


def _steered(context: Context, act: Act) -> list[Group]:
    """The groups in which whoever asks in private may do this at this moment."""
    perhaps = roles.perhaps_steered(context.tx, context.person.person)
    return [group for group in perhaps if may(context.role(group), act)]


def of_button(context: Context, word: str, act: Act) -> Group | None:
    """The group that a button is about, where its presser may do this; else they are told."""
    group = groups.get(context.tx, int(word))
    if group is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return None
    return group if allowed(context, act, group) else None
