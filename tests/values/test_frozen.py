"""``@frozen`` and ``@remade`` make what ``@dataclass(frozen=True)`` makes, only sooner."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from bot.values.changed import changed
from bot.values.frozen import frozen, remade


@frozen
class _Quick:
    name: str
    many: int = 3
    others: list[str] = field(default_factory=list, repr=False)


@remade
class _Remade:
    name: str
    many: int = 3
    others: list[str] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class _Plain:
    name: str
    many: int = 3
    others: list[str] = field(default_factory=list, repr=False)


def test_it_is_made_as_any_dataclass_is() -> None:
    """By place, by name, with defaults, each with a list of its own, and not with less."""
    for kind in (_Quick, _Remade, _Plain):
        assert kind("a") == kind(name="a", many=3, others=[])
        assert replace(kind("a"), many=4) == kind("a", 4) == changed(kind("a"), many=4)
        assert kind("a").others is not kind("a").others
        assert repr(kind("a")).endswith("(name='a', many=3)")
        with pytest.raises(TypeError):
            kind()  # type: ignore[call-arg]


def test_it_cannot_be_changed() -> None:
    """Nobody else's value changes under anybody's hands, and nothing is added to it."""
    one = _Quick("a")
    with pytest.raises(FrozenInstanceError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        one.more = 1  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")


def test_what_is_remade_cannot_be_changed_either() -> None:
    """The value that another was made from stays as it was."""
    one = _Remade("a")
    another = changed(one, name="b")
    assert (one.name, another.name, another.others) == ("a", "b", one.others)
    with pytest.raises(FrozenInstanceError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        one.more = 1  # type: ignore[attr-defined]
