"""Makes long dictated texts out of short phrases: women dictate, and who writes phrases writes few.

What stands around a phrase (``flows/phrases/around.tsv``: language, where, words) says nothing of
its topic. The same texts come out every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from bot.text.tongues import UNSPACED

MADE = 4
"""So many long texts are made of each topic in each language; twice as many in Italian."""

_MARKS = str.maketrans("", "", ".,;:!?。，？！؟،۔।")

Taught = tuple[str, str, str]


def longer(taught: Sequence[Taught], around: str) -> Iterator[Taught]:
    """Language, topic and text of what is made of them."""
    beside: dict[tuple[str, str], list[str]] = {}
    for line in around.splitlines():
        language, where, words = line.split("\t")
        beside.setdefault((language, where), []).append(words)
    short: dict[tuple[str, str], list[str]] = {}
    for language, topic, text in taught:
        short.setdefault((language, topic), []).append(text)
    for (language, topic), phrases in sorted(short.items()):
        for turn in range(2 * MADE if language == "it" else MADE):
            one = _pick(phrases, f"{language}{topic}{turn}1")
            # Who writes in Latin letters goes on in them.
            alike = [other for other in phrases if other.isascii() == one.isascii()]
            kin = {
                where: [words for words in beside.get((language, where), ())
                        if words.isascii() == one.isascii() or language in ("it", "en")]
                for where in ("before", "between", "after")
            }  # fmt: skip
            parts = [one]
            if turn % 2 == 0:
                between = [_pick(kin["between"], f"{one}m")] if kin["between"] else []
                parts += [*between, _pick(alike, f"{language}{topic}{turn}2")]
            if turn % 4 != 3 and kin["before"]:
                parts.insert(0, _pick(kin["before"], f"{one}b"))
            if turn % 3 and kin["after"]:
                parts.append(_pick(kin["after"], f"{one}a"))
            gap = "" if language in UNSPACED else " "
            yield language, topic, gap.join(parts).translate(_MARKS)


def _pick(among: Sequence[str], by: str) -> str:
    return among[crc32(by.encode()) % len(among)]
