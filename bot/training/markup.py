"""Plain text out of HTML, and the JSON-LD that a page carries."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
_UNREAD = frozenset({"script", "style", "template", "noscript"})
LINKED_DATA = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Script:
    """A script of linked data: the line on which it begins, and its text."""

    line: int
    text: str


def plain_text(markup: str) -> str:
    """What a reader sees of it, without tags, a line for each block."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    reader = _Plain()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)


def scripts(page: str) -> list[Script]:
    """The linked data of a page, in order."""
    reader = _Scripts()
    reader.feed(page)
    reader.close()
    return reader.found


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; what is run or styled is not read."""
        self._unread += tag in _UNREAD
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """And ends one."""
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """The text itself."""
        if not self._unread:
            self.parts.append(data)


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Script] = []
        self._line: int | None = None
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script of linked data begins."""
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        if tag == "script" and kind == LINKED_DATA:
            self._line, self._parts = self.getpos()[0], []

    def handle_endtag(self, tag: str) -> None:
        """And is whole."""
        if tag == "script" and self._line is not None:
            self.found.append(Script(self._line, "".join(self._parts)))
            self._line = None

    def handle_data(self, data: str) -> None:
        """Its text, which the parser gives in pieces."""
        if self._line is not None:
            self._parts.append(data)
