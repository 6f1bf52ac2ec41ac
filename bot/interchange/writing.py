"""Writes a flow in the canonical form at once, however large it is.

``canonical`` reads and writes again, which takes seconds for a few hundred steps; here every
scalar is written in the one way that ``canonical`` leaves as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.engine.editing.sheet import Plain

_PLAIN = re.compile(r"[^\W\d_][^\W_]*(?:[ _][^\W_]+)*|[0-9]{1,4}[smh]|[0-9]")
_NO_TEXTS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_BELOW = frozenset({"choices", "when"})


def flow_text(
    flow: str,
    title: str,
    start: str,
    steps: Mapping[str, Mapping[str, Plain]],
    anywhere: tuple[str, ...] = (),
) -> str:
    """The canonical YAML of a flow."""
    lines = [f"flow: {flow}", f"title: {_scalar(title)}"]
    if anywhere:
        lines.append(f"anywhere: {_inline(anywhere)}")
    lines += [f"start: {start}", "steps:"]
    for name, body in steps.items():
        lines.append(f"  {name}:")
        lines += step_lines(body)
    return "\n".join(lines) + "\n"


def step_lines(body: Mapping[str, Plain]) -> Iterator[str]:
    """The lines of what stands in a step."""
    for key, value in body.items():
        if key == "end":
            yield "    end: true"
        elif key in _BELOW and isinstance(value, Mapping):
            yield f"    {key}:"
            yield from (f"      {name}: {_inline(item)}" for name, item in value.items())
        elif key in _BELOW and not isinstance(value, str):
            yield f"    {key}:"
            yield from (f"      - {_inline(item)}" for item in value)
        else:
            yield f"    {key}: {_inline(value)}"


def _inline(value: Plain) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        listed = ", ".join(f"{key}: {_inline(item)}" for key, item in value.items())
        return "{" + listed + "}"
    return "[" + ", ".join(map(_inline, value)) + "]"


def _scalar(text: str) -> str:
    if len(text) < 200 and _PLAIN.fullmatch(text) and text.casefold() not in _NO_TEXTS:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in {'"', "\\"}:
        return "\\" + character
    return "\\n" if character == "\n" else character
