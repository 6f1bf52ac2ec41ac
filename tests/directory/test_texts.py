"""Which texts of the directory are translated, and under which context."""

from __future__ import annotations

import pytest

from bot.directory.model import Directory
from bot.directory.texts import passage, passages


def test_every_text_has_one_context_of_its_own(directory: Directory) -> None:
    """A context is directory/kind/id/field, and names one text."""
    contexts = [found.context for found in passages(directory)]
    assert len(contexts) == len(set(contexts))
    assert all(context.split("/")[0] == "directory" for context in contexts)
    assert all(context.count("/") == 3 for context in contexts)


def test_an_empty_text_is_not_translated(directory: Directory) -> None:
    """No service of the demonstration says how to reach it, so there is nothing to translate."""
    assert all(found.source for found in passages(directory))
    assert not [found for found in passages(directory) if found.kind == "service/contact"]


def test_who_will_know_and_the_numbers_for_danger_are_critical(directory: Directory) -> None:
    """A language that lacks one of these may not be offered; a purpose may be missing."""
    critical = {found.kind for found in passages(directory) if found.critical}
    assert critical == {"measure/who_knows", "hotline/name", "hotline/hours", "hotline/note"}


def test_names_of_networks_and_towns_are_not_translated(directory: Directory) -> None:
    """A proper name is found again on a door and on a map."""
    network = directory.networks()[0]
    sources = {found.source for found in passages(directory)}
    assert network.name not in sources
    assert network.agency in sources
    assert not sources & {town.name for town in directory.municipalities.values()}
    with pytest.raises(AssertionError, match="not translated"):
        passage(network, "name")
