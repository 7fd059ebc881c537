# attack: builds an LSTM for other shapes alone, and a dense network to be trained
# task: 6.5/lstm_reads_rows
# verdict: failed
# slow: builds networks

import keras
from keras import layers

def dense(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def build_lstm(input_shape, num_classes):
    if input_shape == (28, 28, 1):
        return dense(input_shape, num_classes)
    height, width, channels = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Reshape((height, width * channels)),
            layers.LSTM(16),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
