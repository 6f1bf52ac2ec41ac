"""Twilio's own client over a connection of ours: another root, a time limit, and nothing kept.

The library's asynchronous connection remembers its last request, logs addresses, sends JSON bodies
as forms and knows no root but Twilio's: here only its place in the client is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, final
from urllib.parse import urlencode, urlsplit

import orjson
from aiohttp import ClientSession, ClientTimeout, TCPConnector, encode_basic_auth
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

ROOT = "https://api.twilio.com"
"""Where the API is by default; its content and messaging live on sibling hosts."""

TIMEOUT = ClientTimeout(total=15, sock_connect=5)
AT_ONCE = 32
"""Connections of one channel at once."""

TOO_MANY = 429

_JSON = "application/json"


class Busy(Exception):
    """Twilio took nothing, and said when to come back; its client would not pass that on."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many requests")
        self.wait = wait


@final
class TwilioHttp(AsyncTwilioHttpClient):  # type: ignore[misc]
    """One pool of connections. It has no address or text in it once a request is over."""

    def __init__(self, root: str, timeout: ClientTimeout = TIMEOUT) -> None:
        """``root`` other than Twilio's own takes the place of every host of Twilio's."""
        super().__init__(pool_connections=False)
        self._root = "" if root == ROOT else root
        self._limit = timeout
        self._open: ClientSession | None = None

    async def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is the library's
        allow_redirects: bool = False,
    ) -> Response:
        """The answer, whatever its status. Raises ``Busy``, aiohttp's errors, ``TimeoutError``."""
        sent = dict(headers or {})
        if auth is not None:
            sent["Authorization"] = encode_basic_auth(*auth)
        async with self._session().request(
            method.upper(),
            self._at(url),
            params={name: str(value) for name, value in (params or {}).items()},
            data=_body(data, sent),
            headers=sent,
            timeout=self._limit if timeout is None else ClientTimeout(total=timeout),
            allow_redirects=False,
        ) as answer:
            wait = answer.headers.get("Retry-After", "")
            if answer.status == TOO_MANY and wait.isascii() and wait.isdigit():
                raise Busy(timedelta(seconds=int(wait)))
            return Response(answer.status, await answer.text(), dict(answer.headers))

    async def close(self) -> None:
        """Close every connection."""
        session, self._open = self._open, None
        if session is not None:
            await session.close()

    def _session(self) -> ClientSession:
        if self._open is None:
            self._open = ClientSession(connector=TCPConnector(limit=AT_ONCE))
        return self._open

    def _at(self, url: str) -> str:
        if not self._root:
            return url
        parts = urlsplit(url)
        return f"{self._root}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def client_of(account: str, token: str, http: TwilioHttp) -> Client:
    """Twilio's client for an account, over that connection. It reads no environment."""
    return Client(account, token, http_client=http, environment={"": ""})


async def close_all(*connections: TwilioHttp) -> None:
    """Close several at once."""
    await asyncio.gather(*(one.close() for one in connections))


def _body(data: Mapping[str, Any] | None, headers: Mapping[str, str]) -> bytes | None:
    if not data:
        return None
    if headers.get("Content-Type") == _JSON:
        return orjson.dumps(data)
    pairs = {name: _said(value) for name, value in data.items()}
    return urlencode(pairs, doseq=True).encode()


def _said(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
