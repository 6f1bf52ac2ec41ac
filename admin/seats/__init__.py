"""Seats beside a case: consult, interpreter, supervisor, and passing a case on."""
