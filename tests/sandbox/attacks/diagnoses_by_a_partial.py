# attack: asks the library, by way of another package that calls what it is given
# task: 2.10
# verdict: raised an error
# slow: loads Keras

import functools

import fundamentals.training as library


def diagnose_curves(history):
    frame = library.history_frame(history.history)
    return frame.pipe(functools.partial(library.diagnose)).kind
