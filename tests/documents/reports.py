"""Reports with every kind of block in them, made by hand: usual ones, and of what people at their worst could write."""

from __future__ import annotations

from bot.content import report as r
from bot.content.phrase import Isolated, Mark, Number, Percent, Phrase, ScenarioText, joined, say
from bot.session.organisations import Side
from bot.summary.balance import Balance, Share
from bot.summary.report import voices

#: What somebody could write: markup, a direction turned around, controls, half a pair, formulas, very much of it.
HOSTILE = (
    "<script>alert(1)</script><b>&\"'</b><a href=tg://user?id=1>x</a>",
    "\u202egnp.exe\u202c \u2067\u2067\u2066 unclosed",
    "a\x00b\x01c\x0bd\x1be\ufffe\ud800f\udfff",
    '=HYPERLINK("http://x";1)',
    "]]><w:p/>&#0;%s{}{{ 7*7 }}",
    "x" * 4096,
    "سلام " * 800,
    "two\nlines\r\nand\u2028a third\ttab",
)
USUAL = ("Une parole simple.", "كلام بسيط مع Toit Vert في الوسط.", "Plain words, with سلام in them.")

TEXT = {"fr": "Qui décide ?", "en": "Who decides?", "es": "¿Quién decide?", "pt": "Quem decide?", "ar": "من يقرر؟"}


def blocks(said: tuple[str, ...]) -> tuple[r.Block, ...]:
    """One of each kind, with these words in all that people write, and what is charted in each of its shapes."""
    quotes = tuple(r.Quoted(text, None, (text[:24],), n) for n, text in enumerate(said, 1))
    label = ScenarioText(TEXT)
    words: list[Phrase] = [Isolated(text) for text in said]
    bars = tuple(r.Bar(Number(n), n) for n in range(1, 6))
    first, last = (joined(one, " ", Number(2.5, 1)) for one in (words[0], words[-1]))
    means = (r.Mean(first, 2.5), r.Mean(last, 4.5, "high"), r.Mean(label, 1.5, "low"))
    rows = tuple(r.Row(joined("≠ ", label), (one, Percent(0.5)), (3, 2, 1), (one,)) for one in words)
    shares = Balance(tuple(Share(side, 0.3, 0.6) for side in (*Side, None)), False)
    return (
        r.Paragraph((label, words[0])),
        r.Listing(tuple(words)),
        r.Quotes(quotes),
        r.Ranking(tuple(r.Place(q.number or 1, q, Number(9 - (q.number or 1)), 9 - (q.number or 1)) for q in quotes)),
        r.Bars(bars, 15, (label,), axis=r.Axis(words[0], label, means)),
        r.Bars(tuple(r.Bar(one, n) for n, one in enumerate(words)), len(words), tuple(words)),
        *voices(shares, "document")[0].blocks,
        r.Table(rows, label, tuple(words), (), (label, label, label), (label, words[0], words[-1])),
    )


def report(said: tuple[str, ...]) -> r.Report:
    """A report with all of them, a section each, and with these words wherever people write."""
    label, name = ScenarioText(TEXT), Isolated(said[0])
    sections = tuple(r.Section(label, (block,)) for block in blocks(said))
    return r.Report(
        label=label, title=name, purpose=label, people=label, parties=(r.Party(name, Mark("x")),), notes=(label,),
        highlights=(name,), takeaways=sections[1:2], steps=sections, afterwards=(), corrections=sections[2:3],
        remarks=(label,), contents=say("Contents"),
    )  # fmt: skip
