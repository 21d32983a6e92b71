"""The source of the workshops, as fingerprints of its words alone, so that our texts can be held against it.

The AGIRI working group's document isn't ours to pass on, and isn't here. `source_fingerprints.txt` has one fingerprint
for every five words in a row of it: five bytes of BLAKE2b over the words without capitals, accents and punctuation,
keyed with SALT, in the order of the fingerprints. No sentence can be put together from them; only somebody who has the
words can tell that they are the document's. Made, and made anew if the document changes, by

    python -m tests.source THE_DOCUMENT.txt > tests/source_fingerprints.txt
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

#: How many words in a row are a sentence of somebody's, and no longer a turn of speech.
IN_A_ROW = 5
SALT = b"palabre, five words in a row"
FINGERPRINTS = Path(__file__).with_name("source_fingerprints.txt")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return re.findall(r"\w+", _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def fingerprints(text: str) -> Iterator[tuple[str, str]]:
    """Every five words in a row of a text, each with its fingerprint."""
    said = words(text)
    for row in zip(*(islice(said, start, None) for start in range(IN_A_ROW)), strict=False):
        together = " ".join(row)
        yield together, blake2b(together.encode("utf-8"), digest_size=5, key=SALT).hexdigest()


@cache
def of_the_source() -> frozenset[str]:
    """The fingerprints of the document."""
    return frozenset(FINGERPRINTS.read_text("ascii").split())


def shared(text: str) -> list[str]:
    """The words of a text that stand in the document, five in a row."""
    return [together for together, mark in fingerprints(text) if mark in of_the_source()]


if __name__ == "__main__":
    document = Path(sys.argv[1]).read_text("utf-8")
    sys.stdout.write("\n".join(sorted({mark for _, mark in fingerprints(document)})) + "\n")
