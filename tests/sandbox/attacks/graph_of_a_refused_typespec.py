# attack: describes a type that Keras finds by another name than its class's
# task: 3b.2/convolutions
# verdict: failed
# slow: builds a network

import sys

import keras
from keras import layers

worker = sys.modules["fundamentals.sandbox.worker._models"]
described = worker.graph_and_weights


def forged(model, shape):
    facts, weights = described(model, shape)
    for layer in facts["graph"]["config"]["layers"]:
        if layer["class_name"] == "Rescaling":
            layer.update(class_name="__typespec__", module="keras.layers", registered_name=None)
            layer["config"] = {
                "name": layer["name"],
                "function": "linear",
                "value": ["", None, None],
            }
    return facts, weights


worker.graph_and_weights = forged


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1.0),
            layers.Conv2D(4, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
