"""A report as its readers get it: a section of it in the chat, as a result or in the summary, and in a document."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from bot.content.report import Block, Quotes, Report, Section
from bot.documents.html import html_report
from bot.session.state import Session
from bot.summary.report import report
from bot.summary.tally import tally
from bot.wording.catalog import Words, words
from bot.wording.message import Message, bare, pages
from bot.wording.report import result_blocks, summary_blocks
from tests.session.guarded import SCENARIO

EN, FR = words("en"), words("fr")
_TAGS = re.compile(r"<[^>]*>")


def reported(session: Session, audience: str = "document") -> Report:
    return report(SCENARIO, tally(SCENARIO, session, audience=audience), audience)


def alone(whole: Report, section: Section) -> Report:
    """The report with one section alone."""
    return replace(whole, highlights=(), takeaways=(), steps=(section,), afterwards=(), corrections=(), remarks=())


def in_chat(whole: Report, section: Section, w: Words) -> str:
    _, *blocks = summary_blocks(alone(whole, section), w)
    return " ".join(bare(page) for page in pages(Message(tuple(blocks))))


def once(section: Section) -> Section:
    """The section with each of somebody's words once, and as if they were new: so all of it is told, and nothing of it
    with how often it was said."""

    def once(block: Block) -> Block:
        if isinstance(block, Quotes):
            return replace(block, quotes=tuple(dict.fromkeys(block.quotes)), seen=False)
        return block

    return replace(section, blocks=tuple(map(once, section.blocks)))


def as_result(section: Section, w: Words) -> str:
    return " ".join(bare(page) for page in pages(Message(result_blocks(section.blocks, w))))


def unnumbered(said: str) -> str:
    """Lines without the numbers by which answers are voted on."""
    return re.sub(r"^\d+\. ", "", said, flags=re.MULTILINE)


def in_html(whole: Report, section: Section, w: Words) -> str:
    """What somebody reads of a section: of what is drawn its words, unless they stand beside it; without the places of
    a vote, which the chat doesn't number: they would be taken for the numbers on the ballot."""
    page = html_report(alone(whole, section), w).decode()
    (told,) = re.findall("<section>(.*?)</section>", page, re.DOTALL)
    told = re.sub(r'<figure aria-hidden="true">.*?</figure>', " ", told, flags=re.DOTALL)
    drawn = re.sub(r"<svg.*?<desc>(.*?)</desc>.*?</svg>", r"\1", told, flags=re.DOTALL)
    return unescape(_TAGS.sub(" ", re.sub(r"<li[^>]*>\d+\. ", "<li>", drawn)))
