"""However much people write, a chat shows what fits, and nothing of the markup breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.wording.catalog import FSI, PDI, isolate
from bot.wording.fitting import clipped, fitted, least_cut
from bot.wording.message import bare, size

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=f"{FSI}{PDI}"), min_size=1, max_size=300
)


def _line(author: str, text: str) -> Markup:
    return Markup("<b>{}</b> {}").format(isolate(author), isolate(text))


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=200), st.integers(1, 8000))
def test_as_much_as_there_is_room_for_is_shared(lengths: list[int], room: int) -> None:
    cut = least_cut(lengths, room)
    assert sum(min(length, cut) for length in lengths) <= room or cut == 0
    assert cut >= max(lengths) or sum(min(length, cut + 1) for length in lengths) > room


@given(TEXTS, TEXTS, st.integers(2, 400))
def test_a_cut_line_is_whole_html_and_isolates_what_it_isolated(author: str, text: str, room: int) -> None:
    line = clipped(_line(author, text), room)
    assert line.count("<b>") == line.count("</b>")
    assert line.count(FSI) == line.count(PDI)
    words = bare(line).replace(FSI, "").replace(PDI, "")
    whole = f"{author} {text}"
    assert words == whole or (words.endswith("…") and whole.startswith(words[:-1].rstrip(" ")))
    assert size(line) <= room + 1 + line.count(PDI)


@given(st.lists(TEXTS, min_size=1, max_size=150), st.integers(200, 4000), st.integers(20, 120))
def test_all_of_it_has_room_and_what_is_missing_is_counted(texts: list[str], room: int, least: int) -> None:
    lines = [_line("Awa", text) for text in texts]
    kept, left_out = fitted(lines, room, least)
    assert kept
    assert len(kept) + left_out == len(lines)
    assert sum(size(line) for line in kept) <= max(room, least) + 4 * len(kept)
    if sum(size(line) for line in lines) <= room:
        assert (kept, left_out) == (lines, 0), "what fits is told whole"


def test_the_longest_are_cut_first() -> None:
    short, long = _line("Awa", "Non."), _line("Chidi", "a " * 2000)
    kept, left_out = fitted([short, long, short], 500, 60)
    assert (kept[0], kept[2], left_out) == (short, short, 0)
    assert 400 < size(kept[1]) <= 500
