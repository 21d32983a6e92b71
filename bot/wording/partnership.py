"""What goes beyond one workshop, in the chat: how measures moved, in a few lines; and the captions of documents."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.content.phrase import Lines, Phrase
from bot.partnership.progress import Progress, commitments, in_short, rule, unreadable
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, paragraph
from bot.wording.tell import tell


def progress(w: Words, of: Progress, press: str) -> Message:
    """A group's: a line a measure, without a picture, since data is dear; `press` is the button's that sends one."""
    if of.empty:
        return paragraph(w.say("Nothing to show yet. Each workshop asks one question by which you see how you move."))
    head = w.say("<b>How {group} moves</b>", group=isolate(of.group))
    measures = Markup("\n").join([head, *(tell(in_short(curve), w) for curve in of.curves)])
    rest: Sequence[Phrase | None] = (commitments(of.kept), unreadable(of), rule(of) if of.curves else None)
    rows = ((Button(w.say("As a picture").unescape(), press=press),),) if any(curve.told for curve in of.curves) else ()
    return Message((measures, *(tell(line, w) for line in rest if line)), rows)


def picture_caption(w: Words, title: str) -> Markup:
    """Under the picture, which is a document."""
    return w.say("How {group} moves. No names, no answers.", group=isolate(title))


def nothing_approved(w: Words, title: str, left: Lines, least: int) -> Message:
    """There is nothing yet that an agreement could be made of; and why, for each workshop that there was."""
    why = w.say(
        "{group} has no approved workshop yet. One counts once {n} people have tapped “Yes, this is us” under its "
        "summary.",
        group=isolate(title),
        n=w.number(least),
    )
    lines = (Markup("\n").join(Markup("• {}").format(tell(line, w)) for line in left),) if left else ()
    return Message((why, *lines))


def agreement_caption(w: Words, title: str) -> Markup:
    """Under a draft agreement."""
    return w.say(
        "A draft for {group}, in words that were said. It binds nobody. A text or a commitment may name somebody.",
        group=isolate(title),
    )
