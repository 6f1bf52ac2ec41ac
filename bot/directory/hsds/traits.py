"""Our own terms in a package: what HSDS has no field for stands in ``attribute``."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1

from bot.directory.kinds import Trait
from bot.directory.records import Attribute, Record, Taxonomy, TaxonomyTerm

TAXONOMY = "filo"
_SPACE = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")
"""The namespace of names that are addresses, RFC 4122, appendix C."""

_HEX = frozenset("0123456789abcdef")


def uuid_of(id: str) -> str:
    """The id where it is a UUID, otherwise the one that always belongs to it (version 5)."""
    if _is_uuid(id):
        return id
    digest = bytearray(sha1(_SPACE + f"filo:{id}".encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _is_uuid(id: str) -> bool:
    parts = id.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and set("".join(parts).lower()) <= _HEX


def trait(link: str, entity: str, which: Trait, value: str, number: int = 0) -> Attribute:
    """The attribute by which a record has this trait. ``number``: several of one kind."""
    id = uuid_of(f"{link}/{which.value}/{number}" if number else f"{link}/{which.value}")
    return Attribute(id, link, uuid_of(which.value), "attribute", entity, value)


def terms() -> Iterator[Record]:
    """The list of our terms, and its terms."""
    taxonomy = uuid_of(TAXONOMY)
    yield Taxonomy(taxonomy, TAXONOMY, "What Filo adds to the standard.", "", "1")
    for one in Trait:
        name = one.value.removeprefix("filo-").replace("-", " ")
        yield TaxonomyTerm(
            uuid_of(one.value), one.value, name, name, "", TAXONOMY, "en", taxonomy, ""
        )
