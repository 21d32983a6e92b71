"""Whether somebody may, at this moment: asked of `session.roles`, and where they may not, told whom it needs."""

from __future__ import annotations

from bot.session.roles import Act, Role, may, needed
from bot.store import groups
from bot.store.groups import Group
from bot.wording.refusals import press_again, refused
from bot.work.context import Context


def allowed(context: Context, act: Act, group: Group | None = None) -> bool:
    """Whether whoever is here may do this, in that group or where they are; if not they are told. Raises NeedsTelegram
    where it hangs on what they are in the group, and Telegram must be asked first."""
    needs = needed(act)
    if needs is Role.STRANGER or may(context.role(group), act):
        return True
    context.answer(refused(context.words, needs=needs))
    return False


def reached(context: Context, group_id: int, act: Act) -> Group | None:
    """The group of that id where whoever pressed may do this to it at this moment. Else they are told what they would
    be told of a group that never was: nothing says that there is one. Raises as `allowed`."""
    group = groups.get(context.tx, group_id)
    if group is not None and may(context.role(group), act):
        return group
    context.toast(press_again(context.words), alert=True)
    return None
