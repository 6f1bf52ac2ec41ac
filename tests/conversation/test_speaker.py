"""Who answers, for every pair of curtain and case."""

from __future__ import annotations

from itertools import product

import pytest

from bot.conversation.speaker import Speaker, may_send, speaker
from bot.conversation.state import CaseState, Curtain

OPEN = {Curtain.OPEN, Curtain.VERIFIED}


@pytest.mark.parametrize(("curtain", "case"), list(product(Curtain, CaseState)))
def test_each_pair_has_one_speaker(curtain: Curtain, case: CaseState) -> None:
    """Behind a fallen curtain the cover answers, a claimed case belongs to its human."""
    expected = Speaker.FLOW
    if curtain not in OPEN:
        expected = Speaker.COVER
    elif case is CaseState.CLAIMED:
        expected = Speaker.HUMAN
    assert speaker(curtain, case) is expected
    assert may_send(curtain) is (curtain in OPEN)
