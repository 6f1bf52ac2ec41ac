"""Learns the weights of the topics from their phrases; only whoever improves them needs this.

Two questions are learned: what the words speak for, and what meaning and words together speak for.
Where the second and the borders are learned, each phrase is weighed by what the other folds have
taught: by what it taught itself everything would seem surer than it is. numpy comes with the model.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.meaning.near import kernel, turned
from bot.understanding.marks import DRAWERS, marks
from bot.understanding.topic_weights import (
    LEAST,
    Borders,
    ByWords,
    TopicWeights,
)
from bot.understanding.topics import NONE_OF_THEM, TOPICS
from bot.understanding.weights import digest_of

FOLDS = 3
STEPS = 30
"""So many steps of conjugate gradients: after thirty nothing changes any more."""

TINY = 1e-12
HELD, RIDGE = 0.3, 0.1
"""How strongly the weights of the words, and of the points, are held back."""

KEPT = 256
"""Of the 384 numbers of a vector so many directions are kept, those in which phrases differ most.
Held-out phrases have their topic among two as often as with more, with points of half the size."""

KINDS = 9
"""Into so many kinds the phrases of a topic are divided, whole kinds are held out."""

BESIDE = 0.8
"""How much the words count beside the meaning: of held-out phrases most were understood so, and
nearly as many from 0.5 to 0.8."""

WRONG_AND_SURE = 0.01
"""Of the held-out phrases so many may be sure and wrong."""

LOST_BELOW = 0.35
"""Of the phrases whose two best topics hold one share, so many must be right for an offer."""

Numbers = NDArray[Any]
Read = Callable[[Sequence[str]], Numbers]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase that teaches a topic, in a language. ``made``: out of others (``lengthening``)."""

    language: str
    topic: str
    text: str
    made: bool = False


class _Marks:
    """The marks of all phrases, as one sparse matrix and its mirror."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        lengths = np.array([len(row) for row in rows])
        assert bool(lengths.all()), "a phrase has a letter"
        self.cells = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
        self.starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        of_row = np.repeat(np.arange(len(rows)), lengths)
        self.shares = (1 / np.sqrt(np.maximum(lengths, LEAST)))[of_row].astype("float32")[:, None]
        order = np.argsort(self.cells, kind="stable")
        self.mirrored, self.mirrored_shares = of_row[order], self.shares[order]
        sorted_cells = self.cells[order]
        first = np.concatenate([[True], sorted_cells[1:] != sorted_cells[:-1]])
        self.first = np.flatnonzero(first)
        self.known = sorted_cells[self.first]

    def weigh(self, weights: Numbers) -> Numbers:
        """A row of scores for each phrase."""
        return np.add.reduceat(weights[self.cells] * self.shares, self.starts, axis=0)

    def back(self, errors: Numbers) -> Numbers:
        """What each drawer has to do with the errors."""
        found = np.zeros((DRAWERS, errors.shape[1]), dtype="float32")
        spread = errors[self.mirrored] * self.mirrored_shares
        found[self.known] = np.add.reduceat(spread, self.first, axis=0)
        return found


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of the words with all borders, and the arrays that ``near.read_near`` reads."""

    weights: TopicWeights
    near: Mapping[str, Numbers]


def learned(phrases: Mapping[str, str], told: Sequence[Phrase], read: Read) -> Learned:
    """``phrases`` are the files (language -> text) that ``digest_of`` names, ``told`` all that is
    learned, ``read`` the model. Takes some minutes."""
    wanted = np.zeros((len(told), len(TOPICS)), dtype="float32")
    wanted[np.arange(len(told)), [TOPICS.index(one.topic) for one in told]] = 1
    vectors = read([one.text for one in told])
    rows = [marks(one.text) for one in told]
    by_kind = _folds(vectors, told)
    by_chance = np.array([crc32(one.text.encode()) % FOLDS for one in told])
    written = np.array([not one.made for one in told])
    by_words, by_meaning = np.zeros_like(wanted), np.zeros_like(wanted)
    for fold in range(FOLDS):
        mine, others = written & (by_chance == fold), written & (by_chance != fold)
        drawers, added = _words(rows, wanted, others)
        by_words[mine] = _Marks(_these(rows, mine)).weigh(drawers) + added
        mine, others = written & (by_kind == fold), written & (by_kind != fold)
        # A made text holds phrases of every fold: it would teach what is then asked.
        by_meaning[mine] = _near(_points(vectors, wanted, others), vectors[mine])
    by_words, by_meaning, held = by_words[written], by_meaning[written], wanted[written]
    drawers, added = _words(rows, wanted, written)
    step = float(np.abs(drawers).max()) / 127
    weights = TopicWeights(
        topics=TOPICS,
        words=ByWords(
            array("b", np.rint(drawers / step).astype(int).ravel().tolist()),
            step,
            tuple(added.tolist()),
        ),
        beside=BESIDE,
        alone=_borders(by_words, held),
        together=_borders(by_meaning + BESIDE * by_words, held),
        phrases=digest_of(phrases),
    )
    return Learned(weights, _points(vectors, wanted, np.ones_like(written)))


def _folds(vectors: Numbers, told: Sequence[Phrase]) -> Numbers:
    """Which fold each phrase is in for the meaning. The same thing said in several languages is in
    one fold: held out alone, each would be known by its translations. Words are held out by chance:
    where all that is like a phrase is held out they know nothing of it, and less than of a text
    that a woman writes."""
    found = np.zeros(len(told), dtype=int)
    given = vectors - vectors.mean(axis=0)
    given /= np.linalg.norm(given, axis=1, keepdims=True)
    for topic in TOPICS:
        mine = np.array([at for at, one in enumerate(told) if one.topic == topic])
        order = sorted(mine, key=lambda at: crc32(told[at].text.encode()))
        seeds = np.array([at for at in order if not told[at].made][:KINDS])
        found[mine] = (given[mine] @ given[seeds].T).argmax(axis=1) % FOLDS
    return found


