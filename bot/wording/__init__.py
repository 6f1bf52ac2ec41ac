"""Where translations are looked after: tables, checks, a memory, signatures, files."""
