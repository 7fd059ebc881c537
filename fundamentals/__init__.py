"""Course labs for Fundamentals of Deep Learning.

CONTRIBUTING.md says what each package holds, low to high. Importing this package imports none of
them.
"""

import os

from fundamentals._tensorflow_log import quiet_tensorflow
from fundamentals._version import __version__
from fundamentals.cores import (
    THREADS_PER_OPERATION,
    THREADS_PER_PRODUCT,
    threads_per_operation,
    usable_cores,
)

quiet_tensorflow()
# Keras, TensorFlow and NumPy read these when they are first imported or used.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault(THREADS_PER_OPERATION, str(threads_per_operation(usable_cores())))
os.environ.setdefault(THREADS_PER_PRODUCT, "1")

__all__ = ["__version__"]
