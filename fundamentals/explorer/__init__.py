"""A trained model as one static HTML page that shows the slides and runs it in the browser.

The page is plain modern JavaScript, kept as separate modules in ``page/`` and put into one file at
export. Every sentence stands in ``page/texts.json`` in both languages.
"""

from fundamentals.explorer._export import export_page, pixel_scale
from fundamentals.explorer._layers import supported_layers
from fundamentals.explorer._model import describe_model

__all__ = ["describe_model", "export_page", "pixel_scale", "supported_layers"]
