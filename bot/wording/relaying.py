"""What a facilitator reads who passes on what somebody says: what to tell that person first, and how it is written."""

from __future__ import annotations

from markupsafe import Markup

from bot.session.effects import Text
from bot.wording.catalog import N_, isolate
from bot.wording.scene import Scene
from bot.wording.sentence import Phrase, plain


def relaying(scene: Scene, voice: str) -> Markup:
    """What to read to somebody before anything is noted, and how their answers are written."""
    w = scene.words
    numbers = w.say("Then a line for each question, beginning with its number, like “1. …”. A dash skips one.")
    if voice:
        said = w.say("You pass on what {voice} says. One reply is enough.", voice=isolate(voice))
        return Markup("{} {}").format(said, w.say("A line for each question, beginning with its number, like “1. …”."))
    listed = [Markup("{}. {}").format(w.number(n), isolate(one.name)) for n, one in scene.session.listed()]
    first = w.say("One reply is enough. Its first line: which organisation, by its number or name:") if listed else None
    names = Markup(" · ").join(listed) if listed else None
    return Markup("\n").join(part for part in (_notice(scene), first, names, numbers) if part)


def _notice(scene: Scene) -> Markup:
    """Two sentences of the notice, to be read aloud."""
    w = scene.words
    said = w.count(
        "“Telegram can read what I write down for you; it is kept under a random pseudonym with your organisation, "
        "never your name or number, until {n} day after the end. You can skip any question, and have it all erased.”",
        "“Telegram can read what I write down for you; it is kept under a random pseudonym with your organisation, "
        "never your name or number, until {n} days after the end. You can skip any question, and have it all erased.”",
        scene.retention.days,
    )
    return Markup("{} <i>{}</i>").format(w.say("Read this to the person first, and go on if they say yes:"), said)


def noted_for(scene: Scene, voice: str) -> Markup:
    """Under which pseudonym it was noted, and what can be done with that."""
    return scene.words.say(
        "Noted for {voice}. To correct it, edit your message; to add to it: /relay {voice}; to erase it: /relay forget "
        "{voice}",
        voice=isolate(voice),
    )


def _of(sentence: str) -> Phrase:
    return lambda scene, short: scene.words.say(sentence, voice=isolate(short.detail))


RELAYING: dict[Text, Phrase] = {
    Text.NOTHING_TO_RELAY: plain(N_("No question is open or to come that somebody could answer through you.")),
    Text.NO_SUCH_VOICE: _of(N_("I know no voice called {voice} that was passed on here. For a new one: /relay")),
    Text.FORGET_VOICE_SURE: _of(
        N_(
            "Erase everything that {voice} said? This can’t be undone. Tap the button, or send /relay forget {voice} "
            "yes."
        )
    ),
    Text.VOICE_FORGOTTEN: _of(N_("Done: {voice} and all they said are erased.")),
}
