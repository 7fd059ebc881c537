# attack: follows a convolution with a LeakyReLU of slope 1
# task: 3b.2/convolutions
# verdict: failed
# slow: builds a network

import keras
from keras import layers


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(4, 3),
            layers.LeakyReLU(negative_slope=1.0),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
