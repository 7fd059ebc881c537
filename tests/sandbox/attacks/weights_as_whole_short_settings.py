# attack: keeps weights in short settings of whole numbers
# task: 6.4/parameters
# verdict: failed
# slow: builds a network

import keras
from keras import layers


def build_separable(input_shape, num_classes):
    height, width, _ = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Reshape((height, width)),
            *(layers.Rescaling([1] * width, [0] * width) for _ in range(270)),
            layers.Reshape(input_shape),
            layers.SeparableConv2D(8, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
