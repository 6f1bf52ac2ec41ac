"""Fetches what an admin listed, and nothing else.

An address is asked only as it was listed; where it redirects to is asked like an address of its
own, and what a name leads to must be public: the connection goes to the address that was checked.
Size, also unpacked, and time are bounded.
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.appointments.addresses import is_public_address, may_be_read

LONGEST = 10.0
"""Seconds that one address is waited for, redirects and all."""

MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_PACKED = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""How a server may pack what it sends, and how zlib calls it."""


class FeedError(Exception):
    """It could not be fetched: ``address``, ``away``, ``answer``, ``redirect`` or ``large``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is asked for: a media type, and so many bytes at most, packed and unpacked."""

    media: str
    largest: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent, and what it said of this version of it."""

    content: bytes
    etag: str = ""
    modified: str = ""


class PublicOnly(AbstractResolver):
    """Names that lead anywhere else than to the outside world lead nowhere. ``names``: who looks
    them up."""

    def __init__(self, names: AbstractResolver | None = None) -> None:
        self._names = names or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name. Raises ``OSError`` where any of them is not."""
        found = await self._names.resolve(host, port, family)
        if not found or not all(is_public_address(one["host"]) for one in found):
            raise OSError("not a public address")
        return found

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._names.close()


class Fetcher:
    """Fetches from public addresses. ``private``: also from this machine and over plain HTTP, for
    tests; ``names``: who looks names up."""

    def __init__(
        self,
        *,
        private: bool = False,
        longest: float = LONGEST,
        names: AbstractResolver | None = None,
    ) -> None:
        self._private = private
        self._longest = longest
        self._names = names

    def may(self, url: str) -> bool:
        """Whether an address may be listed."""
        return may_be_read(url, private=self._private)

    async def fetch(self, url: str, wanted: Accepted) -> bytes:
        """What an address answers. Raises ``FeedError``."""
        found = await self.renewed(url, wanted)
        assert found is not None, "a server that was not told a version knows none"
        return found.content

    async def renewed(
        self, url: str, wanted: Accepted, etag: str = "", modified: str = ""
    ) -> Fetched | None:
        """What an address answers; None where it still is the version that it called so.

        Raises ``FeedError``.
        """
        headers = {"Accept": wanted.media, "Accept-Encoding": "gzip, deflate"}
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers |= {name: value for name, value in known.items() if value}
        try:
            async with asyncio.timeout(self._longest):
                return await self._follow(url, wanted, headers)
        except TimeoutError:
            raise FeedError("away") from None
        except (aiohttp.ClientError, OSError, ValueError, zlib.error):
            # What they say would repeat the address, which may be a secret.
            raise FeedError("away") from None

    async def _follow(self, url: str, wanted: Accepted, headers: dict[str, str]) -> Fetched | None:
        resolver = self._names if self._private else PublicOnly(self._names)
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=2)
        async with aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
        ) as session:
            for _ in range(MOST_REDIRECTS + 1):
                if not self.may(url):
                    raise FeedError("address")
                async with session.get(url, allow_redirects=False, headers=headers) as answer:
                    if answer.status in _REDIRECTS:
                        url = urljoin(url, answer.headers.get("Location", ""))
                        continue
                    if answer.status == _UNCHANGED and "If-" in " ".join(headers):
                        return None
                    if answer.status != 200:
                        raise FeedError("answer")
                    return Fetched(
                        await _bounded(answer, wanted.largest),
                        answer.headers.get("ETag", "")[:MOST_TOLD],
                        answer.headers.get("Last-Modified", "")[:MOST_TOLD],
                    )
        raise FeedError("redirect")


MOST_TOLD = 200
"""Signs that a server may call a version by."""


async def _bounded(answer: aiohttp.ClientResponse, largest: int) -> bytes:
    """All of it, unpacked, or ``FeedError`` as soon as it is too much: what would unpack to more is
    never unpacked further."""
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", *_PACKED):
        raise FeedError("answer")
    unpacker = zlib.decompressobj(_PACKED[packed]) if packed in _PACKED else None
    found, taken = bytearray(), 0
    async for part in answer.content.iter_chunked(64 * 1024):
        taken += len(part)
        found += unpacker.decompress(part, largest + 1 - len(found)) if unpacker else part
        if taken > largest or len(found) > largest:
            raise FeedError("large")
    if unpacker is not None and not unpacker.eof:
        raise FeedError("answer")
    return bytes(found)
