"""A talk with a human is kept for 72 hours after her last act, and for 30 days if she asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.messages import Channel, Chose
from bot.safety.her_words import WordKind
from tests.promises.hers import NOW, after, at, left, said

CASE = Case("k", "c", "cinisello", CaseState.CLAIMED, "it", NOW, since=3, shared={"need": "work"})


@pytest.fixture
def hers(scene: Scene) -> Conversation:
    """She reads who reads, in a messenger."""
    return at(scene, "privacy", "reads", "it", Channel.TELEGRAM)


async def _asks(scene: Scene, who: Conversation, case: Case | None) -> tuple[Conversation, str]:
    assert who.session is not None
    decided = await after(scene, who, Chose("longer", who.session.ask), case)
    assert not decided.mistakes
    return left(decided), said(decided.turned, Channel.TELEGRAM)


async def test_she_asks_and_it_is_kept_for_thirty_days(scene: Scene, hers: Conversation) -> None:
    """From her last act on, also beside a human; taking her yes back ends that too."""
    kept, told = await _asks(scene, hers, CASE)
    assert kept.forget_at == NOW + timedelta(days=30)
    assert "30 giorni" in told
    assert kept.session is not None
    taken = left(await after(scene, kept, Chose("back", kept.session.ask), CASE))
    assert not taken.longer
    assert taken.forget_at <= NOW + timedelta(hours=72)


async def test_without_a_human_there_is_nothing_to_keep_longer(
    scene: Scene, hers: Conversation
) -> None:
    """What she writes to the program is for nobody, and goes as it always does."""
    kept, told = await _asks(scene, hers, None)
    assert not kept.longer
    assert kept.forget_at == NOW + timedelta(hours=24)
    assert told.startswith("Posso farlo quando hai chiesto una persona.")


async def test_whoever_did_not_give_her_word_keeps_nothing_longer(
    scene: Scene, hers: Conversation
) -> None:
    """He hears what who has no case hears; her word in this talk is enough."""
    somebody = replace(hers, words=frozenset({WordKind.RETURN}), resting=hers.session)
    _, nothing = await _asks(scene, hers, None)
    kept, told = await _asks(scene, somebody, CASE)
    assert (kept.longer, told) == (False, nothing)
    kept, _ = await _asks(scene, replace(somebody, curtain=Curtain.VERIFIED), CASE)
    assert kept.longer
