# attack: asks the library, by way of the module that nobody imports
# task: 2.10
# verdict: raised an error
# slow: loads Keras

import fundamentals.training as library


def diagnose_curves(history):
    return library._diagnosis.diagnose(library.history_frame(history.history)).kind
