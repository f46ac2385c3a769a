"""Time expressions of English news: a small grammar, a calendar and the tense that settles them.

Read `grammar.py` first: it tries the productions of `absolute.py` and `relative.py` on a text.
"""
