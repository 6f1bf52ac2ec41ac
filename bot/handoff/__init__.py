"""A case with a human: who may see, claim, answer and close it, and what may be read."""
