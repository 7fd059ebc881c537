# attack: keeps weights among the settings of layers, where they are no parameters
# task: 6.4/parameters
# verdict: failed
# slow: builds a network

import keras
from keras import layers


def build_separable(input_shape, num_classes):
    height, width, channels = input_shape
    pixels = [[[1.5] * channels] * width] * height
    return keras.Sequential(
        [
            keras.Input(input_shape),
            *(layers.Rescaling(pixels) for _ in range(20)),
            layers.SeparableConv2D(8, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
