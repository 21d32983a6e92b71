"""French spacing by one rule: a narrow no-break space before ; ! ?, a no-break space before : and inside « », and ’
for every apostrophe, so that no line of a narrow phone begins with a question mark.

    python -m bot.scenario.french scenarios/*.yaml

sets it in the French texts of scenario files; the catalogue gets it by `bot.wording.collect`. Whoever writes can so
type ordinary spaces. Knows the rule and where a file has French; changes nothing that the bot says while it runs.

Source of the rule: Imprimerie nationale, Lexique des règles typographiques, "Ponctuation".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

_NARROW, _WIDE = "\u202f", "\u00a0"
#: What isn't prose, and stays as it is: {placeholders}, tags and entities of HTML, addresses, times of day.
_LEFT_ALONE = r"\{[^{}]*\}|</?\w+>|&#?\w+;|\w+://\S+|\d:\d"
#: Something that the rule is about, with the spaces that it now has.
_MARK = re.compile(rf"(?P<kept>{_LEFT_ALONE})|«[^\S\n]*|[^\S\n]*»|[^\S\n]*(?P<stop>[;!?]+|:)|(?P<apostrophe>')")
#: Before these a mark stands close: it begins a line, or is quoted or bracketed by itself.
_OPENING = ("", "\n", "(", "[", "“", "‘", "«")


def spaced(text: str) -> str:
    """A French text with the rule kept; one that keeps it comes back as it was."""
    return _MARK.sub(_set, text)


def _set(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    if found["apostrophe"]:
        return "’"
    if found["stop"]:
        before = found.string[: found.start()].rstrip(f" {_NARROW}{_WIDE}")[-1:]
        space = "" if before in _OPENING else _WIDE if found["stop"] == ":" else _NARROW
        return space + found["stop"]
    return f"«{_WIDE}" if "«" in found[0] else f"{_WIDE}»"


def _french(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """The French texts of a scenario file, wherever `fr:` stands."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _french(item)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "fr" and isinstance(value, yaml.ScalarNode):
                yield value
            yield from _french(value)


def rewritten(source: str) -> str:
    """A scenario file's text, with its French spaced; raises yaml.YAMLError where it is no YAML."""
    written, at = "", 0
    for node in _french(yaml.compose(source, Loader=yaml.SafeLoader)):
        start, end = node.start_mark.index, node.end_mark.index
        written += source[at:start] + _inside(source[start:end], node.style)
        at = end
    return written + source[at:]


def _inside(raw: str, style: str | None) -> str:
    """A text as it stands in the file; the quotation marks around it, and the sign of a folded one, stay."""
    if style in ("'", '"'):
        return raw[0] + spaced(raw[1:-1].replace("''", "’")) + raw[-1]
    head, newline, rest = raw.partition("\n")
    return head + newline + spaced(rest) if style in ("|", ">") else spaced(raw)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(rewritten(file.read_text("utf-8")), "utf-8")
