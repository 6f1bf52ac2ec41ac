"""Languages: texts, direction, dates in words, catalogues in and out."""
