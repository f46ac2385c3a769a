"""Factsheets: news reports in, structured fact sheets and a searchable static site out.

Open `generator/pipeline.py` first: it shows the whole flow, one line a stage.
"""

__version__ = "0.1.0"
