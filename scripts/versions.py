"""Which version comes before which: as PyPI says it (PEP 440) and as npm does (SemVer 2.0.0)."""

from __future__ import annotations

import re
from typing import Any

from packaging.version import Version

_SEMVER = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")

Place = Any
"""Where a version stands. Only places of one kind can be compared."""


def place_of(version: str, kind: str) -> Place:
    """Where it stands among the versions of a ``pypi`` or ``npm`` package.

    Raises ``ValueError`` for what is no version there.
    """
    return Version(version) if kind == "pypi" else _semantic(version)


def same_version(one: str, other: str, kind: str) -> bool:
    """Whether both are one version, also where they are written otherwise (1.0 and 1.0.0)."""
    try:
        return one == other or bool(place_of(one, kind) == place_of(other, kind))
    except ValueError:
        return False


def _semantic(version: str) -> tuple[tuple[int, ...], tuple[Any, ...]]:
    """By section 11 of SemVer: what is before a release comes first, numbers before words, and the
    build says nothing. A part that is left out is zero."""
    found = _SEMVER.fullmatch(version)
    if found is None:
        raise ValueError(f"'{version}' is no version of SemVer")
    release = tuple(int(part or 0) for part in found.groups()[:3])
    before = found[4]
    if before is None:
        return release, (1,)
    return release, (0, *(_identifier(one) for one in before.split(".")))


def _identifier(text: str) -> tuple[int, int, str]:
    return (0, int(text), "") if text.isdigit() else (1, 0, text)
