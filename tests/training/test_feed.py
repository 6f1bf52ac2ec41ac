"""Items of RSS and Atom feeds: kept for the staff, never guessed into calls for her."""

from __future__ import annotations

import pytest

from bot.text.decoding import UnreadableError
from bot.training.call import LACKS_AUDIENCE, LACKS_PLACE, LACKS_UNTIL, lacking, may_be_shown
from bot.training.feed import read_feed
from bot.training.reading import Reading
from tests.training.calls import NOW

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Bandi dimostrativi</title><link>https://example.org/</link>
<image><title>Logo</title></image>
<item>
<title>Corso di cucina</title>
<link>https://example.org/bandi/1</link>
<guid isPermaLink="false">tag-1</guid>
<description><![CDATA[<p>Per donne.</p><p>Scade il 10 dicembre &amp; basta.</p>]]></description>
</item>
<item><title>Avviso due</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Avvisi</title><id>feed</id>
<entry><title type="html">Percorso &lt;b&gt;uno&lt;/b&gt;</title><id>urn:1</id>
<link rel="edit" href="https://example.org/edit"/>
<link href="https://example.org/avvisi/1"/>
<author><name>Qualcuno</name></author><summary>In breve</summary><content>Per intero</content>
</entry></feed>"""


def read(text: str) -> Reading:
    """The feed as it is read."""
    reading = Reading()
    read_feed("feed.xml", text, reading)
    return reading


def test_an_item_waits_for_the_staff_and_is_shown_to_nobody() -> None:
    """A deadline in a sentence is not guessed: a wrong one sends her to a closed door."""
    reading = read(RSS)
    assert not reading.problems
    first, second = reading.calls.values()
    assert (first.title, first.provider) == ("Corso di cucina", "Bandi dimostrativi")
    assert first.text == "Per donne.\nScade il 10 dicembre & basta."
    assert (first.page, second.page) == ("https://example.org/bandi/1", "")
    assert list(reading.lines.values()) == [5, 11]
    for one in (first, second):
        assert lacking(one) == (LACKS_AUDIENCE, LACKS_UNTIL, LACKS_PLACE)
        assert not may_be_shown(one, NOW)


def test_an_atom_entry_is_read_the_same_way() -> None:
    """Its own page, not the one to edit it; the feed is the provider."""
    (call,) = read(ATOM).calls.values()
    assert (call.title, call.provider) == ("Percorso uno", "Avvisi")
    assert (call.page, call.text) == ("https://example.org/avvisi/1", "In breve")


def test_an_item_stays_the_same_one_when_its_title_changes() -> None:
    """So that a corrected item is a change."""
    again = read(RSS.replace("Corso di cucina", "Corso di cucina, nuova data"))
    assert next(iter(again.calls)) == next(iter(read(RSS).calls))


def test_a_long_text_is_cut_where_a_feed_has_it() -> None:
    """The whole stands on its page; the file is not refused for it."""
    reading = read(RSS.replace("Per donne.", "x" * 9_000))
    assert not reading.problems
    assert next(iter(reading.calls.values())).text.endswith("…")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x"><rss/>',
        "<html><body/></html>",
        "<rss><channel><item></rss>",
        "<rss>" + "<a>" * 200,
        "",
        "corsi",
    ],
)
def test_what_is_no_feed_or_a_trap_is_refused(text: str) -> None:
    """No entity is ever expanded, nothing is ever fetched."""
    with pytest.raises(UnreadableError):
        read(text)
