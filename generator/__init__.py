"""Factsheets: news reports in, structured fact sheets and a searchable static site out.

Open `generator/pipeline.py` first: it shows the whole flow, one line a stage.
"""

import os

__version__ = "0.1.0"

# ONNX Runtime keeps a record of its use, and calls its maker's server some seconds after it was
# imported, unless this is set by then.  We call nobody.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
