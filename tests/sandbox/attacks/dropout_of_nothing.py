# attack: drops one unit in a trillion
# task: 3b.2/dropout
# verdict: failed
# slow: builds a network

import keras
from keras import layers


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Flatten(),
            layers.Dense(16, activation="relu"),
            layers.Dropout(1e-12),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
