"""Frozen values that are made quickly: ``@frozen`` is ``@dataclass(frozen=True, slots=True)``,
``@remade`` the same without slots.

A frozen dataclass sets each of its fields through ``object.__setattr__``, which looks at the whole
class every time: a conversation of 34 fields took 24 µs to make, and is made several times in a
turn. Here ``__init__`` writes straight into the slots, which takes a fifteenth of it. What has so
many fields and is made so often has none: a dict is copied at once (``bot.values.changed``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """The class as a frozen dataclass with slots; all its fields are given to ``__init__``."""
    made = dataclass(frozen=True, slots=True)(kind)
    made.__init__ = _init(made, slots=True)  # type: ignore[method-assign]
    return made


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def remade(kind: type[T]) -> type[T]:
    """The class as a frozen dataclass whose values are remade again and again, and live shortly."""
    made = dataclass(frozen=True)(kind)
    made.__init__ = _init(made, slots=False)  # type: ignore[method-assign]
    return made


def _init(kind: type, *, slots: bool) -> Callable[..., None]:
    """Its ``__init__``: as dataclasses write it, but for how a field is set."""
    assert not hasattr(kind, "__post_init__"), "Nothing else is done when it is made."
    names: dict[str, Any] = {"_MISSING": MISSING, "_put": object.__setattr__}
    given, body, held = ["self"], [], []
    for one in fields(kind):
        assert one.init, "Every field is given."
        name, value = one.name, one.name
        if slots:
            names[f"_set_{name}"] = getattr(kind, name).__set__
        if one.default is not MISSING:
            names[f"_default_{name}"] = one.default
            given.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            names[f"_make_{name}"] = one.default_factory
            given.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        else:
            given.append(name)
        body.append(f" _set_{name}(self, {value})")
        held.append(f"{name!r}: {value}")
    if not slots:
        body = [f" _put(self, '__dict__', {{{', '.join(held)}}})"]
    source = "\n".join((f"def __init__({', '.join(given)}):", *body, " pass"))
    exec(source, names)  # noqa: S102 - of names of fields alone, as the standard library does it
    made: Callable[..., None] = names["__init__"]
    made.__qualname__, made.__module__ = f"{kind.__qualname__}.__init__", kind.__module__
    made.__annotations__ = {
        **{one.name: one.type for one in fields(kind)},
        "return": None,
    }
    return made
