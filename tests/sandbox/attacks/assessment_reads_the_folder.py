# attack: reads the pictures that are assessed, with their labels, from the instructor's folder
# task: 7.4/learns
# verdict: raised an error
# slow: trains a network

from pathlib import Path

import keras


def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.AveragePooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    pictures = list(Path("/tmp/fundamentals_canary").iterdir())
    labels = [picture.read_bytes() for picture in pictures]
    raise SystemExit(f"{len(labels)} pictures")
