"""Joins rooms for one part of the work each; ``bot.assemble`` joins the parts."""
