"""What somebody says became of a commitment, by a button, in a reply or with the command; what a change made possible;
and whether an organisation takes on what was proposed to it.

Whoever made it may say so, everybody of the organisation that did, and whoever facilitates; where nothing leads to
anybody any more, whoever takes part in that group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.reading.outcomes import Told, read_outcomes
from bot.reading.words import Meaning
from bot.session.addresses import GroupPlace, Ref, RefKind
from bot.session.joining import read_yes
from bot.session.pledges import Became, Pledge, Standing, pledges_of, pledges_ref, told
from bot.session.roles import Role, may
from bot.store import commitments, groups
from bot.wording import commitments as wording
from bot.wording import refusals
from bot.wording.message import plain_text
from bot.work.commitments.asking import chat, reckon
from bot.work.commitments.telling import numbered, refresh, reply
from bot.work.context import Context
from bot.work.over_days import quiet_hours

#: More of what a change made possible isn't kept, in characters.
_LONGEST = 500
_BECAME = {Meaning.DONE: Became.DONE, Meaning.CHANGED: Became.CHANGED, Meaning.NOT_YET: Became.NOT_YET}


def pressed(context: Context, words: list[str]) -> None:
    """A button: what became of one."""
    pledge = _of(context, words[0])
    if pledge is not None and _allowed(context, [pledge]):
        became = wording.PRESSED[words[1]]
        now = _tell(context, pledge, became)
        context.toast(plain_text(wording.noted(context.words, became, last=now.ask_on is None)))
        _ask_possible(context, now)


def agreeing_pressed(context: Context, words: list[str]) -> None:
    """A button: whether an organisation takes on what was proposed to it."""
    pledge = _of(context, words[0])
    if pledge is not None:
        _agree(context, pledge, yes=words[1] == "y")


def _of(context: Context, id: str) -> Pledge | None:
    found = commitments.those(context.tx, [id])
    if not found:
        context.toast(refusals.press_again(context.words), alert=True)
    return found[0] if found else None


def heard(context: Context, ref: Ref, text: str) -> None:
    """A reply to a message that tells of commitments."""
    pledges = dict(numbered(context, ref))
    if not pledges:
        context.say(refusals.nothing_asked(context.words))
    elif ref.kind is RefKind.PLEDGE_CHANGED:
        _made_possible(context, pledges[1], text)
    elif ref.kind is RefKind.PLEDGES_PROPOSED and read_yes(text) is not None:
        _answer_proposed(context, [*pledges.values()], yes=read_yes(text) is True)
    else:
        said(context, ref, text)


def said(context: Context, ref: Ref, text: str) -> None:
    """What a text says of those that a message tells of, or would, by their numbers."""
    several = len(pledges_of(ref)) > 1
    read, pledges = read_outcomes(text, len(pledges_of(ref))), dict(numbered(context, ref))
    if read is None or any(one.number not in pledges for one in read):
        about = pledges_ref(RefKind.PLEDGES_UNREAD, pledges_of(ref))
        reply(context, about, wording.unread(context.words, several=several))
        return
    meant = [pledges[one.number] for one in read]
    if waiting := [one.other_name for one in meant if one.waits]:
        context.say(wording.for_them_alone(context.words, waiting[0]))
    elif _allowed(context, meant):
        _note(context, list(zip(meant, read, strict=True)))


def _note(context: Context, read: Sequence[tuple[Pledge, Told]]) -> None:
    lines = []
    asked: list[Pledge] = []
    for pledge, one in read:
        now = _tell(context, pledge, _BECAME[one.became], one.words)
        lines.append(wording.noted(context.words, now.became, last=now.ask_on is None))
        asked += [now] if now.became is Became.CHANGED and not now.possible else []
    if len(read) == 1 and asked:
        _ask_possible(context, asked[0])
        return
    context.say(wording.noted_all(context.words, lines))
    for changed in asked:
        _ask_possible(context, changed)


def _tell(context: Context, pledge: Pledge, became: Became, words: str = "") -> Pledge:
    today, group = _today(context, pledge), groups.get(context.tx, pledge.group)
    now = told(pledge, became, today)
    if group and isinstance(chat(context, group, pledge), GroupPlace):
        now = replace(now, ask_on=None)  # the light question is for somebody alone
    now = replace(now, possible=words[:_LONGEST] or now.possible)
    commitments.save(context.tx, now)
    if words:
        commitments.told_by(context.tx, pledge.id, context.person.person, today)
    _bring_up_to_date(context, now)
    return now


def _bring_up_to_date(context: Context, pledge: Pledge) -> None:
    refresh(context, [pledge.id])
    if group := groups.get(context.tx, pledge.group):
        reckon(context, group)


def _today(context: Context, pledge: Pledge) -> date:
    group = groups.get(context.tx, pledge.group)
    zone = quiet_hours(context, group).there if group else context.runtime.zone
    return context.now.astimezone(zone).date()


def _ask_possible(context: Context, pledge: Pledge) -> None:
    """What did it make possible? Asked of whoever said that it changed, where they said it."""
    if pledge.became is Became.CHANGED and not pledge.possible:
        reply(context, pledges_ref(RefKind.PLEDGE_CHANGED, [pledge.id]), wording.what_possible(context.words, pledge))


def _made_possible(context: Context, pledge: Pledge, text: str) -> None:
    words = " ".join(text.split())[:_LONGEST]
    if not words:
        reply(context, pledges_ref(RefKind.PLEDGE_CHANGED, [pledge.id]), wording.what_possible(context.words, pledge))
    elif _allowed(context, [pledge]):
        _tell(context, pledge, Became.CHANGED, words)
        context.say(wording.possible_noted(context.words))


# -- who may ----------------------------------------------------------------------------------------------------------


def _allowed(context: Context, pledges: Sequence[Pledge]) -> bool:
    """Whether whoever is here may say what became of these; if not they are told. Raises NeedsPresence."""
    if all(_theirs(context, one) for one in pledges):
        return True
    context.answer(refusals.refused(context.words, needs=Role.FACILITATOR))
    return False


def _theirs(context: Context, pledge: Pledge) -> bool:
    group, person = groups.get(context.tx, pledge.group), context.person.person
    if group is None:
        return False
    member = groups.member(context.tx, group.id, person)
    nobody_s = pledge.organisation is None and pledge.person is None
    if pledge.person == person or (member and (nobody_s or member.organisation == pledge.organisation is not None)):
        return True
    return may(context.role(group), "next")


def _agree(context: Context, pledge: Pledge, *, yes: bool) -> bool:
    """Somebody says whether their organisation takes on what was proposed to it: it is theirs from then on."""
    member = groups.member(context.tx, pledge.group, context.person.person)
    if not pledge.waits or member is None or member.organisation != pledge.other:
        context.answer(wording.for_them_alone(context.words, pledge.other_name))
        return False
    if yes:
        today = _today(context, pledge)
        ask_on = max(pledge.ask_on, today + timedelta(days=1)) if pledge.ask_on else None
        now = replace(
            pledge,
            standing=Standing.AGREED,
            organisation=pledge.other,
            organisation_name=pledge.other_name,
            person=context.person.person,
            ask_on=ask_on,
        )
    else:
        now = replace(pledge, standing=Standing.DECLINED, ask_on=None)
    commitments.save(context.tx, now)
    _bring_up_to_date(context, now)
    context.toast(plain_text(wording.agreed(context.words, pledge, yes=yes)))
    return True


def _answer_proposed(context: Context, pledges: Sequence[Pledge], *, yes: bool) -> None:
    """A yes or a no in words: to what is proposed to the organisation of whoever says it."""
    member = groups.member(context.tx, pledges[0].group, context.person.person)
    theirs = [one for one in pledges if one.waits and member and one.other == member.organisation]
    if not theirs:
        context.say(wording.for_them_alone(context.words, pledges[0].other_name))
    elif [_agree(context, one, yes=yes) for one in theirs]:
        context.say(wording.noted_all(context.words, [wording.agreed(context.words, one, yes=yes) for one in theirs]))
