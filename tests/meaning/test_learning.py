"""What is learned of phrases is understood: by their words, and by what a model reads in them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

import pytest

from bot.meaning.near import read_near
from bot.understanding.topics import TOPICS, Topics

if find_spec("numpy") is None:
    pytest.skip("numpy comes with the model", allow_module_level=True)

EACH = 12
WIDTH = 384


def test_a_topic_is_known_by_words_and_by_meaning(tmp_path: Path) -> None:
    """Words and vectors of each topic are its own; a new text of them is about it."""
    numpy, learning = import_module("numpy"), import_module("bot.meaning.learning")
    said = {topic: sha256(topic.encode()).hexdigest()[:9] for topic in TOPICS}
    told = [
        learning.Phrase("it", topic, f"{said[topic]} {crc32(f'{topic}{at}'.encode())}")
        for topic in TOPICS
        for at in range(EACH)
    ]

    def vector(text: str) -> list[float]:
        at = [*said.values()].index(text.split()[0])
        other = [crc32(f"{text}{one}".encode()) % 1000 / 10_000 for one in range(WIDTH)]
        return [float(one == at) + other[one] for one in range(WIDTH)]

    def read(texts: Sequence[str]) -> object:
        return numpy.array([vector(text) for text in texts], dtype="float32")

    found = learning.learned({"it": "x"}, told, read)
    numpy.savez(tmp_path / "near.npz", **found.near)
    topics, near = Topics(found.weights), read_near(tmp_path / "near.npz")
    assert near is not None
    for topic in TOPICS:
        text = f"{said[topic]} adesso"
        assert topics.understand(text).best == topic
        scores = near(vector(text))
        assert max(zip(scores, TOPICS, strict=True))[1] == topic
        assert topics.understand(text, scores).best == topic
