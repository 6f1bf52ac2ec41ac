"""A piece is found by its letters and by nothing else."""

from __future__ import annotations

from itertools import accumulate

import pytest

vocabulary = pytest.importorskip(
    "bot.meaning.vocabulary", reason="it needs numpy, which comes with the model"
)

PIECES = ("<s>", "▁casa", "▁", "家暴", "ං", "casa", "a")


def test_each_piece_has_its_number_and_what_is_near_one_has_none() -> None:
    ends = [0, *accumulate(len(one.encode()) for one in PIECES)]
    scores = [0.0] * len(PIECES)
    known = vocabulary.Vocabulary("".join(PIECES).encode(), ends, scores, {})
    assert [known.number(one.encode()) for one in PIECES] == list(range(len(PIECES)))
    for near in ("▁cas", "casa ", "家", "", "A"):
        assert known.number(near.encode()) is None
    assert known.longest == len("▁casa")


def test_pieces_whose_hash_is_the_same_are_told_apart_by_their_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python's own hash differs from process to process: none may rely on its luck."""
    monkeypatch.setattr(vocabulary, "hash", lambda piece: len(piece) % 2, raising=False)
    test_each_piece_has_its_number_and_what_is_near_one_has_none()
