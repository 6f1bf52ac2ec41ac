"""Flows of other products, read into drafts of ours and written out of them. Pure."""
