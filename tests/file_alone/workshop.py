"""The workshop that is played for the attacker: private and group questions, with names and without."""

from __future__ import annotations

import re

SCENARIO = """
palabre: 1
id: nameless
title: { fr: Sans nom }
purpose: { fr: Essayer }
steps:
  - { id: hello, kind: text, prompt: { fr: Question hello } }
  - { id: secret, kind: text, collect: private, attribution: none, prompt: { fr: Question secret } }
  - { id: story, kind: text, collect: private, prompt: { fr: Question story } }
  - { id: grade, kind: scale, collect: private, attribution: none, prompt: { fr: Question grade } }
  - id: grid
    kind: matrix
    collect: private
    attribution: none
    prompt: { fr: Question grid }
    rows: [ { id: money, text: { fr: Argent } }, { id: words, text: { fr: Parole } } ]
    columns: [ { id: us, text: { fr: Nous } }, { id: them, text: { fr: Eux } } ]
  - { id: aloud, kind: text, attribution: none, reveal: together, prompt: { fr: Question aloud } }
  - { id: pick, kind: vote, on: secret, votes: 1, prompt: { fr: Question pick } }
"""
PRIVATE = frozenset({"secret", "story", "grade", "grid"})
#: The anonymous questions of words: of these each answer is known by its words, so that it is known who gave it.
NAMELESS = ("secret", "aloud")
ANONYMOUS = frozenset({*NAMELESS, "grade", "grid"})
SHORT = {"grade": ("1", "3", "5", "-"), "grid": ("1a 2b", "1a", "2b", "-"), "pick": ("1", "2", "-")}
COUNT = 7
#: How a question is asked, in the group and in private.
ASKED = re.compile(rf"[1-{COUNT}]/{COUNT} Question (\w+)")
#: How what is still to come is asked in one message.
ASKED_AHEAD = re.compile(r"^[1-9]\. Question (\w+)$", re.MULTILINE)
#: How somebody is asked whether, and to which question, their words are an answer.
ASKED_WHETHER, ASKED_WHICH = "Est-ce votre réponse à", "À quelle question répondez-vous"
#: The words of every whisper.
WHISPER = "moins vite, je vous prie"
