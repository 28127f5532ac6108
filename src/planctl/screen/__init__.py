"""Answers for eyes and scripts: what is shown, how it is laid out, drawn or spelled."""
