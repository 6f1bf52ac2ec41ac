"""Templates and paths of the other products (``@results.age``) as variables of ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from bot.interchange.names import Names, slug

Key = tuple[str, str]
"""What a path names: ``results`` or ``fields``, and the slug of its name."""

_ROOTS = (
    "results|run|fields|contact|input|child|parent|webhook|urns|globals|global|trigger|extra|"
    "legacy_extra|node|ticket|locals|resume|step|flow|organization|calendar|channel|date|is"
)
_PATH = re.compile(
    rf"@(?P<path>(?:{_ROOTS})(?:\.[A-Za-z0-9_]{{1,64}}|\[[^\]\n]{{0,64}}\]){{0,6}})(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:{_ROOTS})(?:\.[A-Za-z0-9_]{{1,64}}){{1,6}}", re.IGNORECASE)
_CALLED = re.compile(r"[a-z_]{1,20}\(\s*([a-z0-9_.]{1,200})\s*\)", re.IGNORECASE)
_EMBEDDED = re.compile(r"<%.*?%>", re.DOTALL)
_PARTS = frozenset({"value", "category", "category_localized", "input", "text"})
_HERS = frozenset(
    {
        "name", "first_name", "last_name", "uuid", "id", "urn", "urns", "groups", "tel", "phone",
        "channel", "created_on", "last_seen_on", "timezone", "status", "display", "age_group_name",
    }
)  # fmt: skip
_LONGEST = 500


def path_key(path: str) -> Key | None:
    """What a path such as ``results.age.value`` names; None where we know nothing of it."""
    parts = path.lower().lstrip("@").split(".")
    while parts and parts[0] in {"run", "child", "parent", "flow"}:
        parts = parts[1:]
    if parts[:2] == ["contact", "fields"]:
        parts = parts[1:]
    if parts[:1] == ["contact"] and len(parts) > 1:
        if parts[1] == "language":
            return "given", "language"
        if parts[1] in _HERS:
            return None
        parts = ["fields", *parts[1:]]
    if len(parts) < 2 or parts[0] not in {"results", "fields", "locals"}:
        return None
    if parts[2:] and parts[2] not in _PARTS:
        return None
    return parts[0], slug(parts[1], "value")


def operand_key(operand: str) -> Key | None:
    """What a router looks at; None where it is no single variable."""
    inner = operand.strip().removeprefix("@").strip()
    while inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1].strip()
    called = _CALLED.fullmatch(inner)
    if called is not None:
        inner = called[1]
    return path_key(inner) if _BARE.fullmatch(inner) else None


def pieces(text: str) -> Iterator[tuple[str, Key | None, bool]]:
    """A template as (text, what it names, whether it is a gap); each piece is one of them."""
    at = 0
    plain: list[str] = []
    text = _EMBEDDED.sub("@(code)", text)
    while at < len(text):
        sign = text.find("@", at)
        if sign < 0:
            break
        plain.append(text[at:sign])
        if text.startswith("@@", sign):
            plain.append("@")
            at = sign + 2
            continue
        inner, end = _expression(text, sign)
        if end == sign:
            plain.append("@")
            at = sign + 1
            continue
        yield "".join(plain), None, False
        plain = []
        key = operand_key(inner)
        yield "", key, key is None
        at = end
    yield "".join(plain) + text[at:], None, False


def _expression(text: str, sign: int) -> tuple[str, int]:
    """The expression that begins at a sign and where it ends; its beginning where it is none."""
    if text.startswith("@(", sign):
        end = _closed(text, sign + 1)
        return (text[sign + 1 : end], end) if end else ("", sign)
    match = _PATH.match(text, sign)
    return (match["path"], match.end()) if match else ("", sign)


def _closed(text: str, start: int) -> int:
    depth, quoted = 0, False
    for at in range(start, min(len(text), start + _LONGEST)):
        sign = text[at]
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                return at + 1
    return 0


def keys_in(text: str) -> Iterator[Key]:
    """Every variable that a text or operand names, within functions too."""
    if "@" in text:
        for match in _BARE.finditer(text):
            key = path_key(match[0])
            if key is not None:
                yield key


@dataclass(slots=True)
class Variables:
    """What the flows of a file keep, each with a name of ours that nothing of ours has."""

    names: Names
    _known: dict[Key, str] = field(default_factory=dict)
    read: frozenset[Key] = frozenset()
    """What some text or router of the file looks at."""

    def declare(self, kind: str, name: str) -> str:
        """The variable that something of the file sets."""
        key = kind, slug(name, "value")
        if key not in self._known:
            self._known[key] = self.names.give(name, "value")
        return self._known[key]

    def of(self, key: Key | None) -> str:
        """The name of ours; empty where nothing sets it."""
        if key == ("given", "language"):
            return "language"
        return self._known.get(key, "") if key else ""

    def renamed(self) -> Mapping[str, str]:
        """Name in the file -> name of ours, of those that are called otherwise."""
        return {key[1]: name for key, name in self._known.items() if key[1] != name}


def quoted(text: str) -> str:
    """A text as an expression of ours; empty where it cannot be one."""
    if len(text) > 120 or "\\" in text or "\n" in text:
        return ""
    if '"' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else ""


def reserved(names: Collection[str]) -> Names:
    """Names for variables, beside those that our flows use."""
    return Names({"language", "channel", "or", "and", "not", "in", "has", *names})
