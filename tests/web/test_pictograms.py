"""Small drawings beside the main choices: there, harmless, and never the only way to know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.messages import Option
from bot.publishing.published import bundle_of, read_source
from bot.web import pages
from bot.web.answers import options
from bot.web.pictograms import BESIDE, DRAWINGS, TURNED, astray, drawing, drawn, sheet

STYLE = Path(pages.__file__).parent / "static" / "page.css"


def test_every_choice_with_a_drawing_is_in_the_flows() -> None:
    """Whoever renames a choice learns which drawing lost its place."""
    assert list(astray(bundle_of(read_source()))) == []
    assert {name for choices in BESIDE.values() for name in choices.values()} <= set(DRAWINGS)


def test_every_choice_of_the_menu_has_one_and_no_two_are_alike() -> None:
    """She can tell the choices of a question apart without reading."""
    flows = bundle_of(read_source()).flows
    for place in BESIDE:
        flow, _, step = place.partition(".")
        if flow == "menu":
            ids = [choice.id for choice in flows[flow].steps[step].choices]  # type: ignore[union-attr]
            names = [drawing(f"3.{place}", one) for one in ids]
            assert all(names)
            assert len(set(names)) == len(names)


def test_a_choice_is_drawn_alike_by_the_page_and_by_its_script() -> None:
    """The question tells which one; at a question without drawings there is none."""
    told = options((Option("work", "Lavoro"),), "7.menu.first")
    assert told == [{"id": "work", "label": "Lavoro", "icon": "case"}]
    assert options((Option("work", "Lavoro"),), "7.near.what") == [
        {"id": "work", "label": "Lavoro"}
    ]
    assert drawing("2.person.cancelled", "leave") == "letter"
    assert drawing("", "work") == drawing("7.near.what", "work") == ""
    assert drawn("") == ""


def test_a_choice_that_an_author_adds_does_not_stand_bare() -> None:
    """A new choice of a drawn question has a ring, or what its name means at every other."""
    assert drawing("7.menu.first", "playground") == "ring"
    assert drawing("7.menu.fifth", "person") == "person"
    assert drawing("7.near.what", "playground") == ""


def test_a_guess_is_drawn_as_the_choice_that_it_is_named_after() -> None:
    """What is guessed from her words looks as it does in the menu."""
    assert drawing("7.meant.which", "money") == drawing("7.menu.second", "money") == "note"
    assert drawing("7.meant.which", "permit") == "ring"


def test_a_drawing_is_silent_and_takes_the_colour_of_its_text() -> None:
    """A screen reader says the words alone; dark, light and forced colours need no other file."""
    assert 'aria-hidden="true"' in drawn("case")
    assert 'aria-hidden="true"' in sheet()
    assert not re.search(r"fill=|stroke=|style=|<title|http", sheet())
    style = STYLE.read_text(encoding="utf-8")
    assert "stroke: currentColor" in style
    turned = re.search(r"\[dir=rtl\] :is\(([^)]+)\)", style)
    assert turned is not None
    assert {name.strip()[len(".i-") :] for name in turned[1].split(",")} == TURNED


async def test_the_way_out_is_drawn_too_and_keeps_its_word(her: Any) -> None:
    """The picture stands beside «Esci», not instead of it."""
    await her.enter()
    found = re.search(r'<a id="exit"[^>]*><svg[^>]*aria-hidden="true">.*?</svg>Esci</a>', her.page)
    assert found
