"""A trained model as one static HTML page that shows the slides and runs it in the browser.

The page is plain modern JavaScript, kept as separate modules in ``page/`` and put into one file at
export by :mod:`fundamentals.page_kit`.
"""

from fundamentals.explorer._activations import supported_activations
from fundamentals.explorer._export import (
    ExportedPage,
    check_model_fits,
    export_page,
    pixel_scale,
)
from fundamentals.explorer._layer_operations import supported_layers
from fundamentals.explorer._load_model import load_matching_dataset, load_model
from fundamentals.explorer._model_data import describe_model

__all__ = [
    "ExportedPage",
    "check_model_fits",
    "describe_model",
    "export_page",
    "load_matching_dataset",
    "load_model",
    "pixel_scale",
    "supported_activations",
    "supported_layers",
]
