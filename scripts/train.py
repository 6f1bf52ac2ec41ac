"""Learns the weights of the danger screen from ``flows/phrases/danger``: ``make train``.

Two questions: is danger told, and is it her own wish to die? The words are learned first, then
words and meaning together, from those phrases that words alone leave open. There the words of each
third of the phrases are weighed by what the other two have taught: by what they taught themselves
they would seem surer than they are. Where the border of the two together lies is read off the open
part of ``tests/understanding/danger_set``: so that as much danger as possible is found while at
least ``PRECISION`` of what is found is danger.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier

from bot.conversation.hearing import DANGER_FLOWS
from bot.meaning.vectors import open_reader
from bot.publishing.published import (
    WEIGHTS,
    bundle_of,
    read_cover,
    read_covers,
    read_directory,
    read_phrases,
    read_source,
)
from bot.text.spelling import fold
from bot.understanding.danger import DOUBT
from bot.understanding.features import DRAWERS, features
from bot.understanding.weights import Net, Weights, Words, digest_of, share, written
from scripts.bench.danger import DEV, rows

CALM = frozenset(
    ("calm", "negation", "past", "quotation", "idiom", "ordinary", "information", "near_miss")
)
SELF_HARM = "self_harm"
TELLING = frozenset(
    {*DANGER_FLOWS.values(), "home", "workplace", "someone_else", "own_behaviour", "phone"}
)
"""Flows some of whose words tell of danger themselves."""

FOLDS = 3
LOOSE = 20.0
"""How freely a word may weigh (the inverse of the decay)."""

PLAIN, DOUBLED = 28, 6.0
"""A text of so few features (some five words) counts so many times."""

NETS, HIDDEN, DECAY, ROUNDS = 4, 20, 1.0, 40
"""How many nets, how many rows each has between the vector and the answers, how strongly they are
held back, and for how long they learn: more of each fitted the phrases better and the open part of
the set worse. Nets that begin elsewhere err at other phrases: their mean is one larger net."""

ALIKE = 2.0
"""What the words say counts so many times beside a vector whose numbers vary by 1."""

PRECISION = 0.89
"""Of what is found in the open part at least so much is danger. With 0.92, which five languages
with many phrases allowed, the twelve that have few would lose a twentieth of what they find, and
who is asked once too often answers «no»."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A question learned from words: the weights of the drawers, and what is added."""

    drawers: Numbers
    border: float


def main() -> None:
    """Learn everything anew and write it."""
    phrases = read_phrases()
    lines = [line.split("\t") for text in phrases.values() for line in text.splitlines()]
    lines += [["calm", text] for text in sorted(_published())]
    kinds, texts = [kind for kind, _ in lines], [text for _, text in lines]
    told = np.array([0 if kind in CALM else 2 if kind == SELF_HARM else 1 for kind in kinds])
    matrix = _matrix(texts)
    danger, self_harm = (_from_words(matrix, told >= 1), _from_words(matrix, told == 2))
    words = np.column_stack([_held_out(matrix, told >= 1), _held_out(matrix, told == 2)])
    # Nobody asks the meaning of what words settle: the net learns from what they leave open.
    doubted = np.abs(words[:, 0]) < DOUBT
    read = open_reader()
    vectors = read(list(compress(texts, doubted)))
    learnt = Weights(
        danger=_small(danger),
        self_harm=_small(self_harm),
        together=_together(vectors, words[doubted], told[doubted]),
        border=0.0,
        phrases=digest_of(phrases),
    )
    weights = replace(learnt, border=-_border(learnt, read))
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(written(weights), encoding="utf-8")
    print(f"{len(texts):,} phrases learned; {WEIGHTS.name} has {WEIGHTS.stat().st_size:,} bytes")


def _published() -> set[str]:
    """Labels and words of the flows, and names of towns: what she types most, and no danger."""
    bundle = bundle_of(read_source())
    calm = {name: flow for name, flow in bundle.flows.items() if name not in TELLING}
    texts = {*replace(bundle, flows=calm).spoken()}
    texts |= {town.name for town in read_directory().municipalities.values()}
    return texts.union(*(read_cover(name).spoken() for name in read_covers()))


