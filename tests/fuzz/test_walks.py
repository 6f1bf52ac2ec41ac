"""A short walk of women and staff through both sites at once; ``make fuzz`` walks for long."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.walk import walk

STEPS = 600


async def test_whatever_they_do_in_any_order_both_sites_answer_as_they_say(tmp_path: Path) -> None:
    """No failure, no answer that the document does not declare, no trace, no word of hers where it
    does not belong: another woman's page, a refusal, the log."""
    found, walked = await walk(tmp_path, 1, lambda steps: steps < STEPS)
    assert found == [], walked
