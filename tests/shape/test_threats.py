"""Beside each threat stands the test that holds what is done against it."""

from __future__ import annotations

import re
from pathlib import Path

TEXT = Path("docs/threat-model.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ") and line.count("|") >= 4]


def test_every_threat_names_a_test_that_exists() -> None:
    """By its path, as a command, or as that of the row above."""
    threats = [row for row in ROWS if not re.match(r"\| (threat|what may go wrong) ", row)]
    assert len(threats) > 100
    for row in threats:
        held = row.rstrip("| ").rpartition("|")[2]
        named = re.findall(r"`(tests/[\w./-]*|admin/ui/[\w./-]*\.test\.ts)`", held)
        assert named or "the same" in held or "`make " in held, row[:80]
        assert all(Path(name).exists() for name in named), row[:80]
