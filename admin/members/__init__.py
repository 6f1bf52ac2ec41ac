"""The people of an agency, as its admin looks after them."""
