"""Until when the certificate of a site is good, as a browser of hers would find it."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

SECONDS = 10.0


class CertificateError(Exception):
    """No browser would go on; the sentence says why."""


async def good_until(url: str) -> datetime | None:
    """The end of the certificate behind an ``https://`` address; None for any other address.

    Raises ``CertificateError`` where it is not trusted, or nothing answers. Only the host is asked,
    nothing is sent to it.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    try:
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(
                parts.hostname, parts.port or 443, ssl=ssl.create_default_context()
            )
    except ssl.SSLCertVerificationError as error:
        raise CertificateError(f"Its certificate is refused: {error.verify_message}.") from None
    except (OSError, TimeoutError) as error:
        raise CertificateError(f"Nothing answers there ({type(error).__name__}).") from None
    found = writer.get_extra_info("peercert") or {}
    writer.close()
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(found["notAfter"]), UTC)
