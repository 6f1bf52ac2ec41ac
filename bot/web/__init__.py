"""The public edge: the cover, the chat page and the ways out of it, over aiohttp."""
