"""Everything about a kind of step stands in its model and in its own file, and each kind says all that it must."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scenario.fields import neutral
from bot.scenario.kinds import MODELS, AnyStep
from bot.session import kinds
from bot.session.kinds.spec import Asking, Spec
from bot.session.kinds.terms import Asked, Unread
from bot.session.results import Result
from bot.session.shown import Shown
from bot.session.state import MINIMUM
from bot.session.values import Value
from tests.naming import Kinds, classes_of, namings

BOT = Path(__file__).parents[2] / "bot"
HERE = BOT / "session" / "kinds"
#: Where all kinds are named: the models, and the table.
TABLES = {BOT / "scenario" / "kinds.py", HERE / "__init__.py"}
FILES = {name: HERE / f"{name}.py" for name in MODELS}
#: Telegram in miniature knows nothing of the bot, so its words are its own.
OTHERS = sorted(path for path in BOT.rglob("*.py") if path not in TABLES and BOT / "rehearsal" not in path.parents)
ASKING = sorted(name for name, model in MODELS.items() if model.asks)


@cache
def classes(name: str) -> frozenset[str]:
    """The classes that are a kind's own."""
    return frozenset({MODELS[name].__name__, *classes_of(FILES[name].read_text("utf-8"))})


def _kinds_but(name: str = "") -> Kinds:
    others = frozenset(MODELS) - {name}
    return Kinds(others, frozenset().union(*map(classes, others)))


def test_nothing_names_a_kind_outside_its_file() -> None:
    for path in OTHERS:
        own = next((name for name, file in FILES.items() if file == path), "")
        assert namings(path.read_text("utf-8"), _kinds_but(own)) == set(), path


def test_no_template_asks_which_kind_a_step_is() -> None:
    for template in BOT.rglob("documents/templates/*.html"):
        assert "kind" not in template.read_text("utf-8"), template


@pytest.mark.parametrize(
    "source",
    [
        "from bot.session.kinds.matrix import LETTERS",
        "from bot.scenario.kinds import MatrixStep",
        "def f(step): return isinstance(step, VoteStep)",
        "def f(value): return value.text if isinstance(value, TextValue) else ''",
        "def f(step): return step.kind == 'text'",
        "def f(step): return step.kind not in ('message',)",
        "def f(step):\n    match step.kind:\n        case 'message': return 1",
        "def f(row): return row['kind'] == 'text'",
        "TABLE = {'text': 1, 'message': 2}",
        "TABLE = {'scale': 1}",
        "class Text:\n    UNREAD_CHOICE = 'unread'",
        "def _commitment(page, result): ...",
        "def f(result): return result.vote",
        "f(matrix=1)",
    ],
)
def test_a_piece_of_code_that_names_a_kind_is_found(source: str) -> None:
    """So that the test above can fail."""
    assert namings(source, _kinds_but())


@pytest.mark.parametrize(
    "source",
    [
        "'''A matrix, said in prose.'''",
        "payload = {'text': 1, 'chat': 2}",
        "def f(update): return update.kind == 'group'",
        "from bot.wording.message import Message",
        "def f(step): return step.kind",
        "languages = choose_language(votable)",
    ],
)
def test_what_only_looks_like_it_is_let_be(source: str) -> None:
    assert namings(source, _kinds_but()) == set()


def test_every_model_has_its_spec_and_asks_as_its_model_does() -> None:
    assert kinds.SPECS.keys() == MODELS.keys()
    for name, spec in kinds.SPECS.items():
        assert spec.model is MODELS[name]
        assert isinstance(spec, Asking) == spec.model.asks == (spec.value is not None)
        assert (spec.heading is not None) == spec.model.takeaway
        assert type(spec).__module__ == f"bot.session.kinds.{name}"


@pytest.mark.parametrize("name", ASKING)
def test_every_kind_that_asks_says_for_itself_what_has_a_right_answer_for_most(name: str) -> None:
    """What its answers are next to each other, and whether they are figures, decides what small numbers guard: a new
    kind has to think of it."""
    own = vars(type(kinds.SPECS[name]))
    assert {"model", "value", "several", "figures"} <= own.keys()
    assert ("parts" in own) == ("only" in own), "what is counted part by part must be hidden part by part"
    assert not kinds.SPECS[name].model.votable or "quote" in own, "what can be voted on must be quoted"
    assert not kinds.SPECS[name].model.scored or "score" in own, "what a condition looks at must have a score"


def test_a_kind_that_leaves_something_out_cannot_be_made() -> None:
    class Forgetful(Asking[AnyStep, Value, Result]):
        """Says nothing at all."""

    with pytest.raises(TypeError, match="abstract"):
        Forgetful()


def test_the_kinds_file_by_file_know_no_session() -> None:
    """They stand below it: a session's answers are made of their values."""
    for path in HERE.glob("*.py"):
        imported = {
            node.module for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
        }
        assert not imported & {f"bot.session.{room}" for room in ("state", "answers", "effects", "events", "placing")}


def _asked(name: str) -> Asked[AnyStep]:
    """A question of a kind with as many options as there can be, and five answers to be about."""
    model = MODELS[name]
    required = {key: neutral(model, key) for key, field in model.model_fields.items() if field.is_required()}
    step = model.model_validate({**required, "kind": name, **({"on": "x"} if "on" in model.model_fields else {})})
    return Asked(step, tuple("abcde"))


@pytest.mark.parametrize("name", ASKING)
def test_every_button_says_something_that_can_be_read_and_typed(name: str) -> None:
    asked = _asked(name)
    for key in kinds.spec_of(asked.step).keys(asked).keys:
        tapped = kinds.tap(asked, key.code, None)
        assert not isinstance(tapped, Unread)
        assert kinds.read(asked, key.code, None) == tapped
        assert kinds.read(asked, kinds.show(asked, tapped), None) == tapped


_REPLIES = st.one_of(
    st.sampled_from(["1", "2,3", "1a 2b", "what ; who ; 2027-03-01", "words", "-"]), st.text(max_size=30)
)


@pytest.mark.parametrize("name", ASKING)
@given(replies=st.lists(_REPLIES, min_size=1, max_size=5))
def test_whatever_is_said_can_be_shown_counted_told_and_stored(name: str, replies: list[str]) -> None:
    """Every kind's spec, from a reply to what machines and people read of it."""
    asked, spec = _asked(name), kinds.SPECS[name]
    read = [kinds.read(asked, reply, None) for reply in replies]
    values = [value for value in read if spec.value and isinstance(value, spec.value)]
    for value in values:
        assert kinds.read(asked, kinds.show(asked, value), None) == value
        assert spec.words(value) >= 0
        assert spec.only(value, spec.parts(value)) == value
        spec.mine(asked, value)
        spec.json(asked, value)
    shown = [Shown(str(n), value, None, None, None, late=False) for n, value in enumerate(values)]
    assert isinstance(spec.tally(asked, shown, MINIMUM), Result)


def test_a_step_that_asks_nothing_takes_nothing() -> None:
    for name in MODELS.keys() - set(ASKING):
        asked = _asked(name)
        for told in (kinds.read(asked, "-", None), kinds.tap(asked, "-", None), kinds.read(asked, "words", None)):
            assert isinstance(told, Unread)
        assert type(kinds.SPECS[name]).__mro__[1] is Spec
