"""What may break, broken on purpose under load, and a program that looks at what is left."""
