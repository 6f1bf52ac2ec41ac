"""What the gate says of a flow is said at the desk in Italian, all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from admin.flows.sentences import SENTENCES, WITHIN, in_words
from bot.engine.expressions import ExpressionError, parse

ROOT = Path(__file__).parents[2] / "bot" / "engine"
FILES = (
    *sorted((ROOT / "inspect").glob("*.py")),
    *sorted((ROOT / "editing").glob("*.py")),
    *(ROOT / f"{name}.py" for name in ("load", "reading", "steps", "tree", "expressions")),
    *(ROOT / "canonical.py", ROOT.parents[1] / "admin" / "flows" / "endpoints.py"),
)
SAYS = {
    "Problem": (4, 5),
    "finding": (3, 4),
    "advice": (3, 4),
    "problem": (2, 3),
    "UnreadableError": (1, 2),
    "ExpressionError": (1, 2),
    **dict.fromkeys(("EditError", "SheetError", "WritingError", "CanonicalError"), (0,)),
    "RefusedEdit": (0,),
}
"""Who says something, and which of its arguments are what is wrong and what to do."""

CHOSEN = frozenset(
    {
        *("what", "remedy", "error.what", "error.remedy", "str(error)"),
        "remedies.get(sign, 'see docs/flows.md')",
    }
)
"""Names that hold what was said elsewhere: in ``test_what_was_chosen_is_known`` or by another."""


def said(path: Path) -> Iterator[str]:
    """Every sentence of a module as it stands there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        for at in SAYS.get(name, ()):
            if at < len(node.args) and ast.unparse(node.args[at]) not in CHOSEN:
                yield sentence(node.args[at])


def sentence(node: ast.expr) -> str:
    """A text with gaps for what is named."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr), f"say it where it is wrong: {ast.unparse(node)}"
    parts = []
    for one in node.values:
        if isinstance(one, ast.Constant):
            parts.append(str(one.value))
        else:
            assert isinstance(one, ast.FormattedValue)
            parts.append("'{}'" if one.conversion == ord("r") else "{}")
    return "".join(parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_of_the_gate_has_its_italian(path: Path) -> None:
    """Otherwise whoever writes a flow reads English in the middle of her own page."""
    assert set(said(path)) - SENTENCES.keys() == set()


def test_every_italian_sentence_has_as_many_gaps() -> None:
    """Nothing that is named gets lost."""
    for english, italian in SENTENCES.items():
        assert english.count("{}") == italian.count("{}"), english
    assert SENTENCES.keys() >= WITHIN


@pytest.mark.parametrize("source", ["a ==", "a == == b", "(a", "a b", "f(x)", "a.b", "a & b", "!a"])
def test_what_was_chosen_is_known(source: str) -> None:
    """What an expression lacks is said in Italian as well, to its last word."""
    with pytest.raises(ExpressionError) as raised:
        parse(source)
    words = in_words(f"{source!r}: {raised.value}", "it")
    assert words.startswith(f"«{source}»: carattere ")
    english = {"the", "write", "is", "here", "with", "join", "close", "use", "missing", "in"}
    assert not english & set(words.replace(":", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    ("english", "italian"),
    [
        (
            f"the label {'Un po’ d{acqua}'!r} (it) has 31 characters",
            "L'etichetta «Un po’ d{acqua}» (it) ha 31 caratteri",
        ),
        (
            f"the label {chr(39).join(('L', 'acqua'))!r} (it) has 31 characters",
            "L'etichetta «L'acqua» (it) ha 31 caratteri",
        ),
        ("menu/first/ask is missing in ar", "menu/first/ask manca in ar"),
        (
            "a text has 50,001 characters, 50,000 at most",
            "un testo ha 50,001 caratteri, al massimo 50,000",
        ),
        ("line 3: the file is empty; remove the tag", "riga 3: Il testo è vuoto. Tolga il tag"),
        ("the step is none of the kinds", "Il passo non è di nessun tipo"),
        ("the step first stands twice", "Il passo first c'è due volte"),
        ("use exactly the {names} of the source", "Usi esattamente i segnaposti {…} dell'italiano"),
        ("nobody has ever said this", "nobody has ever said this"),
    ],
)
def test_what_is_named_stays(english: str, italian: str) -> None:
    """In the gate's order, whatever signs stand in it; in English it stays as it is."""
    assert in_words(english, "it") == italian
    assert in_words(english, "en") == english
