"""Changes a flow's text as an editor does: an edit changes only the lines of its step."""
