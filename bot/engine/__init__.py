"""A flow decides what comes next, as a pure function of what is given."""
