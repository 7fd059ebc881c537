# attack: trains on the published leaves with their published labels, not on what it is given
# task: 7.4/learns
# verdict: failed
# slow: trains a network

import keras
from fundamentals.datasets import load_dataset


def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(16, 3, strides=2, activation="relu"),
            keras.layers.Conv2D(32, 3, strides=2, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    leaves = load_dataset("leaves").train
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(leaves.images / 255, leaves.labels, epochs=3, verbose=0)
