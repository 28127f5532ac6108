"""Ledgers in: files of office programs, as tables, as what they say, as changes of a plan."""