def _these(rows: Sequence[Sequence[int]], chosen: Numbers) -> list[Sequence[int]]:
    return [row for row, wanted in zip(rows, chosen, strict=True) if wanted]


def _points(vectors: Numbers, wanted: Numbers, chosen: Numbers) -> dict[str, Numbers]:
    """Learn from the chosen rows. What is the same in all of a topic, as length and language,
    counts less: the vectors are evened out by how they vary within topics."""
    given, told = vectors[chosen], wanted[chosen]
    middle, within = given.mean(axis=0), given.copy()
    for topic in range(told.shape[1]):
        mine = told[:, topic] == 1
        if mine.any():
            within[mine] -= given[mine].mean(axis=0)
    sizes, axes = np.linalg.eigh(within.T @ within / len(within))
    sizes = np.maximum(sizes, 0)
    turn = (axes / np.sqrt(sizes + sizes.mean())) @ axes.T
    moved = (given - middle) @ turn
    turn = turn @ np.linalg.eigh(moved.T @ moved)[1][:, -KEPT:]
    even = turned(given, middle, turn)
    step = float(np.abs(even).max()) / 127
    kept = np.rint(even / step).astype("int8")
    points = kept.astype("float32") * step
    added, counts = told.mean(axis=0), _balanced(told)[:, 0] * len(told)
    known = kernel(points, points)
    known[np.diag_indices(len(known))] += RIDGE / counts
    weights = _solved(lambda way: known @ way, told - added)
    return {
        "middle": middle.astype("float16"),
        "turn": turn.astype("float16"),
        "points": kept,
        "points_step": np.float32(step),
        "weights": weights.astype("float16"),
        "added": added.astype("float32"),
    }


def _near(learnt: Mapping[str, Numbers], vectors: Numbers) -> Numbers:
    points = learnt["points"].astype("float32") * learnt["points_step"]
    even = turned(vectors, learnt["middle"].astype("float32"), learnt["turn"].astype("float32"))
    scores: Numbers = kernel(even, points) @ learnt["weights"].astype("float32") + learnt["added"]
    return scores


def _balanced(wanted: Numbers) -> Numbers:
    """Topics with many phrases count less for each; all together count 1."""
    many = wanted.sum(axis=0)
    each = wanted @ np.sqrt(many.mean() / np.maximum(many, 1))
    counts: Numbers = (each / each.sum())[:, None].astype("float32")
    return counts


def _words(
    rows: Sequence[Sequence[int]], wanted: Numbers, chosen: Numbers
) -> tuple[Numbers, Numbers]:
    """Ridge regression: the weights of the drawers, and what is added."""
    found, told = _Marks(_these(rows, chosen)), wanted[chosen]
    added = told.mean(axis=0)
    back = HELD / (_balanced(told) * len(told))
    shares = _solved(lambda way: found.weigh(found.back(way)) + back * way, told - added)
    return found.back(shares), added


def _solved(times: Callable[[Numbers], Numbers], wanted: Numbers) -> Numbers:
    """What ``times`` (of a symmetric positive matrix) makes ``wanted`` of, column by column: by
    conjugate gradients (Hestenes and Stiefel, 1952)."""
    found, rest = np.zeros_like(wanted), wanted.copy()
    way, size = rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(STEPS):
        moved = times(way)
        step = size / np.maximum((way * moved).sum(axis=0), TINY)
        found += step * way
        rest -= step * moved
        before, size = size, (rest * rest).sum(axis=0)
        way = rest + size / np.maximum(before, TINY) * way
    return found


def _shares(scores: Numbers, sharp: float = 1.0) -> Numbers:
    powers = np.exp(sharp * (scores - scores.max(axis=1, keepdims=True)))
    shares: Numbers = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _loss(scores: Numbers, wanted: Numbers, sharp: float = 1.0) -> float:
    said = (_shares(scores, sharp) * wanted).sum(axis=1)
    return float(-np.log(np.maximum(said, 1e-9)).mean())


def _borders(scores: Numbers, wanted: Numbers) -> Borders:
    sharps = np.geomspace(0.05, 40.0, 80)
    sharp = float(min(sharps, key=lambda one: _loss(scores, wanted, float(one))))
    shares = _shares(scores, sharp)
    order = np.argsort(-shares, axis=1)
    right, at = wanted.argmax(axis=1), np.arange(len(shares))
    best, second = order[:, 0], order[:, 1]
    top, both = shares[at, best], shares[at, best] + shares[at, second]
    astray = (best != right) & (best != TOPICS.index(NONE_OF_THEM))
    sure = next(
        (float(one) for one in np.arange(0.3, 0.99, 0.01)
         if (astray & (top >= one)).mean() <= WRONG_AND_SURE),
        0.99,
    )  # fmt: skip
    missed = (best != right) & (second != right)
    offer = next(
        (float(one) for one in np.arange(0.9, 0.1, -0.02)
         if (missed[about := abs(both - one) < 0.02]).sum() > (1 - LOST_BELOW) * about.sum()),
        0.1,
    )  # fmt: skip
    return Borders(round(sharp, 4), round(sure, 3), round(offer, 3))
