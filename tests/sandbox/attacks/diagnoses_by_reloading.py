# attack: asks the library, by a module that was loaded again
# task: 2.10
# verdict: raised an error
# slow: loads Keras

import importlib
import sys

import fundamentals.training as library


def diagnose_curves(history):
    module = importlib.reload(sys.modules[library.diagnose.__module__])
    return module.diagnose(library.history_frame(history.history)).kind
