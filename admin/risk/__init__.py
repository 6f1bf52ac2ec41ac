"""The risk aid: a network's questions, what an operator fills in, no score."""
