"""systemd and Prometheus themselves read what we install for them, where they are here."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted(str(path) for path in Path("deploy/systemd").iterdir())
OURS = r"\S+: Command /opt/filo/\S+ is not executable: No such file or directory"
MOST_EXPOSED = 60
"""Tenths of points of ``systemd-analyze security``, which calls more than that exposed."""


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here: make deploy-try")
    return found


def _said(*words: str) -> tuple[int, str]:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_systemd_knows_every_line_of_the_units() -> None:
    """A line that it does not know is passed over, and hardens nothing."""
    _, said = _said(_tool("systemd-analyze"), "verify", "--man=no", *UNITS)
    assert [line for line in said.splitlines() if not re.fullmatch(OURS, line)] == []


@pytest.mark.parametrize("unit", [one for one in UNITS if one.endswith(".service")])
def test_systemd_calls_no_unit_exposed(unit: str) -> None:
    """The one that strangers reach least of all."""
    most = 20 if unit.endswith("/filo.service") else MOST_EXPOSED
    words = ("security", "--offline=true", f"--threshold={most}", "--no-pager", unit)
    status, said = _said(_tool("systemd-analyze"), *words)
    assert status == 0, said


def test_the_rules_of_alarm_fire_when_they_should_and_only_then() -> None:
    """Each at the number that it names, after the time that it names."""
    status, said = _said(_tool("promtool"), "test", "rules", "tests/deploy/alerts.yaml")
    assert status == 0, said
