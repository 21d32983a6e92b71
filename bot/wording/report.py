"""Reports as chat text: short, and without pictures, since data is dear. What a document draws is said in words here,
what the group has read before is left out or shortened, and long quotations are folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from markupsafe import Markup

from bot.content import report as r
from bot.content.phrase import Lines, Phrase
from bot.scenario.texts import text_in
from bot.wording.catalog import Words, isolate
from bot.wording.fitting import fitted
from bot.wording.message import Block, Quote
from bot.wording.tell import TellText, shortened, tell

#: How much of a question the summary repeats, in characters.
_HEADING = 60
#: How much of what came behind the first choice is repeated, in characters: the group has just read it twice.
_BEHIND = 50
#: How much is told of what people said to one question, in characters: when it is told first, with room for the next
#: question in the same message; and where the group has read it before. None is cut to less than the second number.
_FIRST, _AGAIN = (3_000, 60), (1_500, 40)

_NO_MARK = Markup("")


def quoted(w: Words, said: r.Quoted, room: int | None = None) -> Markup:
    """Somebody's words, of at most `room` characters, with the note on them; without their author."""
    note = tell(said.note, w) if said.note else None
    if not said.text:
        return note or isolate("")
    text = isolate(said.text if room is None else shortened(said.text, room))
    return Markup("{} ({})").format(text, note) if note else text


def author(said: r.Quoted) -> Markup:
    """What may be told of who said it."""
    return isolate(" · ".join(said.author)) if said.author else Markup("")


@dataclass
class _Chat:
    """Blocks of chat text in the making: lines are gathered until something begins a new block. `again` says that
    the group has read it before: nothing is left out then, and much is shortened."""

    words: Words
    again: bool
    lines: list[Markup] = field(default_factory=list)
    done: list[Block] = field(default_factory=list)

    def say(self, phrases: Lines) -> None:
        self.lines += filter(None, (tell(phrase, self.words) for phrase in phrases))

    def finish(self) -> tuple[Block, ...]:
        if self.lines:
            self.done.append(Markup("\n").join(self.lines))
            self.lines = []
        return tuple(self.done)

    def add(self, block: r.Block) -> None:
        match block:
            case r.Paragraph(lines):
                self.say(lines)
            case r.Bars():
                self.say(() if self.again and block.else_told else block.text)
            case r.Table():
                self.say(block.brief if self.again else block.text)
            case r.Listing(items) | r.Shares(text=items):
                self.lines += self._fitted([tell(item, self.words) for item in items], _FIRST)
            case r.Ranking(places, others):
                self.lines += self._fitted([self._place(place) for place in places], _AGAIN)
                if self.again and others:
                    self._quote(others, long=True)
            case r.Quotes(quotes, seen, long):
                if self.again or not seen:
                    self._quote(quotes, long=long)
                elif also := [said for said in quotes if said.unread]:
                    self.lines.append(self.words.say("Also, in private:"))
                    self._quote(also, long=False)
            case _:
                assert_never(block)

    def _place(self, place: r.Place) -> Markup:
        """By its votes, and not by its place: a number would be taken for that on the ballot."""
        w = self.words
        if self.again:
            return self._line(place.quoted, r.REPEATED, Markup("• {} – ").format(tell(place.reason, w)))
        room = r.EXCERPT if place.position == 1 else _BEHIND
        return w.say("• {votes}: {answer}", votes=tell(place.reason, w), answer=quoted(w, place.quoted, room))

    def _quote(self, quotes: Sequence[r.Quoted], *, long: bool) -> None:
        room = r.REPEATED if self.again and long else None
        lines = self._fitted([self._line(said, room) for said in quotes], _AGAIN if self.again else _FIRST)
        if long:
            self.finish()
            self.done.append(Quote(tuple(lines)))
        else:
            self.lines += lines

    def _fitted(self, lines: Sequence[Markup], room: tuple[int, int]) -> list[Markup]:
        """As much of it as there is room for, and that there is more; what is the same word for word but once."""
        w, once = self.words, [self._times(line, n) for line, n in Counter(lines).items()]
        kept, left_out = fitted(once, *room)
        if left_out:
            n = w.number(left_out)
            kept.append(w.say("… and {n} more. The document has it all.", n=n))
        elif kept != once:
            kept.append(w.say("Shortened here. The document has it all."))
        return kept

    def _times(self, line: Markup, n: int) -> Markup:
        return line if n == 1 else self.words.count("{said} ({n} time)", "{said} ({n} times)", n, said=line)

    def _line(self, said: r.Quoted, room: int | None, mark: Markup = _NO_MARK) -> Markup:
        words, w = quoted(self.words, said, room), self.words
        mark = mark or (Markup("{}. ").format(w.number(said.number)) if said.number else _NO_MARK)
        if said.author:
            return Markup("{}<b>{}</b> {}").format(mark, author(said), words)
        return Markup("{}{}").format(mark or "• ", words)


def result_blocks(blocks: Sequence[r.Block], w: Words) -> tuple[Block, ...]:
    """One step's result, when it has just closed."""
    chat = _Chat(w, again=False)
    for block in blocks:
        chat.add(block)
    return chat.finish()


def told_again(blocks: Sequence[r.Block], w: Words) -> tuple[Block, ...]:
    """One step's result for somebody who wasn't there, shortened."""
    chat = _Chat(w, again=True)
    for block in blocks:
        chat.add(block)
    return chat.finish()


def summary_blocks(report: r.Report, w: Words) -> tuple[Block, ...]:
    """The whole session: what somebody would repeat of it, then step by step, what the group takes away and what else
    there is to tell. Answers are shortened: the group has seen them."""
    highlights = [Markup("→ {}").format(tell(line, w, _cut(w))) for line in report.highlights]
    said = (Markup("\n").join(highlights),) if highlights else ()
    return (_head(report, w), *said, *_sections((*report.steps, *report.takeaways, *report.afterwards), w))


def closing_blocks(report: r.Report, w: Words) -> tuple[Block, ...]:
    """What people have said about the summary. It changes with each of them, so it stands last."""
    return _sections(report.corrections, w)


def _sections(sections: Sequence[r.Section], w: Words) -> tuple[Block, ...]:
    return tuple(block for section in sections for block in _section(section, w))


def _head(report: r.Report, w: Words) -> Markup:
    people = tell(report.people, w)
    names = w.listing(tell(party.name, w) for party in report.parties)
    with_names = w.say("{people}, with {organisations}.", people=people, organisations=names)
    lines = [
        w.say("<b>Summary: {title}</b>", title=tell(report.title, w)),
        with_names if report.parties else Markup("{}.").format(people),
        *(tell(note, w) for note in report.notes),
    ]
    return Markup("\n").join(lines)


def _section(section: r.Section, w: Words) -> tuple[Block, ...]:
    """A section under its heading; nothing where nothing is told of it."""
    told = told_again(section.blocks, w)
    return _headed(_heading(section.heading, w), told) if told else ()


def _headed(heading: Markup, told: tuple[Block, ...]) -> tuple[Block, ...]:
    """The heading stands with the first lines, unless these are folded."""
    first, *rest = told
    return (heading, *told) if isinstance(first, Quote) else (Markup("{}\n{}").format(heading, first), *rest)


def _heading(heading: Phrase, w: Words) -> Markup:
    return Markup("<b>{}</b>").format(tell(heading, w, _cut(w)))


def _cut(w: Words) -> TellText:
    """Questions by their beginning."""
    return lambda text: isolate(shortened(text_in(text, w.language).text, _HEADING))
