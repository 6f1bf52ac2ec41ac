"""Cuts a text into the pieces that the model knows: of all ways the likeliest (a unigram model:
Kudo, Subword Regularization, 2018; the vocabulary is that of XLM-RoBERTa)."""

from __future__ import annotations

from bot.meaning.vocabulary import Vocabulary

FIRST, LAST, UNKNOWN = 0, 2, 3
"""The numbers of what begins and ends a text, and of what is in no piece."""

_START = "\u2581"
"""Stands where a word begins."""

_RARER = 10.0
"""By so much an unknown character is less likely than the rarest piece (as in SentencePiece)."""


class Pieces:
    """Cuts texts with a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._number, self._scores = vocabulary.number, vocabulary.scores
        self._forms = dict(vocabulary.forms)
        self._longest = vocabulary.longest
        self._unknown = min(self._scores) - _RARER

    def of(self, text: str, most: int) -> list[int]:
        """The numbers of the first ``most`` pieces, those of beginning and end among them."""
        found = [FIRST]
        for word in text.translate(self._forms).split(" "):
            if word and len(found) < most:
                found += self._of_word(_START + word)
        return [*found[: most - 1], LAST]

    def _of_word(self, word: str) -> list[int]:
        # For each end the best way there: how likely, where its last piece begins, which it is.
        ways = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * len(word)
        for start in range(len(word)):
            so_far = ways[start][0]
            if so_far + self._unknown > ways[start + 1][0]:
                ways[start + 1] = (so_far + self._unknown, start, UNKNOWN)
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                piece = self._number(word[start:end].encode())
                if piece is not None and so_far + self._scores[piece] > ways[end][0]:
                    ways[end] = (so_far + self._scores[piece], start, piece)
        found, end = list[int](), len(word)
        while end:
            _, end, piece = ways[end]
            found.append(piece)
        return found[::-1]
