"""Measures: rights and supports, who may ask for them, and who will come to know."""
