"""The language model, where it is installed: from a text to a vector that holds its meaning."""
