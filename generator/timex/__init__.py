"""Time expressions of English news: a small grammar, a calendar and the tense that settles them.

Read `grammar.py` first: it tries the productions of `days.py`, `periods.py`,
`deictic.py` and `counted.py` on a text.
"""
