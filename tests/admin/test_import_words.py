"""What the readers say of a file is said at the desk in Italian, all of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from admin.imports.words import SENTENCES, in_words

ROOT = Path(__file__).parents[2]
READERS = (
    *("bot/intake/packages.py", "bot/intake/training_files.py", "bot/text/decoding.py"),
    *(str(path.relative_to(ROOT)) for path in (ROOT / "bot/directory/hsds").glob("*.py")),
    *(f"bot/training/{name}.py" for name in ("feed", "linked", "reading", "sheet")),
)
SAYS = frozenset({"refuse", "refused", "problem", "UnreadableError", "Refused", "take"})
NO_SENTENCE = frozenset({"{}", "kind", "begins", "ends", "deadline"})


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
        return "".join(map(str, parts))
    return None


def _said(path: str) -> set[str]:
    """Whatever is a sentence among the texts of a module: it begins large, or with a name."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    unsaid = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            unsaid |= {id(one) for one in node.values}
    texts = (
        _text(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in unsaid
    )
    return {
        text for text in texts if text and " " in text and text[-1] in ".:" and len(text) > 8
        and (text[0].isupper() or text[0] == "'")
    }  # fmt: skip


ENGLISH_ONLY = frozenset(
    {
        "'{}' is {}.",  # Both that it is said of stand there.
        "What Filo adds to the standard.",  # The description of the taxonomy.
    }
)


@pytest.mark.parametrize("path", READERS)
def test_every_sentence_of_the_readers_has_its_italian(path: str) -> None:
    """Otherwise an office in Rho reads English in the middle of its own page."""
    assert _said(path) - SENTENCES.keys() - ENGLISH_ONLY == set()


def test_every_italian_sentence_has_as_many_gaps() -> None:
    """Nothing that is named gets lost."""
    for english, italian in SENTENCES.items():
        assert english.count("{}") == italian.count("{}"), english


@pytest.mark.parametrize(
    ("said", "italian"),
    [
        ("'deadline' cannot be read.", "«scadenza» non si legge."),
        ("call 2, instance 1: 'title' is missing.", "avviso 2, edizione 1: Manca «titolo»."),
        ("phones[0]: 'number' of the phone is missing.", "phones[0]: Manca «number» (telefono)."),
        ("Nobody has ever said this.", "Nobody has ever said this."),
    ],
)
def test_columns_are_called_as_in_the_sheet(said: str, italian: str) -> None:
    """And the way to a place deep in a file stays."""
    assert in_words(said, "it") == italian
    assert in_words(said, "en") == said
