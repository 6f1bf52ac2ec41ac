"""The canonical form: an edit changes its own lines and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.canonical import CanonicalError, canonical
from bot.publishing.published import read_source

UNTIDY = """\
# For everybody.
flow:    x   # the name
start: a
steps:
    a:   {say:    'hi' ,  next:   b}

    b:
      # Translators: neutral.
      ask:   |-
         Prima riga
         seconda riga
      choices:
        one:   {label:   No,    match: [a,   b], next: c}   # why
      timeout:   {after: 10m, next: c}
    w:
      when:
      - {if: a == 1, next: c}
      else: c
    c: {end: true}
"""

TIDY = """\
# For everybody.
flow: x # the name
start: a
steps:
  a: {say: 'hi', next: b}

  b:
      # Translators: neutral.
    ask: |-
      Prima riga
      seconda riga
    choices:
      one: {label: No, match: [a, b], next: c} # why
    timeout: {after: 10m, next: c}
  w:
    when:
      - {if: a == 1, next: c}
    else: c
  c: {end: true}
"""


def test_an_untidy_file_is_written_in_the_one_way() -> None:
    """No alignment, two spaces, remarks and quotation marks kept."""
    assert canonical(UNTIDY) == TIDY


def test_canonical_bytes_come_out_as_they_went_in() -> None:
    """Writing twice is writing once."""
    assert canonical(TIDY) == TIDY


@pytest.mark.parametrize("name", sorted(read_source().flows))
def test_the_shipped_flows_are_canonical(name: str) -> None:
    """``filo flows fmt`` would change nothing."""
    text = read_source().flows[name]
    assert canonical(text) == text


def test_an_edit_changes_only_the_lines_of_its_step() -> None:
    """So a review reads what changed and nothing else."""
    before = canonical(UNTIDY).splitlines()
    after = canonical(UNTIDY.replace("Prima riga", "Un’altra riga, " + "lunga " * 60)).splitlines()
    assert len(before) == len(after)
    assert sum(one != two for one, two in zip(before, after, strict=True)) == 1


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)


@given(
    _words,
    st.integers(1, 6),
    st.integers(1, 5),
    st.sampled_from(["", "  # a remark", " #x"]),
)
def test_whatever_the_author_writes_is_written_the_same_way_for_ever(
    text: str, gap: int, indent: int, remark: str
) -> None:
    """Idempotent for any text, spacing and remark; or refused with a sentence."""
    quoted = "'" + text.replace("'", "''") + "'"
    step = f"{' ' * indent}a:{' ' * gap}{{say:{' ' * gap}{quoted}, next: b}}{remark}"
    source = f"flow:{' ' * gap}x\nsteps:\n{step}\n"
    try:
        once = canonical(source)
    except CanonicalError:
        return
    assert canonical(once) == once


@pytest.mark.parametrize(
    "text", ["", "a: [1", "a: 1\na: 2\n", "- x\n", "x", "a: &b 1\n", "a: True\n"]
)
def test_what_is_no_flow_is_refused_with_a_sentence(text: str) -> None:
    """Nothing is written that was not understood."""
    with pytest.raises(CanonicalError):
        canonical(text)
