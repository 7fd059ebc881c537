# attack: asked about its network, it answers what only a process without Keras says
# task: 2.3
# verdict: raised an error
# slow: builds a network

import gc
import sys

import keras


def build_dense(input_shape, num_classes):
    (runner,) = (each for each in gc.get_objects() if type(each).__name__ == "Runner")
    frame = sys.modules["fundamentals.sandbox.worker._wire"].Frame
    runner.operations["structure"] = lambda *_: frame({"failure": {"kind": "keras_needed"}})
    return keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