def _matrix(texts: Sequence[str]) -> Any:
    """One row a text: the share of each of its features."""
    found = [features(fold(text).split()) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(one) for one in found])
    columns = np.array([drawer for one in found for drawer in sorted(one)])
    values = np.repeat([1 / share(one) for one in found], [len(one) for one in found])
    return csr_matrix((values, (rows, columns)), shape=(len(texts), DRAWERS))


def _from_words(matrix: Any, told: Numbers) -> Learnt:
    # To the end: stopped earlier, three phrases more turned round what shares no word with them.
    # By Newton's steps, which are there after ten; by gradients alone it takes some hundred.
    model = LogisticRegression(
        C=LOOSE, max_iter=300, class_weight="balanced", tol=1e-7, solver="newton-cg"
    )
    # What has few features must be right: the plainest sentences are the ones that everybody says.
    plain = np.diff(matrix.indptr) <= PLAIN
    model.fit(matrix, told, sample_weight=np.where(plain, DOUBLED, 1.0))
    return Learnt(model.coef_[0], float(model.intercept_[0]))


def _held_out(matrix: Any, told: Numbers) -> Numbers:
    """What the words of each phrase say, by what the other folds have taught."""
    said = np.zeros(len(told))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
    for others, mine in folds.split(matrix, told):
        learnt = _from_words(matrix[others], told[others])
        said[mine] = matrix[mine] @ learnt.drawers + learnt.border
    return said


def _small(learnt: Learnt) -> Words:
    """The same in bytes."""
    step = float(np.abs(learnt.drawers).max()) / 127
    return Words(array("b", np.rint(learnt.drawers / step).astype(int)), step, learnt.border)


def _together(vectors: Numbers, words: Numbers, told: Numbers) -> Net:
    """The mean of several nets of vector and words."""
    # The mean and spread of the vectors are worked into the weights.
    mean, spread = vectors.mean(axis=0), float(vectors.std(axis=0).mean())
    given = np.column_stack([(vectors - mean) / spread, ALIKE * words])
    hidden: list[Numbers] = []
    out: list[Numbers] = []
    added = np.zeros(3)
    for seed in range(NETS):
        model = _net(given, told, seed)
        first, last = model.coefs_
        of_vector = first[: vectors.shape[1]] / spread
        bias = model.intercepts_[0] - mean @ of_vector
        hidden.append(np.vstack([of_vector, ALIKE * first[vectors.shape[1] :], bias]).T)
        out.append(last / NETS)
        added += model.intercepts_[1] / NETS
    rows_out = np.vstack([*out, added]).T
    rows_in = np.vstack(hidden)
    return Net(
        tuple(array("f", row) for row in rows_in), tuple(array("f", row) for row in rows_out)
    )


def _net(given: Numbers, told: Numbers, seed: int) -> Any:
    model = MLPClassifier(
        (HIDDEN,), alpha=DECAY, batch_size=64, max_iter=ROUNDS, random_state=seed, tol=0.0
    )
    return model.fit(given, told)


def _border(weights: Weights, read: Callable[[Sequence[str]], Numbers]) -> float:
    """Above it lies most danger of the open part, and little else; in the middle of a gap."""
    open_part = rows(DEV)
    told = np.array([row.danger for row in open_part])
    vectors = read([row.phrase for row in open_part])
    said = np.array(
        [
            _told_together(weights, row.phrase, vector)
            for row, vector in zip(open_part, vectors.tolist(), strict=True)
        ]
    )
    falling = np.sort(said)[::-1]
    taken = [n for n, at in enumerate(falling) if told[said >= at].mean() >= PRECISION]
    lowest = max(taken)
    return float(falling[lowest] + falling[lowest + 1]) / 2


def _told_together(weights: Weights, text: str, vector: Sequence[float]) -> float:
    found = features(fold(text).split())
    words = (weights.danger.weigh(found), weights.self_harm.weigh(found))
    calm, danger, self_harm = weights.together.weigh(vector, words)
    return max(danger, self_harm) - calm


if __name__ == "__main__":
    main()
