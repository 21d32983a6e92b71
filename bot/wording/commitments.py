"""Commitments after their workshop: the list of them, what is asked on their day, and what is said to that.

A commitment that was kept and one that was changed are told alike: a good change is as good as done. Nobody is blamed
for one that isn't done yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.session.pledges import Became, Pledge, Standing
from bot.wording.catalog import Words, isolate
from bot.wording.erasure import erased_here
from bot.wording.message import Button, Message, paragraph
from bot.wording.tell import shortened

#: So much of a commitment stands in a list, in characters; and how many have buttons there, three each.
_ROOM, _WITH_BUTTONS = 200, 6
#: The letters in a button's data, and the labels on it.
PRESSED = {"d": Became.DONE, "c": Became.CHANGED, "n": Became.NOT_YET}


#: A commitment, and the number by which people mean it: it stays so in a message, also where one before it has gone.
Numbered = tuple[int, Pledge]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Commitments of one group, under its title where several are told."""

    title: str
    pledges: tuple[Numbered, ...]


def _labels(w: Words) -> dict[str, Markup]:
    return {"d": w.say("Done"), "c": w.say("Changed"), "n": w.say("Not yet")}


def _keys(w: Words, pledge: Pledge, place: int | None) -> tuple[Button, ...]:
    """What became of one, by a tap; with its number where there are several."""
    before = "" if place is None else f"{w.number(place)} · "
    return tuple(
        Button(before + label.unescape(), press=f"became-{pledge.id}-{letter}") for letter, label in _labels(w).items()
    )


def _agreeing(w: Words, pledge: Pledge, place: int | None) -> tuple[Button, ...]:
    before = "" if place is None else f"{w.number(place)} · "
    yes, no = w.say("Yes, we agree"), w.say("No")
    return (
        Button(before + yes.unescape(), press=f"pledged-{pledge.id}-y"),
        Button(before + no.unescape(), press=f"pledged-{pledge.id}-n"),
    )


def _says(w: Words, pledge: Pledge) -> Markup:
    """What, who, by when; and whose it is, where that isn't what they wrote."""
    when = w.day(pledge.due) if pledge.due else pledge.said
    whose = pledge.organisation_name if pledge.standing in (Standing.OWN, Standing.AGREED) else ""
    parts = [pledge.who, when, "" if whose.casefold() == pledge.who.casefold() else whose]
    said = w.say("“{words}”", words=isolate(shortened(pledge.what, _ROOM)))
    return Markup(" · ").join([said, *(isolate(shortened(part, _ROOM)) for part in parts if part)])


def _stands(w: Words, pledge: Pledge) -> Markup:
    """How it stands, in a few words."""
    if pledge.waits:
        return w.say("proposed to {organisation}, not yet agreed", organisation=isolate(pledge.other_name))
    if pledge.standing is Standing.DECLINED:
        return w.say("{organisation} doesn’t take it on", organisation=isolate(pledge.other_name))
    match pledge.became:
        case Became.DONE:
            return w.say("done")
        case Became.CHANGED if pledge.possible:
            made = isolate(shortened(pledge.possible, _ROOM))
            return w.say("changed, and this became possible: {possible}", possible=made)
        case Became.CHANGED:
            return w.say("changed")
        case Became.NOT_YET:
            return w.say("not yet")
        case _:
            return w.say("under way")


def _line(w: Words, pledge: Pledge, place: int, *, state: bool = True) -> Markup:
    line = Markup("{}. {}").format(w.number(place), _says(w, pledge))
    return Markup("{} – {}").format(line, _stands(w, pledge)) if state else line


# -- lists ------------------------------------------------------------------------------------------------------------


def commitments_list(w: Words, chapters: Sequence[Chapter], more: int) -> Message:
    """All that are told, numbered through, each with how it stands; those under way with buttons."""
    blocks: list[Markup] = []
    rows: list[tuple[Button, ...]] = []
    for chapter in chapters:
        lines = [Markup("<b>{}</b>").format(isolate(chapter.title))] if chapter.title else []
        for number, pledge in chapter.pledges:
            lines.append(_line(w, pledge, number))
            if pledge.under_way and len(rows) < _WITH_BUTTONS:
                rows.append((_agreeing if pledge.waits else _keys)(w, pledge, number))
        blocks.append(Markup("\n").join(lines))
    if not blocks:
        return paragraph(w.say("No commitments yet. They’ll be here once a workshop with commitments has ended."))
    how = w.say("To say what became of one: tap, or send for example /commitments 2 done.") if rows else None
    return Message((*blocks, *_more(w, more), *((how,) if how else ())), tuple(rows))


def _more(w: Words, more: int) -> tuple[Markup, ...]:
    return (w.count("And {n} more.", "And {n} more.", more),) if more else ()


def ahead(w: Words, pledges: Sequence[Numbered], more: int) -> Message:
    """What is under way, before a workshop opens."""
    head = w.say("Before we begin, what’s under way from last time:")
    lines = [_line(w, pledge, place) for place, pledge in pledges]
    rest = w.count("And {n} more: /commitments", "And {n} more: /commitments", more) if more else None
    return Message((Markup("\n").join([head, *lines, *((rest,) if rest else ())]),)) if lines else gone(w)


