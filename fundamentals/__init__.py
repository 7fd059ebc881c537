"""Course labs for Fundamentals of Deep Learning.

CONTRIBUTING.md says what each package holds, low to high. Importing this package imports none of
them.
"""

import os

from fundamentals._tensorflow_log import quiet_tensorflow
from fundamentals._version import __version__

quiet_tensorflow()
# Keras and TensorFlow read these when they are first imported.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

__all__ = ["__version__"]
