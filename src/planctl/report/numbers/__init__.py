"""What a summary counts."""
