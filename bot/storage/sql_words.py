"""Her words and numbers in the tables: written as keyed hashes, compared in constant time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hmac import compare_digest

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from bot.conversation.state import Conversation
from bot.crypto.index import Hashes
from bot.crypto.keys import Keyring
from bot.engine.effects import Tried
from bot.messages import Address, Inbound, Said, Thread
from bot.safety.her_words import WordKind, as_word, neighbours
from bot.safety.tries import Tries
from bot.storage.bulk import Bulk
from bot.storage.changes import Change
from bot.storage.plain import from_ms_or_none, to_ms, to_ms_or_none
from bot.storage.rows import number_hashes
from bot.storage.tables import NEAR, her_words, numbers, tries

Words = Mapping[tuple[Address | Thread, str], frozenset[WordKind]]

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_WORDS = select(her_words).where(her_words.c.conversation.in_(_IDS))
_OWN = select(her_words).where(her_words.c.conversation == bindparam("of"))
_NEW_WORD = Bulk(insert(her_words))
_OLD_WORD = Bulk(
    delete(her_words).where(
        her_words.c.conversation == bindparam("of"), her_words.c.kind == bindparam("what")
    )
)
_NEW_NUMBER = Bulk(insert(numbers))
_NUMBERED = select(numbers.c.conversation).where(
    numbers.c.number_hash.in_(bindparam("number", expanding=True))
)
_NEW_TRIES = Bulk(insert(tries))
_OLD_TRIES = delete(tries).where(tries.c.number_hash.in_(bindparam("of", expanding=True)))
_TRIES = select(tries).where(tries.c.number_hash.in_(bindparam("number", expanding=True)))


def own_hashes(keys: Keyring, conversation: str, word: str) -> Hashes:
    """A word of hers: equal words of two women hash differently."""
    return keys.index.each("her word", f"{conversation}\0{word}")


def read_words(
    connection: Connection,
    keys: Keyring,
    inbound: Iterable[Inbound],
    found: Mapping[Address | Thread, Conversation],
) -> Words:
    """Which of her words each text is. No statement where nobody of the batch has a word."""
    asked: dict[str, list[tuple[Inbound, Hashes]]] = {}
    for one in inbound:
        known = found.get(one.to)
        if known is None or not known.words or not isinstance(one.what, Said):
            continue
        if word := as_word(one.what.text):
            asked.setdefault(known.id, []).append((one, own_hashes(keys, known.id, word)))
    if not asked:
        return {}
    matched: dict[tuple[Address | Thread, str], frozenset[WordKind]] = {}
    for row in connection.execute(_WORDS, {"ids": sorted(asked)}):
        for one, hashes in asked[row.conversation]:
            if _is_one(row.hash, hashes):
                key = (one.to, one.id)
                matched[key] = matched.get(key, frozenset()) | {WordKind(row.kind)}
    return matched


def is_near(
    connection: Connection, keys: Keyring, conversation: str, kind: WordKind, word: str
) -> bool:
    """Whether another word of hers is within one letter of this folded word."""
    short = {one for each in _short_hashes(keys, conversation, word) for one in each}
    rows = connection.execute(_OWN, {"of": conversation}).all()
    cut = keys.index.cut
    return any(row.kind != kind.value and short & set(cut(row.near, NEAR)) for row in rows)


def is_free(connection: Connection, keys: Keyring, number: str) -> bool:
    """Whether no conversation has this number."""
    hashed = {"number": number_hashes(keys, number)}
    return connection.execute(_NUMBERED, hashed).first() is None


def find_numbered(connection: Connection, keys: Keyring, number: str, word: str) -> str | None:
    """The conversation whose number and return word these are, or None."""
    hashed = {"number": number_hashes(keys, number)}
    row = connection.execute(_NUMBERED, hashed).first()
    # A number that nobody has costs the same two statements as one that somebody has.
    conversation = row.conversation if row is not None else ""
    said = own_hashes(keys, conversation, word)
    right = False
    for own in connection.execute(_OWN, {"of": conversation}).all():
        right |= own.kind == WordKind.RETURN.value and _is_one(own.hash, said)
    return conversation if right else None


def find_linked(connection: Connection, keys: Keyring, token: str) -> str | None:
    """The conversation that was given this link: it stands among the numbers."""
    row = connection.execute(_NUMBERED, {"number": number_hashes(keys, token)}).first()
    return None if row is None else str(row.conversation)


def read_tries(connection: Connection, keys: Keyring, number: str) -> Tries:
    """How often this number was tried with a wrong word."""
    row = connection.execute(_TRIES, {"number": number_hashes(keys, number)}).first()
    if row is None:
        return Tries()
    return Tries(row.wrong, from_ms_or_none(row.at), from_ms_or_none(row.until))


def save_words(connection: Connection, keys: Keyring, kept: Mapping[str, Change]) -> None:
    """New words in the place of old ones of their kind, and new numbers."""
    latest = {
        (id, kind): word for id, change in sorted(kept.items()) for kind, word in change.words
    }
    _OLD_WORD.run(connection, [{"of": id, "what": kind.value} for id, kind in latest])
    _NEW_WORD.run(
        connection,
        [
            {
                "conversation": id,
                "kind": kind.value,
                "hash": own_hashes(keys, id, word)[0],
                "near": b"".join(sorted(one[0] for one in _short_hashes(keys, id, word))),
            }
            for (id, kind), word in latest.items()
        ],
    )
    given = [
        {"number_hash": number_hashes(keys, number)[0], "conversation": id}
        for id, change in sorted(kept.items())
        for number in (change.number, *change.links)
        if number
    ]
    _NEW_NUMBER.run(connection, given)


def save_tries(connection: Connection, keys: Keyring, tried: Sequence[Tried]) -> None:
    """The last count of each number that was tried."""
    by_hash = {number_hashes(keys, one.number): one for one in tried}
    latest = [(hashes[0], by_hash[hashes]) for hashes in sorted(by_hash)]
    if latest:
        connection.execute(_OLD_TRIES, {"of": [one for hashes in by_hash for one in hashes]})
    rows = [
        {
            "number_hash": hashed,
            "wrong": one.wrong,
            "at": to_ms(one.at),
            "until": to_ms_or_none(one.until),
        }
        for hashed, one in latest
        if one.wrong and one.at is not None
    ]
    _NEW_TRIES.run(connection, rows)


def _short_hashes(keys: Keyring, conversation: str, word: str) -> list[Hashes]:
    return [
        keys.index.each("her word nearly", f"{conversation}\0{part}", NEAR)
        for part in neighbours(word)
    ]


def _is_one(kept: bytes, hashes: Hashes) -> bool:
    """Compared in constant time, and with each of them."""
    right = False
    for one in hashes:
        right |= compare_digest(one, kept)
    return right
