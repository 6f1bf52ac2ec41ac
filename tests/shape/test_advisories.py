"""Known weaknesses are found without a network, in files in the format of OSV."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scripts.advisories import is_affected, main, weaknesses
from scripts.supply import Part, parts

LOCKED = [
    Part("pypi", "aio-thing", "3.9.1", (), "", served=True),
    Part("npm", "@a/b", "1.2.3", (), "", served=True),
]


def record(name: str, ecosystem: str = "PyPI", **more: Any) -> dict[str, Any]:
    """A record of everything before 3.9.2 and before 1.3.0."""
    fixed = "3.9.2" if ecosystem == "PyPI" else "1.3.0"
    events = [{"introduced": "0"}, {"fixed": fixed}]
    ranges = [{"type": "ECOSYSTEM", "events": events}]
    package = {"name": name, "ecosystem": ecosystem}
    affected = [{"package": package, "ranges": ranges}]
    return {"id": "X-1", "summary": "It leaks.", "affected": affected, **more}


def test_what_is_locked_and_known_to_be_weak_is_told() -> None:
    """By whatever way of writing its name, with what mends it."""
    found = weaknesses([record("Aio_Thing"), record("@a/b", "npm")], LOCKED)
    assert [str(one) for one in found] == [
        "pkg:npm/%40a/b@1.2.3: X-1: It leaks. Mended in 1.3.0.",
        "pkg:pypi/aio-thing@3.9.1: X-1: It leaks. Mended in 3.9.2.",
    ]


@pytest.mark.parametrize(
    "other",
    [record("another"), record("aio-thing", "npm"), record("aio-thing", withdrawn="2026-01-01")],
    ids=["another package", "another registry", "taken back"],
)
def test_what_is_not_ours_is_not_told(other: dict[str, Any]) -> None:
    """Neither is what was withdrawn."""
    assert weaknesses([other], LOCKED) == []


TO_3_9_1 = [{"introduced": "3.0"}, {"last_affected": "3.9.1"}]


@pytest.mark.parametrize(
    ("events", "weak"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "3.9.2"}], False),
        ([{"introduced": "3.0"}, {"fixed": "3.9.1"}], False),
        (TO_3_9_1, True),
        ([{"introduced": "3.0"}, {"last_affected": "3.9.0"}], False),
        ([{"introduced": "1"}, {"fixed": "2"}, {"introduced": "3.9"}, {"fixed": "3.10"}], True),
        ([{"fixed": "3.10"}, {"introduced": "3.9"}, {"fixed": "2"}, {"introduced": "1"}], True),
        ([{"introduced": "0"}, {"limit": "3.9"}], False),
        ([{"introduced": "0"}, {"limit": "3.9"}, {"limit": "4"}], True),
        ([{"introduced": "0"}, {"limit": "*"}], True),
        ([{"introduced": "no version"}], True),
    ],
)
@pytest.mark.parametrize("type", ["ECOSYSTEM", "SEMVER"])
def test_a_version_is_within_its_ranges_or_not(
    events: list[dict[str, str]], weak: bool, type: str
) -> None:
    """Versions are compared as versions: 3.10 comes after 3.9. What cannot be read is told."""
    affected = {"ranges": [{"type": type, "events": events}]}
    assert is_affected("3.9.1", affected, "pypi") is weak


@pytest.mark.parametrize(
    ("version", "at", "kind", "weak"),
    [
        ("0a1", "0", "pypi", True),
        ("1.0.0-alpha", "0", "npm", True),
        ("1.0rc1", "1.0", "pypi", False),
        ("1.0.post1", "1.0", "pypi", True),
        ("1.0.0-1", "1.0.0", "npm", False),
        ("1.0.0-next.3", "1.0.0", "npm", False),
        ("1.0.0-next.10", "1.0.0-next.9", "npm", True),
        ("1.0.0-beta", "1.0.0-2", "npm", True),
        ("1.0.0-beta", "1.0.0-beta.1", "npm", False),
        ("1.0.0+build.1", "1.0.0", "npm", True),
        ("1!0.1", "9", "pypi", True),
    ],
)
def test_each_registry_orders_its_own_versions(
    version: str, at: str, kind: str, weak: bool
) -> None:
    """Before everything stands «0»; what is before a release, behind it or a build is told as
    PyPI and npm tell it, each otherwise."""
    events = [{"introduced": at}]
    assert is_affected(version, {"ranges": [{"type": "SEMVER", "events": events}]}, kind) is weak


GIT = {"type": "GIT", "repo": "https://x.example", "events": [{"introduced": "0"}]}


@pytest.mark.parametrize(
    ("affected", "weak"),
    [
        ({"versions": ["3.9", "3.9.1"]}, True),
        ({"versions": ["3.9.1.0"]}, True),
        ({"versions": ["3.9"]}, False),
        ({"versions": ["odd"]}, False),
        ({"versions": ["3.9"], "ranges": [{"type": "ECOSYSTEM", "events": TO_3_9_1}]}, True),
        ({"versions": ["3.9"], "ranges": [GIT]}, False),
        ({"ranges": [GIT]}, True),
        ({"versions": None, "ranges": None}, True),
    ],
)
def test_the_list_counts_beside_the_ranges(affected: dict[str, Any], weak: bool) -> None:
    """Either is enough. Commits are not looked at; where there is nothing else, a person looks."""
    assert is_affected("3.9.1", affected, "pypi") is weak


def test_of_two_records_with_one_id_the_later_one_holds() -> None:
    """A weakness that was withdrawn since is not told, in whatever order the files come."""
    old, new = record("aio-thing", modified="2026-01-01T00:00:00Z"), record("aio-thing")
    new |= {"modified": "2026-02-01T00:00:00Z", "withdrawn": "2026-02-01T00:00:00Z"}
    assert weaknesses([old, new], LOCKED) == weaknesses([new, old], LOCKED) == []


def test_the_command_reads_zips_and_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 where something of ours is weak, 0 where nothing is, 2 where nothing could be read."""
    ours = next(one for one in parts() if one.kind == "pypi")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr("X-1.json", json.dumps(record("another")))
    assert main([str(tmp_path / "all.zip")]) == 0
    weak = record(ours.name)
    weak["affected"][0]["versions"] = [ours.version]
    (tmp_path / "records").mkdir()
    assert main([str(tmp_path / "records")]) == 2
    (tmp_path / "records/X-1.json").write_text(json.dumps(weak), "utf-8")
    assert main([str(tmp_path / "records")]) == 1
    assert ours.address in capsys.readouterr().out
    assert main([str(tmp_path / "nowhere.zip")]) == 2
