"""What a free text means: a choice, another topic, a sign of danger."""
