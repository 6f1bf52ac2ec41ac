"""What comes before every flow: words that lead out, emergency numbers, clean logs, the cover."""
