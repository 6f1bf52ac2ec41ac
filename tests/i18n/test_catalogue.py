"""Catalogues in and out: nothing that somebody translated is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.catalogue import extract, read_po, review_state, write_po

ENTRIES = [
    ("work/what/ask", 'Che cosa "ti" serve?\nDimmi.', ""),
    ("work/what/choices/no", "No", "Una parola."),
    ("near/what/choices/no", "No", ""),
]


def translated(content: bytes, source: str, text: str) -> bytes:
    """The catalogue with one translation written in, as a translator would."""
    return content.replace(
        f'msgid "{source}"\nmsgstr ""'.encode(), f'msgid "{source}"\nmsgstr "{text}"'.encode(), 1
    )


def test_a_new_catalogue_is_an_empty_draft() -> None:
    """Nothing is translated, and nobody has read it."""
    content = write_po(ENTRIES, "en", None)
    assert read_po(content) == {}
    assert review_state(content) == "draft"


def test_entries_keep_their_order_and_comments() -> None:
    """So that a catalogue can be translated flow by flow."""
    content = write_po(ENTRIES, "en", None).decode()
    places = [content.index(f'msgctxt "{context}"') for context, _, _ in ENTRIES]
    assert places == sorted(places)
    assert "#. Una parola." in content


def test_one_source_in_two_contexts_has_two_translations() -> None:
    """*No* to a question and *No* on a button may differ."""
    content = translated(write_po(ENTRIES, "en", None), "No", "No, thanks")
    assert read_po(content) == {"work/what/choices/no": "No, thanks"}


def test_translations_are_kept_when_texts_are_added() -> None:
    """Updating is safe at any time."""
    content = translated(write_po(ENTRIES, "en", None), "No", "No, thanks")
    again = write_po([*ENTRIES, ("work//anywhere", "lavoro", "")], "en", content)
    assert read_po(again) == {"work/what/choices/no": "No, thanks"}


def test_updating_twice_changes_nothing() -> None:
    """The same flows give the same bytes."""
    content = translated(write_po(ENTRIES, "en", None), "No", "No, thanks")
    assert write_po(ENTRIES, "en", write_po(ENTRIES, "en", content)) == write_po(
        ENTRIES, "en", content
    )


def test_a_changed_source_makes_its_translation_fuzzy() -> None:
    """An old translation of a new text is not shown, and not lost."""
    content = translated(write_po(ENTRIES, "en", None), "No", "No, thanks")
    changed = [("work/what/choices/no", "No, non ora", "")]
    again = write_po(changed, "en", content)
    assert read_po(again) == {}
    assert b"#, fuzzy" in again
    assert b"No, thanks" in again
    assert b"#, fuzzy" in write_po(changed, "en", again)


def test_a_reviewed_catalogue_that_changes_is_a_draft_again() -> None:
    """A native speaker reviewed those words, not the new ones."""
    reviewed = write_po(ENTRIES, "en", None).replace(b"State: draft", b"State: reviewed")
    assert review_state(write_po(ENTRIES, "en", reviewed)) == "reviewed"
    assert review_state(write_po(ENTRIES[:2], "en", reviewed)) == "draft"
    assert review_state(write_po([*ENTRIES, ("a/b/say", "x", "")], "en", reviewed)) == "draft"


def test_extracting_comments_by_part_and_leaves_out_empty_texts() -> None:
    """Translators are told what a list of words is."""
    texts = [("a/b/ask", "Ciao"), ("a/b/choices/c/match", "uno, due"), ("a/b/say", "")]
    assert extract(texts, {"match": "Parole."}) == [
        ("a/b/ask", "Ciao", ""),
        ("a/b/choices/c/match", "uno, due", "Parole."),
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_any_text_survives_a_catalogue(text: str) -> None:
    """Quotes, backslashes, Arabic, emoji: what went in comes out."""
    content = write_po([("a/b/say", text, "")], "ar", None)
    old = content.replace(b'msgstr ""\n', b'msgstr "x"\n').replace(
        b'msgstr "x"\n', b'msgstr ""\n', 1
    )
    again = write_po([("a/b/say", text, "")], "ar", old)
    assert read_po(again) == {"a/b/say": "x"}
    assert b"fuzzy" not in again
