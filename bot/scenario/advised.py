"""What an author is advised about, though the file is good: what it is, and what to write instead."""

from __future__ import annotations

from bot.scenario.catalogue import Entry

ADVICE: dict[str, Entry] = {
    "no-measure": Entry("no step has a `measure`", "add one to the first scale, to follow the partnership over time"),
    "no-commitment": Entry("the scenario ends without commitments", "end with a step of kind commitment"),
    "when-mean": Entry(
        "`{key}` looks at the mean of all, which can hide a side that is far below",
        "where that matters, write `any_side_below: 3`, or `gap_above: 1.5`",
    ),
    "long-prompt": Entry("this prompt has {count} characters", "300 are easily read on a small screen"),
    "long-label": Entry("this text has {count} characters", "28 fit on a button of a small screen"),
    "says-not-anonymous": Entry(
        "the answers lead to nobody, and this prompt doesn't say so", "say in it that they are anonymous"
    ),
    "many-questions": Entry(
        "there are {count} questions in this prompt", "ask {most} at most, and make a step of the rest"
    ),
    "vote-without-rule": Entry(
        "this prompt doesn't say what the vote decides",
        "add a sentence on how the decision will be taken after it, and by whom",
    ),
    "no-heading": Entry(
        "lists and summaries cut this prompt after {most} characters", "add `heading:` with its key words"
    ),
    "no-note": Entry("{place} has no `note`", "add `note:` with advice to the facilitator, and words to copy"),
    "note-without-words": Entry(
        "this note has no words to copy", "add a sentence in quotation marks that the facilitator can send"
    ),
    "column-us": Entry(
        "each organisation takes `{text}` for itself, so that a conflict looks like agreement",
        "write `My own organisation` with `means: own`, or `Together as equals`",
    ),
    "fixed-date": Entry("{date} will lie in the past one day", "write `{{date:+30d}}` for a day in a month"),
    "windows-too-long": Entry(
        "the windows add up to {total}, and {promised} are promised",
        "shorten some, let two steps open together with `with: next`, or promise what it takes",
    ),
    "word-to-avoid": Entry("`{word}` hurts, or places one side above the other", "write rather: {instead}"),
    "names-the-community": Entry(
        "`{word}` tells whoever looks at the phone what this is about", "leave it out of all that the bot posts"
    ),
}
