"""Training calls: looked for, corrected, taken down; the addresses that they are read from."""
