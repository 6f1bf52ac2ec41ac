"""What a text of hers means: a choice, the way to another flow, a sign of danger."""
