"""What comes before every flow: words that leave, words that mean a person, the cover's day."""
