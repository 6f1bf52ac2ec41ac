"""What may never lie in the repository, and what must."""

from __future__ import annotations

import os
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED_NUMBERS = {"112", "1522"}
BINARY = {".png", ".ico", ".mo", ".npz"}


def _files() -> list[Path]:
    """What git holds or would hold: everything that .gitignore does not name.

    Git itself is not asked: a bare machine has none, and a copy without ``.git`` is checked too.
    """
    ignored = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split())]
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not _named(name, ignored)]
        found += [Path(folder, name) for name in names if not _named(name, ignored)]
    return sorted(path for path in found if path.suffix not in BINARY)


def _named(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _texts() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in _files()}


TEXTS = _texts()


def test_no_registry_host_and_no_path_of_a_machine_is_committed() -> None:
    """Where packages come from and where a developer works is nobody's business."""
    # Written in halves, so that this file does not hold what it forbids.
    hosts = ("pypi." + "org", "pythonhosted." + "org", "registry." + "npmjs")
    paths = ("/work/" + "main", "/work/" + "shared", " /ro" + "ot/", " /ho" + "me/")
    found = [
        f"{name}: {forbidden}"
        for name, text in TEXTS.items()
        for forbidden in (*hosts, *paths)
        # A folder of a machine stands at the beginning of a path, not in the middle of a context.
        if forbidden in re.sub(r"[^\w/.-]", " ", text).replace("workplace" + paths[-1].strip(), "")
    ]
    assert found == []


@pytest.mark.parametrize("name", ["run", "dev", "build", "node", "fuzz"])
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    """An installation has the bytes that were reviewed, or none."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.replace("\n    ", " "))
    for block in (block for block in blocks if block.strip() and not block.startswith("#")):
        assert re.match(r"[a-z0-9._-]+==\S+", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]
    assert "--index" not in text
    assert "://" not in text


NUMBER = re.compile(r"(?<![\w.+-])(?:\+|00)\d[\d .()/-]{6,}\d|(?<![\w.:-])0\d{1,3}[ ./-]\d{5,8}\b")
SPOKEN = re.compile(r"(?<![\w.:/-])(?:1\d{2,4}|800[ .]?\d{3}[ .]?\d{3})(?![\w:/-])")


UNREAD = ("flows/phrases/", "flows/transcripts/")
"""What nobody is told: what texts are learned from, and the invented numbers of bookings."""


def test_no_telephone_number_but_the_two_is_in_what_she_reads() -> None:
    """112 and 1522 are the only numbers; any other may be old, wrong or dangerous."""
    spoken = {
        name: text
        for name, text in TEXTS.items()
        if (name.startswith("flows/") and not name.startswith(UNREAD)) or name.endswith(".po")
    }
    assert spoken
    for name, text in spoken.items():
        kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        assert NUMBER.findall(kept) == [], name
        short = {one for one in SPOKEN.findall(kept) if not _year_or_amount(one)}
        assert short <= ALLOWED_NUMBERS, f"{name}: {sorted(short - ALLOWED_NUMBERS)}"


MILAN = frozenset({"127", "1386", "1450", "1609", "1774", "1778", "1838", "1867"})
"""Years and a height that a cover tells of Milan (``bot/i18n/cover_texts.py``)."""


def _year_or_amount(text: str) -> bool:
    amounts = {"100", "120", "150", "180", "1000"}
    return text in amounts | MILAN or text.startswith("19")


def test_no_telephone_number_is_in_the_directory_but_the_hotlines() -> None:
    """No centre's number is shipped: those that could be found were old or in conflict."""
    for path in sorted((ROOT / "data/directory").glob("*.csv")):
        if path.name in {"municipalities.csv", "outside.csv", "aliases.csv"}:
            continue
        assert NUMBER.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_ci_runs_what_everybody_runs() -> None:
    """``.ci/run`` is ``make test``, and ``make test`` is every check."""
    assert "make test" in TEXTS[".ci/run"]
    checks = TEXTS["scripts/checks.py"]
    for command in ("ruff", "mypy", "lint-imports", "filo", "pytest"):
        assert f'"{command}"' in checks


def test_warnings_are_errors_and_types_are_strict() -> None:
    """The settings of the checks do not loosen unseen."""
    tools = tomllib.loads(TEXTS["pyproject.toml"])["tool"]
    assert tools["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    assert tools["mypy"]["strict"] is True
    assert len(tools["importlinter"]["contracts"]) >= 4
