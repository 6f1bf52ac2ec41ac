"""What a demonstration is furnished with."""
