"""Looking after one another: what a whisper says and what is said to whoever whispers; how more is asked about an
answer."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.session.effects import Short, Text
from bot.session.kinds import spec_of
from bot.session.kinds.telling import WITHDRAWN
from bot.session.placing import SUMMARY
from bot.session.probing import nameless
from bot.wording.catalog import N_, Words, isolate
from bot.wording.message import Button, Message, grid, joined, paragraph
from bot.wording.scene import Scene
from bot.wording.sentence import Phrase, plain


def _whisper(scene: Scene, short: Short) -> Markup:
    """What somebody whispers. Of when, and of who, it says nothing."""
    said = scene.words.say("A whisper from the group, unsigned: “{words}”", words=isolate(short.detail))
    answer = scene.words.say("I don’t know whose it is. If there’s something to answer, say it to the whole group.")
    return Markup("{}\n{}").format(said, answer)


def _probed(sentence: str) -> Phrase:
    """A sentence with the {question} of the workshop, what was {said} to it, and what is {asked} now."""

    def say(scene: Scene, short: Short) -> Markup:
        said = _said(scene, short.detail)
        asked = isolate(scene.session.probed.get(short.detail, ""))
        return scene.words.say(sentence, question=scene.heading(short.step or SUMMARY), said=said, asked=asked)

    return say


def _said(scene: Scene, id: str) -> Markup:
    """An answer as it is known again."""
    answer = scene.session.answers.get(id)
    if answer is None or answer.passed:
        return scene.tell(WITHDRAWN)
    return scene.tell(spec_of(scene.scenario.step(answer.step)).quote(answer.value).excerpt)


def probes(scene: Scene, answers: tuple[str, ...]) -> Message:
    """The answers that can be asked about, under their questions, and how to ask."""
    w, session = scene.words, scene.session
    ask = w.say(
        "Reply with a number and your question, such as: 2 What did that change for you? I’ll ask whoever said it, and "
        "add what they say to their answer. I won’t tell you who it is, nor whether it reached them."
    )
    lines: list[Markup] = []
    step = None
    for number, id in enumerate(answers, 1):
        answer = session.answers.get(id)
        if answer and answer.step != step:
            step = answer.step
            lines.append(Markup("<b>{}</b>").format(scene.heading(step)))
        lines.append(Markup("{}. {}").format(w.number(number), _said(scene, id)))
    return Message(joined((ask, Markup("\n").join(lines), _nameless(scene))))


def _nameless(scene: Scene) -> Markup | None:
    """Of which questions nobody can be asked."""
    w, steps = scene.words, nameless(scene.scenario, scene.session)
    if not steps:
        return None
    listed = w.listing(w.say("“{question}”", question=scene.heading(step)) for step in steps)
    return w.say("Not about {questions}: anonymous, so nothing leads to whoever said it.", questions=listed)


def probe_button(scene: Scene, answer: str) -> Button:
    """Adding nothing."""
    return Button(scene.words.say("Skip").unescape(), press=f"skip-{scene.session.code}-{answer}")


def probe_unread(w: Words) -> Message:
    """What a facilitator replied to the list isn't a number of it with a question."""
    return paragraph(w.say("Please reply with a number of the list and your question, such as: 2 What helped?"))


def voice_caption(w: Words) -> Markup:
    """What stands under a voice note that is to be written down."""
    return w.say("Reply with what it says, as it is said. Then it stands as this answer’s words.")


def no_voices(w: Words) -> Message:
    """There is nothing to be written down."""
    return paragraph(
        w.say("There’s no voice note to write down just now: none that may be shown yet, or all are done.")
    )


CARING: dict[Text, Phrase] = {
    Text.VOICE_GONE: plain(N_("That voice note isn’t there any more.")),
    Text.VOICE_UNREAD: plain(N_("Please reply with the words that you hear.")),
    Text.NOTHING_TO_PROBE: plain(N_("There’s no answer to ask about just now: none in words that may be shown yet.")),
    Text.PROBE: _probed(
        N_(
            "Somebody would like to know more about what you said to “{question}” ({said}): “{asked}”\nReply to this "
            "message to add to your answer, or skip it. Nobody learns that it’s you who was asked."
        )
    ),
    Text.PROBE_ALOUD: _probed(
        N_("One question more about an answer to “{question}” ({said}): “{asked}”\nWhoever said it can reply to this.")
    ),
    Text.PROBE_SENT: plain(N_("Passed on. If they say more, it will stand with their answer.")),
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
