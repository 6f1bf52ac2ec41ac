"""docs/flows.md: its example is true and it knows every rule of loader and gate."""

from __future__ import annotations

import re

from bot.conversation.calls import CALLS
from bot.engine.canonical import canonical
from bot.engine.load import load_flow
from bot.publishing.published import ROOT
from tests.engine.small import FILES, inspected

HANDBOOK = (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")
FAMILIES = "load|structure|liveness|safety|duty|choices|channels|words|languages"


def test_the_example_loads_and_is_canonical() -> None:
    """Every example in the documentation runs."""
    example = HANDBOOK.split("```yaml\n")[1].split("```")[0]
    flow, problems = load_flow(example, "small", CALLS)
    assert problems == ()
    assert flow is not None
    assert canonical(example) == example
    found = {problem.rule for problem in inspected({**FILES, "small": example})}
    assert "duty/who-knows" in found


def test_every_rule_is_in_the_handbook_and_the_other_way_round() -> None:
    """An author who meets a rule can look it up, and finds no rule that does not exist."""
    used: set[str] = set()
    outside = ("check.py", "directory/languages.py", "workshop/documents.py")
    beside = [ROOT / "bot" / name for name in outside]
    for path in [*(ROOT / "bot" / "engine").rglob("*.py"), *beside]:
        used |= set(re.findall(rf'"((?:{FAMILIES})/[a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    written = set(re.findall(rf"`((?:{FAMILIES})/[a-z0-9-]+)`", HANDBOOK))
    assert used == written
