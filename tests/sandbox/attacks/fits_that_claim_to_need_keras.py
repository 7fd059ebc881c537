# attack: asked for its calls of fit, it answers what only a process without Keras says
# task: 7.4/history
# verdict: raised an error
# slow: builds a network

import gc
import sys


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    (runner,) = (each for each in gc.get_objects() if type(each).__name__ == "Runner")
    frame = sys.modules["fundamentals.sandbox.worker._wire"].Frame
    runner.operations["fits"] = lambda *_: frame({"failure": {"kind": "keras_needed"}})
    return {}
