"""What the service is made of is pinned, allowed, and told in a bill that is always the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.supply import ROOT, bill, parts, problems


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The lock files, to be spoilt."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "admin/ui").mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "admin/ui" / name, tmp_path / "admin/ui")
    return tmp_path


def test_what_is_locked_is_in_order(copy: Path) -> None:
    """No sentence is said of the lock files as they are."""
    assert list(problems(copy)) == []


@pytest.mark.parametrize(
    ("file", "spoil", "says"),
    [
        ("requirements/run.txt", lambda text: text + "left-pad\n", "not pinned"),
        ("requirements/run.txt", lambda text: text + "# https://example.org\n", "come from"),
        ("requirements/run.txt", lambda text: text.replace("aiohttp==3.", "aiohttp==2."), "wants"),
        ("requirements/dev.txt", lambda text: text.replace("idna==3.", "idna==2."), "two versions"),
        ("pyproject.toml", lambda text: text.replace('"astral",', '"astral>=99",'), "wants"),
        ("admin/ui/package-lock.json", lambda text: text.replace("sha512-", "sha1-", 1), "hash"),
        ("admin/ui/package-lock.json", lambda text: text.replace("^19.3.1", "^18.0.0", 1), "step"),
        ("admin/ui/package-lock.json",
         lambda text: text.replace('"integrity"', '"resolved": "x", "integrity"', 1), "comes from"),
        ("admin/ui/package-lock.json",
         lambda text: text.replace('"license": "MIT"', '"license": "SSPL-1.0"', 1), "licence"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    copy: Path, file: str, spoil: Callable[[str], str], says: str
) -> None:
    """A package without a hash, another version, another source, a licence that is not allowed."""
    path = copy / file
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    assert any(says in one for one in problems(copy))


def test_the_bill_names_every_package_once() -> None:
    """As CycloneDX: each with version, address and hashes, the same in every run."""
    made = bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    addresses = [one["purl"] for one in made["components"]]
    assert len(set(addresses)) == len(addresses) == len(parts())
    assert any(one.startswith("pkg:pypi/aiohttp@") for one in addresses)
    assert any(one.startswith("pkg:npm/%40xyflow/react@") for one in addresses)
    assert all(one["properties"] for one in made["components"])
    assert made == bill()
