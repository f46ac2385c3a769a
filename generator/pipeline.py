"""Open this file first: how a source document becomes a fact sheet, one line a stage.

Input: a `SourceDocument` (from `generator/ingest.py`).  Output: a `Result` with the sheet and
everything that was found on the way.  Typed values pass between stages: spans and readings
(`generator/document.py`), findings (`generator/findings.py`), entries (`generator/model.py`).
"""
