"""The list of a group's organisations: asked for, shown, read back before it counts, corrected; and with which of them
somebody comes.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.session.organisations import Organisation, Side, side_name
from bot.session.roster import MOST, Fault, Refused
from bot.session.state import Proposal
from bot.wording.catalog import N_, Words, isolate
from bot.wording.message import Button, Message, grid, joined, paragraph
from bot.wording.tell import tell

#: How much of a name a button shows.
_ON_BUTTON = 28


def label(name: str) -> str:
    """A name as a button shows it."""
    return name[:_ON_BUTTON]


def _safer(w: Words) -> Markup:
    return w.say("A nickname is enough, and safer: this name will appear in the documents.")


def ask_organisations(w: Words) -> Message:
    """Which organisations are in this group, each with its side."""
    ask = w.say(
        "Which organisations are in this group? Reply to this message, one a line, each with its side "
        "(south, north or other), for example:\nGreen Roof, south\nNorthern Lights, north"
    )
    return Message((ask, _safer(w)), asks_reply=True)


def _line(w: Words, one: Organisation) -> Markup:
    return Markup("{} · {}").format(isolate(one.name), tell(side_name(one.side), w))


def organisations_list(
    w: Words, group: int, listed: Sequence[Organisation], waiting: Sequence[tuple[str, Proposal]] = ()
) -> Message:
    """The list, with a button for each one to correct it or take it away, and for each proposal that waits (with the
    session in which it was made). More than fit as buttons come by their numbers."""
    lines = [Markup("{}. {}").format(w.number(n), _line(w, one)) for n, one in enumerate(listed, 1)]
    correct = w.say("To correct one or take it off, tap it, or reply with its number.")
    add = w.say("To add some, reply with a line for each: name, side.")
    full = w.say("There are {n} at most.", n=w.number(MOST))
    how = Markup(" ").join(
        part
        for part, there in (
            (correct, listed),
            (add, len(listed) < MOST),
            (full, len(listed) >= MOST),
            (_safer(w), True),
        )
        if there
    )
    asked = w.say("Waiting for your decision:") if waiting else None
    buttons = [Button(label(one.name), press=f"org-{group}-{one.id}") for one in listed[:MOST]]
    held = [Button(label(p.name), press=f"wait-{code}-{p.number}") for code, p in waiting]
    return Message(joined((Markup("\n").join(lines), how, asked)), (*grid(buttons, 2), *grid(held, 2)))


def one_organisation(w: Words, group: int, one: Organisation) -> Message:
    """One of the list: its name is corrected by a reply, its side and that it is on the list by a tap."""
    correct = w.say("To correct its name, reply to this message with the right one.")
    how = Markup("{} {}").format(correct, w.say("To take it off the list, tap, or reply: remove."))
    sides = tuple(
        Button(_SIDE_BUTTONS[side](w), press=f"side-{group}-{one.id}-{side}") for side in Side if side is not one.side
    )
    away = Button(w.say("Take it off the list").unescape(), press=f"off-{group}-{one.id}")
    return Message((_line(w, one), how), (sides, (away,)))


_SIDE_BUTTONS = {
    Side.SOUTH: lambda w: w.say("It’s in the South").unescape(),
    Side.NORTH: lambda w: w.say("It’s in the North").unescape(),
    Side.OTHER: lambda w: w.say("Neither South nor North").unescape(),
}


def off_sure(w: Words, group: int, one: Organisation) -> Message:
    """Taking one away asks once more."""
    said = w.say(
        "Take {name} off the list? I’ll ask those who chose it again; a workshop that has begun keeps it for its "
        "answers.",
        name=isolate(one.name),
    )
    return paragraph(said, (Button(w.say("Yes, take it off").unescape(), press=f"offyes-{group}-{one.id}"),))


def read_back(w: Words, number: int, changed: Sequence[Organisation]) -> Message:
    """What was understood, before it counts."""
    lines = Markup("\n").join(_line(w, one) for one in changed)
    ask = w.say("Is that right? Tap the button, or reply yes. To correct it, reply with the right lines.")
    buttons = (
        Button(w.say("That’s right").unescape(), press=f"right-{number}"),
        Button(w.say("Correct it").unescape(), press=f"wrong-{number}"),
    )
    return Message((w.say("I understood:"), lines, ask), (buttons,))


def correct_it(w: Words) -> Message:
    """What was understood isn't right."""
    return Message((w.say("Please reply with the right lines: name, side."),), asks_reply=True)


