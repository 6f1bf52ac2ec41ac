"""What was learned is read back as it was written, belongs to its phrases, or is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.publishing.published import WEIGHTS, UnpublishableError, read_phrases, read_screen
from bot.understanding.weights import WeightsError, digest_of, read_weights, written

CONTENT = WEIGHTS.read_text(encoding="utf-8")


def test_the_weights_were_learned_from_the_phrases_beside_them() -> None:
    """A phrase that somebody added counts only once `make train` has run: nobody forgets it."""
    assert read_weights(CONTENT).phrases == digest_of(read_phrases())


def test_every_phrase_has_a_kind_and_stands_once() -> None:
    """A line without a kind would teach nothing, one that stands twice would teach twice."""
    kinds = {"danger", "calm"}
    readme = Path("tests/understanding/danger_set/README.md").read_text(encoding="utf-8")
    kinds |= {
        line.split("`")[1]
        for line in readme.splitlines()
        if line.startswith(("| danger", "| calm"))
    }
    for language, text in read_phrases().items():
        lines = [line.split("\t") for line in text.splitlines()]
        assert {len(line) for line in lines} == {2}, language
        assert {kind for kind, _ in lines} <= kinds, language
        assert len({phrase for _, phrase in lines}) == len(lines), language


def test_weights_are_read_back_as_they_were_written() -> None:
    """Byte for byte."""
    assert written(read_weights(CONTENT)) == CONTENT


@pytest.mark.parametrize("spoilt", ["", "{}", "[]", CONTENT[:5000], CONTENT.replace("f", "!", 90)])
def test_spoilt_weights_are_refused(spoilt: str, tmp_path: Path) -> None:
    """A service that screens nothing must not start."""
    with pytest.raises(WeightsError):
        read_weights(spoilt)
    file = tmp_path / "danger.json"
    file.write_text(spoilt)
    with pytest.raises(UnpublishableError, match="make train"):
        read_screen(file)


def test_weights_of_another_shape_are_refused() -> None:
    """Written by another version, or cut."""
    said = json.loads(CONTENT)
    said["out"] = said["out"][:2]
    with pytest.raises(WeightsError):
        read_weights(json.dumps(said))
