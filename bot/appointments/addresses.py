"""Which addresses an agency's calendar may be read from: public ones, over TLS."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

MOST = 1_000
"""Characters of an address."""

_INNER = frozenset({"localhost", "local", "internal", "lan", "home", "arpa", "onion"})
"""Last parts of names that no public server has."""


def may_be_read(url: str, *, private: bool = False) -> bool:
    """Whether it may be asked at all, as far as its text says. ``private``: also plain HTTP and
    addresses of this machine, for tests and demonstrations."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if len(url) > MOST or not url.isprintable() or not host or parts.username is not None:
        return False
    if private:
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and port in (None, 443) and is_public_name(host)


def is_public_name(host: str) -> bool:
    """Whether a host's name is no address, or that of the outside world; names are looked up, and
    what they lead to is asked again."""
    name = host.rstrip(".").lower()
    if name.rpartition(".")[2] in _INNER:
        return False
    try:
        return is_public_address(host)
    except ValueError:
        # Not an address: but what a resolver might take for one (1, 0x7f.1, 017700000001) is none.
        return "." in name and not name.rpartition(".")[2][:1].isdigit()


def is_public_address(host: str) -> bool:
    """Whether an IP address is one of the outside world. Raises ``ValueError`` for what is none."""
    found = ip_address(host)
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast
