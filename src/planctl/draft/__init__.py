"""A plan out of an official text: its numbering, its sentences, and what each of them says of a task.

Bytes go in at ``documents``; ``outline`` is the one reader of the text, for ``draft``, ``show --text`` and
``check --text``; the small modules beside it each know one kind of phrase. Nothing here touches a file.
"""
