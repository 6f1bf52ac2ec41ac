"""Tokens that nobody else can make: the session cookie and the one-time ids of its forms.

A token holds when it was minted and 16 random bytes, and is signed with 16 bytes of keyed BLAKE2b
(RFC 7693). A form id is signed together with its token: it fits no other, and only for two hours.
One from the future fits too: our clock was set back. Refused, her text would be sent once more
under another id, and stand there twice where the first had arrived.
"""

from __future__ import annotations

from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from hmac import compare_digest
from typing import final

from bot.crypto.chance import chance as system_chance

FORM_LIVES = timedelta(hours=2)
_TIME, _CHANCE, _MAC = 5, 16, 16
_LENGTH = _TIME + _CHANCE + _MAC
_FORM_CHANCE = 8
_FORM_LENGTH = _TIME + _FORM_CHANCE + _MAC
_URL_SAFE, _PLAIN = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")


@final
class Tokens:
    """Mints tokens and form ids under one key, and knows those of each that is in use.

    ``chance(n)`` gives n random bytes.
    """

    __slots__ = ("_chance", "_keys")

    def __init__(self, key: bytes, chance: Callable[[int], bytes] = system_chance) -> None:
        self._keys: tuple[bytes, ...] = (key,)
        self._chance = chance

    def turn(self, keys: Sequence[bytes]) -> None:
        """From now on these keys are in use, and the first of them mints."""
        self._keys = tuple(keys)

    def mint(self, now: datetime) -> str:
        """A new token: 50 URL-safe characters."""
        body = _seconds(now) + self._chance(_CHANCE)
        return _text(body + self._mac(b"token", body))

    def minted_at(self, token: str) -> datetime | None:
        """When the token was minted (UTC, whole seconds), or None for one that is not ours."""
        raw = _bytes(token, _LENGTH)
        if raw is None:
            return None
        body, mac = raw[:-_MAC], raw[-_MAC:]
        if not self._made(mac, b"token", body):
            return None
        return _moment(body)

    def form(self, token: str, now: datetime) -> str:
        """A new one-time id for a form of that token: 39 URL-safe characters."""
        body = _seconds(now) + self._chance(_FORM_CHANCE)
        return _text(body + self._mac(b"form", body + token.encode()))

    def form_fits(self, token: str, form_id: str, now: datetime) -> bool:
        """Whether the form id was made for that token, at most two hours ago."""
        raw = _bytes(form_id, _FORM_LENGTH)
        if raw is None:
            return False
        body, mac = raw[:-_MAC], raw[-_MAC:]
        try:
            whole = body + token.encode()
        except UnicodeEncodeError:
            return False
        if not self._made(mac, b"form", whole):
            return False
        return now - _moment(body) <= FORM_LIVES

    def _mac(self, kind: bytes, body: bytes) -> bytes:
        return _mac(self._keys[0], kind, body)

    def _made(self, mac: bytes, kind: bytes, body: bytes) -> bool:
        return any(compare_digest(mac, _mac(key, kind, body)) for key in self._keys)


def _mac(key: bytes, kind: bytes, body: bytes) -> bytes:
    return blake2b(kind + b"\0" + body, key=key, digest_size=_MAC).digest()


def _seconds(now: datetime) -> bytes:
    return int(now.timestamp()).to_bytes(_TIME, "big")


def _moment(body: bytes) -> datetime:
    return datetime.fromtimestamp(int.from_bytes(body[:_TIME], "big"), UTC)


def _text(raw: bytes) -> str:
    return b2a_base64(raw, newline=False).translate(_URL_SAFE).rstrip(b"=").decode()


def _bytes(text: str, length: int) -> bytes | None:
    """The bytes of a canonical URL-safe text of exactly that length, else None."""
    if len(text) != -(-length * 4 // 3) or not text.isascii():
        return None
    try:
        raw = a2b_base64(text.encode().translate(_PLAIN) + b"=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        return None
    return raw if len(raw) == length and _text(raw) == text else None
