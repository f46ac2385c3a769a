"""The parts of ingest: decoding, normalising, Markdown, web pages, and a report's make-up.

`generator/ingest.py` says in which order they work.  No part imports a reading stage.
"""
