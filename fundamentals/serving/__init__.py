"""A trained model behind a local web page: draw or upload a picture, and it answers.

``POST /predict`` takes the bytes of a picture and answers in JSON; ``POST /keep`` writes it into a
folder of training examples, if there is one.
"""

from fundamentals.serving._app import LARGEST_UPLOAD, build_app
from fundamentals.serving._examples import ExampleFolder
from fundamentals.serving._predictor import FORMATS, Predictor
from fundamentals.serving._server import open_port, open_server

__all__ = [
    "FORMATS",
    "LARGEST_UPLOAD",
    "ExampleFolder",
    "Predictor",
    "build_app",
    "open_port",
    "open_server",
]
