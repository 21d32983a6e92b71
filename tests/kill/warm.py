"""What every life of the bot reads when it starts and never changes: scenarios, catalogues, words. The server that
forks the lives reads it once; anew in each it took most of these tests' time. What a life does itself begins with its
database."""

from __future__ import annotations

from bot.languages import LANGUAGES
from bot.reading.date_words import vocabulary
from bot.reading.words import Meaning, phrases
from bot.resources import folder
from bot.scenario.library import Library
from bot.scenario.load import pinned_scenario
from bot.wording.catalog import words
from tests.kill.child import SCENARIOS

_library = Library([folder("scenarios"), SCENARIOS])
for _id in _library.ids():
    pinned_scenario(_library.source(_id))
for _language in LANGUAGES:
    words(_language).number(1)
for _meaning in Meaning:
    phrases(_meaning)
vocabulary()
