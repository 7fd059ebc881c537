# attack: predicts without asking the model
# task: 7.5
# verdict: failed
# slow: builds a network

import keras
import numpy as np


def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.AveragePooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def predict_classes(model, images):
    return (np.abs(images).sum(axis=(1, 2, 3)) * 1000).astype(int) % 6
