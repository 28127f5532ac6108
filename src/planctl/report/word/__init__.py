"""What the writer of Word documents needs for itself."""
