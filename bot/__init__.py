"""Filo: one discreet conversation from danger to a life of her own."""

__version__ = "0.1.0"
