"""Weeks, feasts and the hours of a desk. Pure."""
