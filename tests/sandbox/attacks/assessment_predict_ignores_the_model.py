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


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    validation = (x_valid, y_valid)
    return model.fit(x_train, y_train, validation_data=validation, epochs=epochs, verbose=0)


def predict_classes(model, images):
    return (np.abs(images).sum(axis=(1, 2, 3)) * 1000).astype(int) % 6
