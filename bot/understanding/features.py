"""What of a text is weighed when it is screened: its words, their neighbours, parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

DRAWERS = 1 << 18
"""How many features are told apart; two that share a drawer weigh the same."""

_STEM = 4
"""Longer words are also weighed by so many first letters: their endings vary."""

_PART = 4
"""Letters of a part of a word. What a language glues to a word, before it, behind it or within it,
leaves some part as it was: *popychał mnie*, *මාව ගැහුවා*, *sinasaktan*."""

_FIRST, _LAST = "<", ">"


def features(words: Sequence[str]) -> frozenset[int]:
    """The drawers of folded words, each once, whatever their number."""
    around = (_FIRST, *words, _LAST)
    named = {*words}
    named.update(f"{one} {two}" for one, two in pairwise(around))
    named.update(f"{word[:_STEM]}*" for word in words if len(word) > _STEM)
    for word in words:
        whole = f"{_FIRST}{word}{_LAST}"
        named.update(f"#{whole[at : at + _PART]}" for at in range(len(whole) - _PART + 1))
    return frozenset(crc32(name.encode()) % DRAWERS for name in named)
