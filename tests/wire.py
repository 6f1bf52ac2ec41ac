"""Bytes as they are over one connection: what no client would send."""

from __future__ import annotations

import asyncio


async def tell(
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], *parts: bytes
) -> bytes:
    """Everything that comes back until the other side closes; nothing where it broke off."""
    reader, writer = connection
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(20):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()
