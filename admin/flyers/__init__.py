"""Flyers: cards with the keys, that look like the cover."""
