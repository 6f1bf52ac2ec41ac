"""How the keeping of data stands, with proof."""
