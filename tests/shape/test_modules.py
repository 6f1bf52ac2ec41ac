"""The shape of the code: small modules that say what they are."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "admin", "scripts")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
LONGEST = 400
"""Lines. Most modules have fewer than 150."""
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "core"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_it_is_and_stays_small(path: Path) -> None:
    """A docstring on every module; no module grows beyond what one reads at once."""
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{_name(path)} has no docstring"
    assert len(text.splitlines()) <= LONGEST, f"{_name(path)} is too long: split it"
    assert path.stem not in FORBIDDEN_NAMES, "name the work that the module does"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_public_function_and_class_says_what_it_gives(path: Path) -> None:
    """A docstring on every public function, method and class."""
    silent = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for node in _public(ast.parse(path.read_text(encoding="utf-8")))
        if ast.get_docstring(node) is None
    ]
    assert silent == []


def _public(
    tree: ast.Module | ast.ClassDef,
) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    found: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name.startswith("_"):
                continue
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += _public(node)
    return found


def test_every_effect_is_handled_where_turns_are_decided() -> None:
    """Each effect that the engine can wish for is matched in ``bot/conversation``."""
    wished = _members(ast.parse((ROOT / "bot/engine/effects.py").read_text("utf-8")), "Effect")
    matched: set[str] = set()
    for path in (ROOT / "bot/conversation").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.MatchClass):
                matched.add(ast.unparse(node.cls).rpartition(".")[2])
    assert wished
    assert wished - matched == set()


def _members(tree: ast.Module, name: str) -> set[str]:
    """The classes of this union, and of the unions that it is made of."""
    unions = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    if name not in unions:
        return {name}
    named = (node.id for node in ast.walk(unions[name]) if isinstance(node, ast.Name))
    return {member for one in named for member in _members(tree, one)}


def test_only_the_composition_root_asks_the_clock() -> None:
    """``datetime.now`` is called in ``bot.assemble`` alone: everywhere else time is an argument."""
    asking = subprocess.run(
        [
            "grep",
            "-rlE",
            "--include=*.py",
            r"datetime\.now\(|time\.time\(|utcnow\(",
            "bot",
            "admin",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert asking == ["bot/assemble.py"]
