"""Items of an RSS or Atom feed. A feed gives no deadline and no audience in fields of its own, and
none is guessed out of its sentences: until the staff completes them, no woman sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from bot.text.decoding import UnreadableError
from bot.training.call import id_of
from bot.training.markup import plain_text
from bot.training.reading import LONGEST, LONGEST_TITLE, Reading, row_of
from bot.training.same import page_of
from bot.training.values import is_page

ROOTS = frozenset({"rss", "feed", "RDF"})
_ITEMS = frozenset({"item", "entry"})
_FIELDS: Mapping[str, str] = {
    "title": "title",
    "link": "page",
    "guid": "id",
    "id": "id",
    "name": "provider",
    "description": "text",
    "summary": "text",
    "content": "text",
    "creator": "provider",
}
DEEPEST = 64


def read_feed(file: str, text: str, reading: Reading) -> None:
    """The items of a feed, as calls that wait for the staff. Raises ``UnreadableError``."""
    parser = ParserCreate(namespace_separator=" ")
    items = _Items(parser)
    parser.StartElementHandler = items.begins
    parser.EndElementHandler = items.ends
    parser.CharacterDataHandler = items.says
    # Without a document type there are no entities, and nothing can grow or be fetched.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(text, True)
    except ExpatError as wrong:
        raise UnreadableError(f"Line {wrong.lineno} is no XML.") from None
    for item in items.found:
        found = {name: plain_text(value) for name, value in item.values.items()}
        found["provider"] = items.title or found.get("provider", "")
        found = {name: _cut(name, value) for name, value in found.items()}
        if not is_page(found.get("page", "")):
            found.pop("page", None)
        if sign := found.get("id") or page_of(found.get("page", "")):
            found["id"] = id_of("item", sign)
        reading.take(row_of(found, file, item.line))


@dataclass(slots=True)
class _Item:
    line: int
    values: dict[str, str] = field(default_factory=dict)


class _Items:
    """Gathers the items while the text is read."""

    def __init__(self, parser: XMLParserType) -> None:
        self.found: list[_Item] = []
        self.title = ""
        self._parser = parser
        self._way: list[str] = []
        self._text: list[str] = []

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rsplit(" ", 1)[-1]
        if not self._way and local not in ROOTS:
            raise UnreadableError("It is no RSS or Atom feed.")
        if len(self._way) >= DEEPEST:
            raise UnreadableError("It is nested too deeply for a feed.")
        self._way.append(local)
        if local in _ITEMS:
            self.found.append(_Item(self._parser.CurrentLineNumber))
        is_its = local == "link" and attributes.get("rel", "alternate") == "alternate"
        if is_its and "href" in attributes and self._item_depth() is not None:
            self.found[-1].values.setdefault("page", attributes["href"].strip())
        self._text = []

    def says(self, data: str) -> None:
        """Text inside it."""
        self._text.append(data)

    def ends(self, _name: str) -> None:
        """It is whole: a field of an item, or the name of the feed."""
        local = self._way.pop()
        text, self._text = "".join(self._text).strip(), []
        depth = self._item_depth()
        if depth is None:
            if local == "title" and self._way[-1:] in (["channel"], ["feed"]):
                self.title = plain_text(text)
            return
        inside = self._way[depth + 1 :]
        column = _FIELDS.get(local)
        if column and text and inside in ([], ["author"]):
            self.found[-1].values.setdefault(column, text)

    def _item_depth(self) -> int | None:
        return next((at for at, one in enumerate(self._way) if one in _ITEMS), None)


def _cut(name: str, text: str) -> str:
    """A feed's own shortened text; the whole stands on its page."""
    longest = LONGEST_TITLE if name in ("title", "provider") else LONGEST
    return text if len(text) <= longest or name == "page" else f"{text[: longest - 1]}…"


def _refuse_doctype(*_: object) -> None:
    raise UnreadableError("It has a document type, which no feed needs: it was not read.")
