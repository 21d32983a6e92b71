"""What the bot says where it does nothing: to whom a thing isn't, where it isn't, and when it isn't."""

from __future__ import annotations

from bot.session.roles import Role
from bot.wording.catalog import N_, Words
from bot.wording.message import Button, Message, paragraph

#: Said by a session (`phrases`) as outside of one.
FACILITATORS_ONLY = N_("Only the facilitators of this group can do that.")


def nothing_running(w: Words) -> Message:
    """There is no session here that this could be about: none at all, or the last one has ended."""
    return paragraph(w.say("No workshop is under way here. A facilitator starts one with /session."))


def nothing_asked(w: Words) -> Message:
    """A text that answers nothing."""
    return paragraph(w.say("No question of mine is open here. /help shows what I can do."))


def go_on_unread(w: Words) -> Message:
    """What somebody replies who was asked whether to go on, and that says neither."""
    return paragraph(w.say("Please tap, or reply: go on, leave it open, or ask in the group."))


def several_running(w: Words) -> Message:
    """A private command could mean several groups."""
    return paragraph(w.say("You steer several workshops. Please send this in the group that you mean."))


def in_group_only(w: Words) -> Message:
    """A command of a group's, sent in private."""
    return paragraph(w.say("That works in the group. Please send it there."))


def in_private_only(w: Words) -> Message:
    """A command of the private chat's, sent in the group."""
    return paragraph(
        w.say("That works in our private chat, so that the group isn't disturbed."),
        (Button(w.say("To my private chat").unescape(), start="hello"),),
    )


def refused(w: Words, *, needs: Role) -> Message:
    """Whoever asked has not the role for it; `needs` is the least that has."""
    if needs is Role.COORDINATOR:
        return paragraph(
            w.say("Only coordinators can do that. If you are to be one, ask a coordinator for an invitation.")
        )
    return paragraph(w.say(FACILITATORS_ONLY))


def unasked(w: Words) -> Message:
    """Telegram couldn't be asked whether somebody may do that at this moment."""
    return paragraph(
        w.say(
            "I couldn't ask Telegram just now whether you may do that, so I did nothing. Please try again in a minute."
        )
    )


def anonymous(w: Words) -> Message:
    """What an anonymous admin, or a channel, writes can't be attributed to anybody."""
    return paragraph(
        w.say(
            "I can't tell who you are while you write as the group or a channel, and an answer needs an author. "
            "Write as yourself (turn off “remain anonymous”) and send it again."
        )
    )


def too_many_messages(w: Words, most: int, minutes: int) -> Message:
    """Somebody writes more than can be read."""
    text = w.say(
        "That was more than {most} messages in a minute, from one person. I don't read yours for the next {minutes} "
        "minutes, so that everybody is heard. What you said before counts.",
        most=w.number(most),
        minutes=w.number(minutes),
    )
    return paragraph(text)


def too_many_presses(w: Words, most: int, minutes: int) -> str:
    """Somebody presses more than can be worked on; plain text for a toast."""
    return w.say(
        "That was more than {most} taps in a minute. I take none of yours for {minutes} minutes; you can answer in "
        "writing. What you tapped before counts.",
        most=w.number(most),
        minutes=w.number(minutes),
    ).unescape()


def unknown_command(w: Words) -> Message:
    """No such command."""
    return paragraph(w.say("I don't know that command. /help shows what I can do."))


def no_group(w: Words) -> Message:
    """A coordinator who looks after no group yet."""
    return paragraph(w.say("You look after no group yet. Add me to one, and you do."))


def done_already(w: Words) -> str:
    """A button that is good once, pressed again; plain text for a toast."""
    return w.say("That is done already.").unescape()


def button_over(w: Words) -> str:
    """A button that is good for a quarter of an hour, pressed later; plain text for a toast."""
    return w.say("This button was good for 15 minutes. Please ask again, and tap the new one.").unescape()


def press_again(w: Words) -> str:
    """A button that no longer means anything; plain text for a toast."""
    return w.say("This button is no longer good. Please use a newer message.").unescape()


def not_your_button(w: Words) -> str:
    """A button that was put there for somebody else; plain text for a toast."""
    return w.say("This button is for the person who asked for it.").unescape()


def press_again_after_outage(w: Words) -> Message:
    """The bot was cut off for longer than Telegram keeps presses."""
    return paragraph(
        w.say(
            "I was cut off for a while. If you pressed a button meanwhile, please press it again, or answer with the "
            "number. Your texts have all arrived."
        )
    )