def proposed(w: Words, pledges: Sequence[Numbered]) -> Message:
    """What was committed to for another organisation, which is asked whether it takes that on."""
    if not pledges:
        return gone(w)
    several = _several(pledges)
    lines = [_line(w, one, n) if several else told_alone(w, one) for n, one in pledges]
    ask = w.say("Each organisation commits for itself. Somebody of that organisation can tap, or reply yes or no.")
    rows = tuple(_agreeing(w, one, n if several else None) for n, one in pledges if one.waits)
    return Message((Markup("\n").join(lines), *((ask,) if rows else ())), rows)


def _several(pledges: Sequence[Numbered]) -> bool:
    """Whether numbers are needed to say which one is meant."""
    return max((n for n, _ in pledges), default=0) > 1


def told_alone(w: Words, pledge: Pledge) -> Markup:
    """One, with how it stands."""
    return Markup("{} – {}").format(_says(w, pledge), _stands(w, pledge))


# -- on the day -------------------------------------------------------------------------------------------------------


def what_became(w: Words, pledges: Sequence[Numbered], title: str) -> Message:
    """Asked on the day of some, in private (`title`: of which group) or in the group; those of which it was told
    already, with that."""
    if not pledges:
        return gone(w)
    several = _several(pledges)
    lines = [_asked(w, one, n if several else None) for n, one in pledges]
    rows = tuple(_keys(w, one, n if several else None) for n, one in pledges if one.under_way)
    text = Markup("\n").join((_head(w, [one for _, one in pledges], title), *lines))
    return Message((text, *((_how(w, several=several),) if rows else ())), rows)


def _asked(w: Words, pledge: Pledge, place: int | None) -> Markup:
    """One that is asked about; with what became of it, once that is told."""
    new = pledge.became is Became.OPEN
    if place is not None:
        return _line(w, pledge, place, state=not new)
    return _says(w, pledge) if new else told_alone(w, pledge)


def _head(w: Words, pledges: Sequence[Pledge], title: str) -> Markup:
    if all(one.asked > 1 for one in pledges):
        said = w.say("Only a light question, and the last time I ask:")
    elif len(pledges) > 1:
        said = w.say("The day has come for these commitments. What became of them?")
    else:
        said = w.say("The day has come for this commitment. What became of it?")
    return Markup("<b>{}</b>\n{}").format(isolate(title), said) if title else said


def _how(w: Words, *, several: bool) -> Markup:
    if several:
        return w.say("Tap, or reply with a line for each, like: 1 done. A good change is as good as done.")
    return w.say("Tap, or reply: done, changed, or not yet. A good change is as good as done.")


def gone(w: Words) -> Message:
    """Nothing is left of what a message told of."""
    return Message((erased_here(w),))


# -- what is said to it -----------------------------------------------------------------------------------------------


def noted(w: Words, became: Became, *, last: bool) -> Markup:
    """What was said is noted; `last`: it isn't asked about again."""
    match became:
        case Became.DONE:
            return w.say("Noted: done. Thank you, and well done.")
        case Became.CHANGED:
            return w.say("Noted: changed. A change that fits is as good as done.")
        case _ if last:
            return w.say("Noted: not yet. I won’t ask again; it stays in /commitments for when you get there.")
        case _:
            return w.say("Noted: not yet. That’s fine. I’ll ask once more in a week.")


def noted_all(w: Words, said: Sequence[Markup]) -> Message:
    """Several at once."""
    return paragraph(said[0] if len(said) == 1 else w.say("Noted. Thank you for telling us."))


def what_possible(w: Words, pledge: Pledge) -> Message:
    """Asked of a change."""
    asks = w.say("A change that fits is as good as done. What did it make possible? Reply in a few words.")
    text = Markup("{}\n{}").format(_says(w, pledge), asks)
    return Message((text,), asks_reply=True)


def possible_noted(w: Words) -> Message:
    """What a change made possible is noted."""
    return paragraph(w.say("Thank you. That’s now in /commitments, for the whole group."))


def agreed(w: Words, pledge: Pledge, *, yes: bool) -> Markup:
    """What an organisation has said to what was proposed to it."""
    if yes:
        return w.say("Noted: {organisation} takes it on. Thank you.", organisation=isolate(pledge.other_name))
    return w.say(
        "Noted: {organisation} doesn’t take it on. Thank you for saying so.", organisation=isolate(pledge.other_name)
    )


def for_them_alone(w: Words, organisation: str) -> Message:
    """Only the organisation that it was proposed to says yes or no."""
    return paragraph(w.say("That’s for somebody of {organisation} to say.", organisation=isolate(organisation)))


def unread(w: Words, *, several: bool) -> Message:
    """What was said doesn't tell what became of anything."""
    if several:
        return paragraph(w.say("I didn’t understand that. Write the number and what became of it, like: 2 done."))
    return paragraph(w.say("I didn’t understand that. Reply: done, changed, or not yet."))
