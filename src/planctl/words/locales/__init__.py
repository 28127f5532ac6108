"""The catalogues, one module a language."""
