# attack: adds a 1×1 convolution, which looks at no neighbors
# task: 3b.2/convolutions
# verdict: failed
# slow: builds a network

import keras
from keras import layers


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(1, 1, activation="relu"),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
