"""The short things that the bot says in a session over days: until when, what the night puts off, reminders."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from bot.session import windows
from bot.session.effects import Short, Text
from bot.session.placing import SUMMARY, progress_of_all
from bot.wording.catalog import N_
from bot.wording.scene import Scene
from bot.wording.sentence import Phrase, plain


def _window_over(scene: Scene, short: Short) -> Markup:
    """That too few have answered, and what there is to choose; and what happens if nobody does."""
    w, session = scene.words, scene.session
    have, there = progress_of_all(session)
    said = w.count(
        "“{question}” was open twice as long, and {n} of {total} has answered.",
        "“{question}” was open twice as long, and {n} of {total} have answered.",
        have,
        total=w.number(there),
        question=scene.heading(short.step or SUMMARY),
    )
    ask = w.say(
        "Go on, or leave it open once more? Tap, or reply: go on, or longer. If you say nothing, I’ll go on {moment}.",
        moment=_moment(scene, windows.due(scene.scenario, session)),
    )
    return Markup("{} {}").format(said, ask)


def _moment(scene: Scene, moment: datetime | None) -> str:
    return scene.words.moment(moment.astimezone(scene.zone)) if moment else ""


def _until(sentence: str) -> Phrase:
    """A sentence that says until which {moment} what is open can be answered, and may name the {question}."""

    def say(scene: Scene, short: Short) -> Markup:
        pace = scene.session.pace
        moment = _moment(scene, pace.closes if pace else None)
        return scene.words.say(sentence, moment=moment, question=scene.heading(short.step or SUMMARY))

    return say


def _after_the_night(scene: Scene, short: Short) -> Markup:
    moment = _moment(scene, windows.told(scene.scenario, scene.session))
    return scene.words.say("It’s quiet time in this group. I’ll go on when it’s over: {moment}.", moment=moment)


OVER_DAYS: dict[Text, Phrase] = {
    Text.AFTER_THE_NIGHT: _after_the_night,
    Text.WINDOW_OVER: _window_over,
    Text.STAYS_OPEN_UNTIL: _until(
        N_("You can answer until {moment}: more voices are welcome. A few words are enough, and you can skip.")
    ),
    Text.EXTENDED: _until(N_("Open until {moment}.")),
    Text.ONLY_OVER_DAYS: plain(N_("That’s for workshops over days. In a live one, you go on when you like.")),
    Text.REMINDER: _until(
        N_("“{question}” is open until {moment}. A few words are enough, and you can skip it. No more reminders: /mute")
    ),
    Text.NOTHING_AHEAD: plain(N_("There’s no question to come that could be answered ahead. What is open: /catchup.")),
    Text.REMINDED: plain(N_("I’ve reminded those I can write to, and who aren’t asleep.")),
    Text.HINT: plain(
        N_("You’d like a reminder before a question closes, or to answer in private? Open our private chat once.")
    ),
}
