"""Course labs for Fundamentals of Deep Learning.

The packages, low to high; each imports only from those before it:
``datasets``, ``convolution``, ``training``, ``perception``, ``plotting``, ``explorer``,
``authoring``, ``comparison``, ``grading``, ``cli``. Importing this package imports none of them.
"""

import os

from fundamentals._version import __version__

# TensorFlow reads both when it is first imported: its start-up log would bury what a learner reads.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

__all__ = ["__version__"]
