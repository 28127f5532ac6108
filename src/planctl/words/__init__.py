"""Sentences in two languages, and the words in which a plan is told."""
