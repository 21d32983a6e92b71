"""Looking after one another: what a whisper says, and what is said to whoever whispers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.session.effects import Short, Text
from bot.wording.catalog import N_, Words, isolate
from bot.wording.message import Button, Message, grid, paragraph
from bot.wording.scene import Scene
from bot.wording.sentence import Phrase, plain


def _whisper(scene: Scene, short: Short) -> Markup:
    """What somebody whispers. Of when, and of who, it says nothing."""
    said = scene.words.say("A whisper from the group, unsigned: “{words}”", words=isolate(short.detail))
    answer = scene.words.say("I don’t know whose it is. If there’s something to answer, say it to the whole group.")
    return Markup("{}\n{}").format(said, answer)


CARING: dict[Text, Phrase] = {
    Text.WHISPER: _whisper,
    Text.WHISPERED: plain(N_("Sent, unsigned.")),
}


def ask_whisper(w: Words) -> Message:
    """Asks for the words."""
    ask = w.say(
        "What should those who facilitate know? Reply to this message. They’ll read your words, and nothing of who "
        "wrote them. Take care that the words don’t tell."
    )
    return Message((ask,), asks_reply=True)


def which_whisper(w: Words, asks: Sequence[tuple[str, str]]) -> Message:
    """Asks for which group it is; each as its session's code and its title."""
    keys = [Button(title, press=f"whisper-{code}", personal=True) for code, title in asks]
    return paragraph(w.say("For which group is it?"), *grid(keys, 1))


def whisper_in_private(w: Words, code: str, *, said: bool) -> Message:
    """Asked in the group; `said`: with the words, which everybody has read."""
    key = (Button(w.say("To our private chat").unescape(), start=f"whisper-{code}"),)
    if said:
        return paragraph(
            w.say("Everybody can read that here, and only you can delete it. From our private chat it goes unsigned."),
            key,
        )
    return paragraph(w.say("Write it to me in our private chat: from there it goes unsigned."), key)


def words_alone(w: Words) -> Message:
    """Something else than words was sent."""
    return paragraph(w.say("Please write it: a voice or a picture could tell who you are."))


def whispered_enough(w: Words, minutes: int | None) -> Message:
    """Too many whispers; for how many minutes none is passed on (None: no more in this workshop)."""
    if minutes is None:
        return paragraph(w.say("I’ve passed on as many words of yours as I can in this workshop."))
    return paragraph(
        w.count(
            "I’ve just passed on several words of yours. In {n} minute I can take another.",
            "I’ve just passed on several words of yours. In {n} minutes I can take another.",
            minutes,
        )
    )


def nobody_to_whisper_to(w: Words) -> Message:
    """Nobody who facilitates can be written to."""
    return paragraph(w.say("I can’t write to anybody who facilitates just now, so I’ve kept nothing of it."))


def no_way_back(w: Words) -> Message:
    """A facilitator replies to a whisper."""
    return paragraph(w.say("There’s no way back to whoever whispered. If you can, say it to the whole group."))


def whose_whisper(w: Words) -> Message:
    """Nobody's: no workshop is known in which whoever asks could whisper."""
    return paragraph(w.say("Send /whisper in the group first: its button brings you back here."))
