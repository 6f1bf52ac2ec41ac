"""What she meets at this moment: what is published, and the gate before it."""