def organisations_unread(w: Words, line: str) -> Message:
    """A line that isn't a name and a side."""
    said = w.say(
        "I didn’t understand “{line}”. Please write each line as a name (40 characters at most), a comma and the "
        "side: south, north or other.",
        line=isolate(line[:60]),
    )
    return Message((said,), asks_reply=True)


_FAULTS = {
    Fault.LONG: N_("“{name}” is too long: a name has at most 40 characters."),
    Fault.LETTERS: N_(
        "“{name}” can’t be a name: it needs letters, each word in one alphabet, and can’t be yes, no or a number."
    ),
    Fault.RESERVED: N_("“{name}” could be taken for me, or for a role. Please choose another name."),
    Fault.ALIKE: N_("“{name}” looks like another name on the list. Please choose one that differs."),
    Fault.FULL: N_("There’s no room for “{name}”: the list holds twelve. Take one off first, with /organisations."),
    Fault.SIDE: N_("The side of “{name}” stays as it is until this workshop ends: its results go by side."),
    Fault.GONE: N_("What you’re correcting with “{name}” is no longer on the list."),
}


def not_so(w: Words, refused: Refused) -> Markup:
    """Why the list stays as it was."""
    return w.say(_FAULTS[refused.fault], name=isolate(refused.name[:60]))


def joining_unread(w: Words) -> Message:
    """A reply to the opening that could be a yes or a no."""
    return paragraph(
        w.say("Is that a yes? Reply with your organisation’s number, or a name and its side. If not, reply “no”.")
    )


def other_organisation(w: Words) -> str:
    """What to do to come with an organisation that isn't listed; plain text for a toast."""
    said = w.say("Reply to this message with its name and side, like: Green Roof, south")
    return Markup("{}. {}").format(said, _safer(w)).unescape()


def deciding_unread(w: Words) -> Message:
    """A reply to a proposal that decides nothing."""
    return paragraph(
        w.say(
            "Please tap a button, or reply yes, no, or the number of the organisation it is. To correct a name: "
            "/organisations."
        )
    )


def nothing_changed(w: Words) -> Message:
    """Somebody was asked whether to take one off, and said no."""
    return paragraph(w.say("All right. Everything stays as it is."))


def done(w: Words) -> Message:
    """The list is as was asked."""
    return paragraph(w.say("Done."))


#: Organisations that can be chosen, each with its number.
Numbered = Sequence[tuple[int, Organisation]]


def proposed(w: Words, waiting: Proposal | None, listed: Numbered) -> Markup:
    """Facilitators are asked about an organisation that isn't on the list; once it is decided, or taken back, its name
    isn't said any more."""
    if waiting is None:
        return w.say("That’s settled. /organisations shows the list.")
    ask = w.say(
        "Somebody is taking part with an organisation that isn’t on the list:\n{name}\nUntil you decide, they take "
        "part without one. Tap a button, or reply yes, no, or the number of the organisation it is.",
        name=_line(w, Organisation("", waiting.name, waiting.side)),
    )
    lines = (Markup("{}. {}").format(w.number(n), _line(w, one)) for n, one in listed)
    return Markup("\n").join((ask, *lines))


def deciding_buttons(w: Words, code: str, waiting: Proposal | None, listed: Numbered) -> tuple[tuple[Button, ...], ...]:
    """Deciding on a proposal that waits."""
    if waiting is None:
        return ()
    press = f"new-{code}-{waiting.number}"
    add = Button(w.say("Add it").unescape(), press=f"{press}-yes")
    no = Button(w.say("No").unescape(), press=f"{press}-no")
    same = [Button(_it_is(w, one), press=f"{press}-{one.id}") for _, one in listed[:MOST]]
    return ((add, no), *grid(same, 2))


def _it_is(w: Words, one: Organisation) -> str:
    return w.say("It’s {name}", name=label(one.name)).unescape()
