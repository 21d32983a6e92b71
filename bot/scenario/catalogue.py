"""What can be wrong with a scenario or its sample answers, so that a file is refused: what happened, and what to write
instead."""

from __future__ import annotations

from dataclasses import dataclass

from bot.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem: its message and remedy, with {placeholders} for what a file says."""

    message: str
    remedy: str


_LANGUAGES = ", ".join(LANGUAGES)

MISTAKES: dict[str, Entry] = {
    # the file
    "too-large": Entry("the file is larger than 64 KiB", "shorten it, or make two scenarios of it"),
    "not-text": Entry("this is not a text file but {what}", "save the scenario as plain text with the ending .yaml"),
    "not-utf8": Entry("the file is not UTF-8", "save it again with the encoding UTF-8"),
    "control-character": Entry("there is a control character (U+{number}) here", "delete it and type the text again"),
    "strange-space": Entry(
        "this looks like a space, and for YAML is none: {name}", "delete it, and type an ordinary space"
    ),
    "comment-in-text": Entry(
        "what stands behind this # is left out: for YAML it is a remark",
        'put the text into quotation marks: "…"; write a remark with a space after its #',
    ),
    "empty-file": Entry("there is nothing in the file", "start from one of the scenarios that come with Palabre"),
    "tab": Entry("this line is indented with a tab", "indent with spaces, two for each level"),
    "syntax": Entry(
        "this can’t be read as YAML: {why}",
        "look at this line and the one above: a missing space after "
        "a colon, a quotation mark that isn't closed, or a different indentation",
    ),
    "colon": Entry("there is a colon inside a text that isn’t quoted", 'put the text into quotation marks: "…"'),
    "question-mark": Entry(
        "a question mark with a space before it, inside {{ }}, is read as YAML",
        'put the text into quotation marks: {{ fr: "… ?" }}',
    ),
    "too-deep": Entry(
        "this is nested more than 8 levels deep", "write it as flat as the scenarios that come with Palabre"
    ),
    "too-many-nodes": Entry("there are more than 5,000 entries", "make two scenarios of it"),
    "anchor": Entry(
        "anchors and aliases (& and *) are not allowed",
        "write the text out in both places; a text that begins with & or * needs quotation marks",
    ),
    "tag": Entry("tags (with !) are not allowed", "leave it out; a text that begins with ! needs quotation marks"),
    "merge-key": Entry("merge keys (<<) are not allowed", "write the entries out"),
    "second-document": Entry("a second document begins here (---)", "put each scenario into a file of its own"),
    "duplicate-key": Entry("`{key}` stands here a second time (first in line {first})", "keep one of them"),
    # the shape
    "not-a-mapping": Entry("{place} must be entries like `key: value`", "write one entry a line"),
    "not-a-list": Entry("{place} must be a list", "begin each item with a dash: `- id: …`"),
    "not-a-text": Entry("{place} must be a text", "write words here, nothing nested"),
    "text-by-language": Entry("{place} must say its language", "write `{{ fr: {text} }}`, with one of " + _LANGUAGES),
    "missing-key": Entry("{place} has no `{key}`", "add `{key}: …`"),
    "unknown-key": Entry("{place} knows no `{key}`", "{meant}"),
    "unknown-language": Entry(
        "`{key}` is not a language of Palabre’s",
        "use one of " + _LANGUAGES + "; a text with a comma needs quotation marks inside {{ }}",
    ),
    "unknown-kind": Entry("there is no kind `{value}`", "{meant}"),
    "unknown-value": Entry("{place} can’t be `{value}`", "{meant}"),
    "wrong-version": Entry(
        "this is version `{value}` of the format", "write `palabre: 1`; for a newer version, update Palabre"
    ),
    "bad-id": Entry(
        "`{value}` can’t be an id", "use up to 32 small letters, digits and hyphens, a letter first: `next-steps`"
    ),
    "empty-text": Entry("{place} is empty", "write a text, or leave the line out"),
    "long-text": Entry("{place} is longer than {most} characters", "shorten it: it is read on a small screen"),
    "not-a-number": Entry("{place} must be a number, not `{value}`", "write digits alone, such as `2`"),
    "out-of-range": Entry("{place} can’t be {value}", "write {bounds}"),
    "bad-duration": Entry("{place} can’t be `{value}`", "write a number and a unit: `30s`, `45m`, `24h` or `5d`"),
    "too-few": Entry("{place} needs {least} or more", "add what is missing"),
    "too-many": Entry("{place} has more than {most}", "leave some out, or make two steps of it"),
    # across steps
    "duplicate-id": Entry("the id `{id}` stands for another {what} already (line {first})", "give this one another id"),
    "practice-and-lesson": Entry("a scenario is of a practice or of a lesson, not of both", "leave one of them out"),
    "language-not-in-title": Entry(
        "the title has no `{language}`, but this text has", "add `{language}` to the title, or leave it out here"
    ),
    "first-language-missing": Entry(
        "{place} has no `{language}`, the scenario’s first language", "add `{language}: …`"
    ),
    "vote-on-unknown": Entry("there is no step `{id}` before this one", "{meant}"),
    "vote-on-kind": Entry(
        "`{id}` is not a text step: there are no answers to vote on", "name an earlier step of kind text"
    ),
    "vote-on-hidden": Entry(
        "the answers to `{id}` are never revealed, so nobody can vote on them",
        "write `reveal: together` there, or vote on another step",
    ),
    "when-unknown": Entry("there is no step `{id}` before this one", "{meant}"),
    "when-kind": Entry("`{id}` is not a scale: it has no mean", "name an earlier step of kind scale"),
    "when-bounds": Entry(
        "`when` needs one of `mean_below`, `mean_above`, `any_side_below` and `gap_above`",
        "keep exactly one, such as `any_side_below: 3`",
    ),
    "when-range": Entry(
        "a mean lies between 1 and 5, so {value} decides nothing", "write a number in between, such as 3"
    ),
    "when-gap": Entry(
        "two means lie between 0 and 4 apart, so {value} decides nothing", "write a number in between, such as 1.5"
    ),
    "means-twice": Entry(
        "the column `{id}` is the second that means `{value}`", "keep `means: {value}` in one of them"
    ),
    "max-too-large": Entry("`max` is {value}, but there are {count} options", "write at most {count}"),
    "private-live": Entry(
        "a private step is sealed until it closes, so it can’t be revealed live", "write `reveal: together`, or `never`"
    ),
    "alias-in-group": Entry(
        "who answers in the group is seen there, and everybody would learn whose pseudonym it is",
        "write `collect: private` beside it, or `attribution: organisation`",
    ),
    "with-nothing": Entry(
        "no step comes after this one, so it can’t open together with the next", "leave `with` out here"
    ),
    "with-message": Entry(
        "`{id}`, which comes next, asks nothing, so nothing can be answered together",
        "leave `with` out here, or put a step that asks something behind this one",
    ),
    "with-outcome": Entry(
        "`{id}`, which comes next, is about the answers to this step, so the two can’t open together",
        "leave `with` out here",
    ),
    "short-without": Entry(
        "this step is in the short variant, but `{id}`, which it builds on, is left out there",
        "write `short: true` in `{id}` too, or leave it out here",
    ),
    "bad-date": Entry(
        "this date would stand here as it is written",
        "write `{{date:+30d}}`, with any number of days, and in a prompt alone",
    ),
    "measure-twice": Entry(
        "the measure `{id}` is taken twice (first in line {first})",
        "keep it in one step: the curve needs one value for each session",
    ),
    "long-window": Entry("{place} is longer than 180 days", "write a shorter one: answers aren't kept that long"),
    # sample answers
    "samples-elsewhere": Entry("these are sample answers to `{value}`, beside `{id}`", "write `scenario: {id}`"),
    "samples-unknown": Entry("the scenario has no step `{id}` that asks something", "{meant}"),
    "samples-missing": Entry("there are no sample answers to `{id}`", "add `{id}:` and six answers"),
    "samples-language": Entry(
        "{place} has no `{language}`", "add `{language}:` and six answers, or one list for all languages"
    ),
    "samples-list": Entry("{place} must be a list of six answers", 'write `["…", "…", "…", "…", "…", "-"]`'),
    "samples-six": Entry(
        "{place} has {count} answers", "write six: three of the South, then three of the North; `-` passes"
    ),
}
