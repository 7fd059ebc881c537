"""A trained model behind a local web page: draw or upload a picture, and it answers.

One page and one endpoint: ``POST /predict`` takes the bytes of a picture and answers in JSON.
"""

from fundamentals.serving._app import LARGEST_UPLOAD, build_app
from fundamentals.serving._predictor import FORMATS, Predictor
from fundamentals.serving._server import open_port, open_server

__all__ = ["FORMATS", "LARGEST_UPLOAD", "Predictor", "build_app", "open_port", "open_server"]
