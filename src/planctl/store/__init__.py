"""Bytes on the disk: which plan is meant, how it is locked, replaced and taken back."""
