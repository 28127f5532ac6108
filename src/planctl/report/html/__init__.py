"""What the writer of web pages needs for itself."""
