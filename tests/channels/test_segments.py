"""SMS segments are counted as the norm counts them."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.segments import Segments, is_gsm, plainer, segments

GSM = "abcXYZ 0123àèéìòùñü@£$¥^{}\\[~]|€\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments("GSM-7", 1, 0, 160)),
        ("a" * 160, Segments("GSM-7", 1, 160, 0)),
        ("a" * 161, Segments("GSM-7", 2, 161, 145)),
        ("€" * 80, Segments("GSM-7", 1, 160, 0)),
        ("a" * 152 + "€" + "a" * 10, Segments("GSM-7", 2, 164, 141)),
        ("ع" * 70, Segments("UCS-2", 1, 70, 0)),
        ("ع" * 71, Segments("UCS-2", 2, 71, 63)),
        ("🙂" * 35, Segments("UCS-2", 1, 70, 0)),
        ("ع" * 66 + "🙂" * 3, Segments("UCS-2", 2, 72, 61)),
    ],
)
def test_known_texts_take_known_segments(text: str, expected: Segments) -> None:
    """The edges of one and of two segments, and characters that may not be split."""
    assert segments(text) == expected


@given(st.one_of(st.text(max_size=700), st.text(alphabet=GSM, max_size=700)))
def test_never_fewer_segments_are_counted_than_are_needed(text: str) -> None:
    """What is counted as one segment is never charged, or cut, as two."""
    counted = segments(text)
    if is_gsm(text):
        units = sum(2 if c in "\f^{}\\[~]|€" else 1 for c in text)
        needed = 1 if units <= 160 else ceil(units / 153)
        wasted = counted.count - 1
    else:
        units = sum(2 if ord(c) > 0xFFFF else 1 for c in text)
        needed = 1 if units <= 70 else ceil(units / 67)
        wasted = counted.count - 1
    assert counted.used == units
    assert needed <= counted.count <= needed + ceil(wasted / 100) + 1
    assert counted.left >= 0


@given(st.text(max_size=300))
def test_plainer_writing_never_takes_more_segments_than_the_marks_did(text: str) -> None:
    """Writing plainly is done to take fewer."""
    widened = sum(text.count(sign) for sign in "…œŒ")
    assert widened or segments(plainer(text)).count <= segments(text).count


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("L’aiuto – c’è… «qui»", "L'aiuto - c'è... \"qui\""),
        ("perché no", "perché no"),
        ("\u2068112\u2069", "112"),
        ("sí", "sí"),
        ("mañana así " * 10, "mañana asi " * 10),
        ("ça va être sûr " * 9, "ca va etre sur " * 9),
    ],
)
def test_typographic_signs_and_costly_accents_become_plain(text: str, written: str) -> None:
    """One letter outside GSM-7 would more than halve a message; a short one may keep it."""
    assert plainer(text) == written


def test_arabic_stays_as_it_is() -> None:
    """Vowel signs and letters are not accents to drop."""
    assert plainer("مُساعدة الآن") == "مُساعدة الآن"
