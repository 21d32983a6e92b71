"""The file around a document for Word: its styles, page, footer, and bytes. It says nothing of when, where and by whom
it was made; made twice of the same report, it is the same to the last byte."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from bot.documents.direction import Direction, bare
from bot.documents.word.elements import Bit, element, field, text_runs
from bot.languages import LANGUAGES

#: What python-docx's empty document brings with it that says something of it, or that nobody needs.
_SUPERFLUOUS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "webSettings", "numbering")
_OF_ITS_MAKER = ("rsids", "docId", "savePreviewPicture", "proofState", "zoom", "shapeDefaults")
#: Which day a file is of, in an archive that must name one: the first that there is.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
#: The width between the margins, in millimetres, and so many twentieths of a point are one.
TEXT_WIDTH, TWENTIETHS = 170, 56.7


def empty(language: str, tag: str, base: Direction, title: str) -> Document:
    """A document with nothing in it but its styles and the numbers of its pages. `tag` is the language as Word names
    it."""
    document = docx.Document()
    _strip(document)
    _style(document, tag, base)
    _page(document, base)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.title, properties.language = bare(title)[:255], language
    for dated in properties._element.xpath("dcterms:created | dcterms:modified"):  # no setter takes a date away
        dated.getparent().remove(dated)
    return document


def _strip(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if any(word in relation.reltype for word in _SUPERFLUOUS):
                del relations[key]
    settings = document.settings.element
    for child in list(settings):
        if child.tag.split("}")[-1] in _OF_ITS_MAKER:
            settings.remove(child)
    for one in document.element.iter():
        for name in [name for name in one.attrib if "rsid" in name]:  # which of its maker's sittings it is from
            del one.attrib[name]


def _style(document: Document, tag: str, base: Direction) -> None:
    """Our own styles in the place of python-docx's 160."""
    source = (files("bot.documents") / "templates" / "styles.xml").read_text("utf-8")
    complex_tag = tag if base == "rtl" else next((c for c, row in LANGUAGES.items() if row.direction == "rtl"), tag)
    filled = {"language": tag, "complex": complex_tag, "bidi": "<w:bidi/>" if base == "rtl" else ""}
    for name, value in filled.items():
        source = source.replace(f"{{{{ {name} }}}}", value)
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(source)):
        styles.append(child)


def _page(document: Document, base: Direction) -> None:
    """A4, and in the footer which page of how many."""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - TEXT_WIDTH) / 2)
    section.top_margin = section.bottom_margin = Mm(20)
    if base == "rtl":
        section._sectPr.find(qn("w:docGrid")).addprevious(element("w:bidi"))  # where the schema has it
    line = section.footer.paragraphs[0]._p
    line.clear()
    line.append(element("w:pPr", element("w:pStyle", val="Footer")))
    for part in (*field("PAGE"), *text_runs(Bit(" / "), base), *field("NUMPAGES")):
        line.append(part)


def packed(document: Document) -> bytes:
    """The file, without a time in it."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            again.writestr(zipfile.ZipInfo(name, _NO_DAY), made.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
