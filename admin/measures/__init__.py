"""Measures: what women are told of them, and who vouches that it is still so."""
