"""Measures the real service and writes docs/benchmarks.md: `make bench`."""
