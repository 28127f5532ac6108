"""What a summary says, and in which order."""
