"""What the bot says where it does nothing: to whom a thing isn't, where it isn't, and when it isn't."""

from __future__ import annotations

from collections.abc import Sequence

from bot.session.roles import Role
from bot.wording.catalog import N_, Words
from bot.wording.message import Button, Message, paragraph

#: Said by a session (`phrases`) as outside of one.
FACILITATORS_ONLY = N_("This is for the facilitators of this group.")


def nothing_running(w: Words) -> Message:
    """There is no session here that this could be about: none at all, or the last one has ended."""
    return paragraph(w.say("No workshop is running here. A facilitator starts one with /session."))


def nothing_asked(w: Words) -> Message:
    """A text that answers nothing."""
    return paragraph(w.say("I have no question open here. /help shows what I can do."))


def go_on_unread(w: Words) -> Message:
    """What somebody replies who was asked whether to go on, and that says neither."""
    return paragraph(w.say("Please tap, or reply: go on, leave it open, or ask in the group."))


def several_running(w: Words) -> Message:
    """A private command could mean several groups."""
    return paragraph(w.say("You facilitate several workshops. Please send this in the group you mean."))


def which_group(w: Words, verb: str, groups: Sequence[tuple[int, str]]) -> Message:
    """A private command could mean several groups, which are known by id and title: `verb` is that of the buttons."""
    rows = tuple((Button(title[:60], press=f"{verb}-{id}"),) for id, title in groups)
    return paragraph(w.say("Which group do you mean?"), *rows)


def in_group_only(w: Words) -> Message:
    """A command of a group's, sent in private."""
    return paragraph(w.say("That command works in the group: please send it there."))


def in_private_only(w: Words) -> Message:
    """A command of the private chat's, sent in the group."""
    return paragraph(
        w.say("Let’s do that in our private chat, so that the group isn’t disturbed."),
        (Button(w.say("To our private chat").unescape(), start="hello"),),
    )


def refused(w: Words, *, needs: Role) -> Message:
    """Whoever asked has not the role for it; `needs` is the least that has."""
    if needs is Role.COORDINATOR:
        return paragraph(
            w.say("This is for coordinators. If that’s your role too, ask a coordinator for an invitation.")
        )
    return paragraph(w.say(FACILITATORS_ONLY))


def unasked(w: Words) -> Message:
    """Telegram couldn't be asked whether somebody may do that at this moment."""
    return paragraph(
        w.say(
            "I couldn’t check with Telegram just now whether you can do that, so I did nothing. Please try again in "
            "a minute."
        )
    )


def anonymous(w: Words) -> Message:
    """What an anonymous admin, or a channel, writes can't be attributed to anybody."""
    return paragraph(
        w.say(
            "I can’t tell who you are while you write as the group or a channel, and an answer needs an author. "
            "Write as yourself (turn off “remain anonymous”) and send it again, or ask somebody else to send it."
        )
    )


def too_many_messages(w: Words, minutes: int) -> Message:
    """Somebody writes more than can be read."""
    text = w.say(
        "That’s a lot of messages at once. So that everybody is heard, I’ll read yours again in {minutes} minutes; "
        "what you write until then isn’t noted. What you said before counts.",
        minutes=w.number(minutes),
    )
    return paragraph(text)


def too_many_presses(w: Words, minutes: int) -> str:
    """Somebody presses more than can be worked on; plain text for a toast."""
    return w.say(
        "That’s a lot of taps at once. I’ll take yours again in {minutes} minutes; until then you can answer in "
        "writing. What you tapped before counts.",
        minutes=w.number(minutes),
    ).unescape()


def unknown_command(w: Words) -> Message:
    """No such command."""
    return paragraph(w.say("I don’t know that command. /help shows what I can do."))


def no_group(w: Words) -> Message:
    """A coordinator who looks after no group yet."""
    return paragraph(w.say("You don’t look after any group yet. Add me to one to open it."))


def done_already(w: Words) -> str:
    """A button that is good once, pressed again; plain text for a toast."""
    return w.say("That’s already done.").unescape()


def button_over(w: Words) -> str:
    """A button that is good for a quarter of an hour, pressed later; plain text for a toast."""
    return w.say("This button only works for 15 minutes. Please ask again, and tap the new one.").unescape()


def press_again(w: Words) -> str:
    """A button that no longer means anything; plain text for a toast."""
    return w.say("This button no longer works. Please use the newest message.").unescape()


def not_your_button(w: Words) -> str:
    """A button that was put there for somebody else; plain text for a toast."""
    return w.say("This button is for the person who asked for it.").unescape()


def press_again_after_outage(w: Words) -> Message:
    """The bot was cut off for longer than Telegram keeps presses."""
    return paragraph(
        w.say(
            "I lost the network for a while. If you tapped a button meanwhile, please tap it again, or answer with "
            "the number. Your texts have all arrived."
        )
    )
