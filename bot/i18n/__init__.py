"""Says things in her language: catalogues, fixed texts, dates in words, direction of writing."""
