"""What a message is about and who reads it: a session, its scenario, and the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo

from markupsafe import Markup

from bot.content.phrase import Phrase
from bot.scenario.model import Scenario
from bot.scenario.texts import Text, text_in
from bot.session.placing import SUMMARY
from bot.session.state import Session
from bot.wording.catalog import Words, isolate
from bot.wording.tell import shortened, tell

#: How much of a question is repeated where it is named, in characters.
_HEADING = 50


@dataclass(frozen=True, slots=True)
class Scene:
    """One session as one reader sees it. `private` is the reader's own chat with the bot, else it is
    the group; `retention` is how long answers are kept after the close, `zone` that in which days are told, `group`
    the title of the session's group."""

    scenario: Scenario
    session: Session
    words: Words
    private: bool = False
    retention: timedelta = timedelta(days=90)
    zone: tzinfo = UTC
    group: str = ""

    def text(self, text: Text) -> Markup:
        """A text of the scenario's in the reader's language; one that is missing comes in the
        scenario's first language, marked with it."""
        said = text_in(text, self.words.language)
        if said.language == self.words.language:
            return isolate(said.text)
        return Markup("[{}] {}").format(said.language, isolate(said.text))

    def heading(self, step: str) -> Markup:
        """By what words a question is named elsewhere: its heading, or the beginning of its prompt."""
        if step == SUMMARY:
            return self.words.say("the summary")
        return isolate(shortened(text_in(self.scenario.step(step).called, self.words.language).text, _HEADING))

    def tell(self, phrase: Phrase) -> Markup:
        """A phrase in the reader's language."""
        return tell(phrase, self.words, self.text)
