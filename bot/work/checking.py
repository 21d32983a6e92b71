"""/check: whether all is well in a group, as Telegram says at this moment and as is known of it. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from bot.gateway.api.rights import Standing
from bot.session.settable import Languages, Quiet, Zone
from bot.store import groups, issues, organisations
from bot.store.groups import Group
from bot.store.issues import Issue
from bot.wording import checking, settings
from bot.wording.catalog import Words
from bot.wording.checking import People, Rights
from bot.wording.message import Message
from bot.work.context import Context
from bot.work.effects import RECEIPT
from bot.work.group_settings import facts, values


def look(context: Context, group: Group, w: Words) -> Message:
    """What is well, and what is to be mended, in these words. Raises NeedsTelegram."""
    standing, people = context.standing(group), _people(context, group)
    fine, mend = [*_set(context, group, w), *checking.joined_so_far(w, people)], [*checking.few(w, people)]
    if standing is None:
        return checking.checked(w, group.title, tuple(fine), (checking.unasked(w), *mend))
    rights = _rights(context, group, standing)
    fine, mend = [*checking.well(w, rights), *fine], [*checking.not_well(w, rights), *mend]
    return checking.checked(w, group.title, tuple(fine), tuple(mend))


def _set(context: Context, group: Group, w: Words) -> Iterator[Markup]:
    told = facts(context, group)
    return (settings.line(w, one, told) for one in values(group) if isinstance(one, Languages | Zone | Quiet))


def _rights(context: Context, group: Group, standing: Standing) -> Rights:
    there, found = standing.rights, issues.of(context.tx, group.id)
    return Rights(
        inside=there.inside,
        writes=there.writes or there.moved,
        reacts=there.reactions is None or RECEIPT in there.reactions,
        admin=there.admin,
        hears_all=standing.hears_all,
        topic_closed=Issue.TOPIC_CLOSED in found,
        topic_gone=group.topic is not None and there.inside and not there.topics and not there.moved,
    )


def _people(context: Context, group: Group) -> People:
    joined = groups.joined(context.tx, group.id)
    listed = organisations.of_group(context.tx, group.id)
    sides = {one.side: sum(side is one.side for side, _ in joined) for one in listed}
    return People(len(joined), sides, sum(not reachable for _, reachable in joined), group.least)


def answer(context: Context, group: Group) -> None:
    """Tell whoever asks: in private where they can be written to, so that the group isn't disturbed."""
    if context.group is None or not context.person.reachable:
        context.instead(look(context, group, context.words))
        return
    private = replace(context, group=None, callback="", number=0)
    private.say(look(context, group, private.words))
    if _writes(context, group):  # else that would come days later
        context.say(checking.in_private(context.words))


def _writes(context: Context, group: Group) -> bool:
    standing = context.standing(group)
    return standing is not None and standing.rights.writes and Issue.TOPIC_CLOSED not in issues.of(context.tx, group.id)
